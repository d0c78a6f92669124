"""All topics that are read at this gateway, and all readers."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from torg.feed.desk import Desk, Pause
from torg.feed.frames import GONE, message
from torg.feed.reader import RESYNC, SIGNED_OUT, Reader, Who
from torg.feed.source import News, Source
from torg.kit.ids import AccountId, LoginSessionId

SOCKETS_AT_MOST: Final = 5
"""Open feed sockets of one account; beyond them the oldest gives way.

It may be one whose network is gone without a word, so a new one is never refused.
"""

TOPICS_AT_MOST: Final = 8
"""Topics watched by one socket; a page needs three."""

BETWEEN_UPDATES_S: Final = 0.1
"""A topic is told at most ten times a second."""

OpenSource = Callable[[str], Source[Any, Any] | None]
"""Makes the source of a topic from what stands after its colon; None when that names nothing."""


async def _a_tenth_of_a_second() -> None:
    await asyncio.sleep(BETWEEN_UPDATES_S)


class Hub:
    """Takes what transactions publish and brings it to whoever reads it."""

    def __init__(self, pause: Pause = _a_tenth_of_a_second) -> None:
        self._pause = pause
        self._families: dict[str, tuple[OpenSource, int]] = {}
        self._desks: dict[str, Desk[Any, Any]] = {}
        self._listeners: list[Callable[[str, News], None]] = []
        self._readers: dict[Reader, None] = {}
        self._running: set[asyncio.Task[None]] = set()

    def serve(self, family: str, open_source: OpenSource, pauses: int = 1) -> None:
        """Let the topics `family` and `family:…` be read, told once in so many pauses at most."""
        self._families[family] = (open_source, pauses)

    def overhear(self, listener: Callable[[str, News], None]) -> None:
        """Let somebody hear all that is published, before any reader does. It must not wait."""
        self._listeners.append(listener)

    def publish(self, topic: str, frame: News) -> None:
        """Say that there is something new on a topic. Never waits, never raises."""
        for listener in self._listeners:
            listener(topic, frame)
        family, _, key = topic.partition(":")
        if family == "session":
            self._cut(lambda who: str(who.login_session) == key)
        desk = self._desks.get(topic)
        if desk is not None:
            desk.changed(frame)

    @contextmanager
    def reading(self, who: Who) -> Iterator[Reader]:
        """Have a reader for as long as its socket is open."""
        mine = [reader for reader in self._readers if reader.who.account == who.account]
        for oldest in mine[: max(0, len(mine) + 1 - SOCKETS_AT_MOST)]:
            oldest.cut(RESYNC)
        reader = Reader(who)
        self._readers[reader] = None
        try:
            yield reader
        finally:
            del self._readers[reader]
            for topic in tuple(reader.topics):
                self._leave(reader, topic)

    def watch(self, reader: Reader, name: str) -> None:
        """Have a reader sent the snapshot of a topic and from then on its frames.

        `name` is the topic as the reader calls it; one's own `me` is a topic of its own.
        """
        topic = _inner_name(name, reader.who.account)
        desk = self._desks.get(topic) or self._open(topic)
        too_many = topic not in reader.topics and len(reader.topics) >= TOPICS_AT_MOST
        if desk is None or too_many:
            reader.push(message(name, 0, GONE))
            return
        desk.enrol(reader, name)
        if topic not in self._desks:
            self._desks[topic] = desk
            task = asyncio.create_task(self._follow(topic, desk))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    def unwatch(self, reader: Reader, name: str) -> None:
        """Send a reader no more of a topic."""
        self._leave(reader, _inner_name(name, reader.who.account))

    def login_sessions(self) -> frozenset[LoginSessionId]:
        """Name the login sessions with an open feed."""
        return frozenset(reader.who.login_session for reader in self._readers)

    def cut(self, login_sessions: frozenset[LoginSessionId]) -> None:
        """End the feeds of login sessions that are over."""
        self._cut(lambda who: who.login_session in login_sessions)

    async def close(self) -> None:
        """Stop following all topics."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _open(self, topic: str) -> Desk[Any, Any] | None:
        family, _, key = topic.partition(":")
        open_source, pauses = self._families.get(family, (_nothing, 1))
        source = open_source(key)
        return None if source is None else Desk(topic, source, partial(self._pauses, pauses))

    async def _pauses(self, count: int) -> None:
        for _ in range(count):
            await self._pause()

    async def _follow(self, topic: str, desk: Desk[Any, Any]) -> None:
        await desk.run()
        # No await in between: nobody can have enrolled at a desk that is no longer followed.
        if self._desks.get(topic) is desk:
            del self._desks[topic]

    def _cut(self, whom: Callable[[Who], bool]) -> None:
        for reader in self._readers:
            if whom(reader.who):
                reader.cut(SIGNED_OUT)

    def _leave(self, reader: Reader, topic: str) -> None:
        desk = self._desks.get(topic)
        if desk is not None:
            desk.dismiss(reader)
            if desk.is_idle:
                del self._desks[topic]


def _nothing(_: str) -> None:
    return None


def _inner_name(name: str, account: AccountId) -> str:
    return f"me:{account}" if name == "me" else name
