"""Follows one topic: reads it anew when it changed, and tells each reader the difference.

Frames are made from two states, never from what happened between them. So a reader who folds
them is equal to a fresh snapshot by construction, however commits overtook each other, and news
that come faster than the pause are told together.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic

import structlog

from torg.feed.frames import GONE, inside_of, message, snapshot_of
from torg.feed.reader import Reader
from torg.feed.source import News, S, Source, V

Pause = Callable[[], Awaitable[None]]

SNAPSHOTS_AT_ONCE: Final = 10
TOLD_AT_ONCE: Final = 100
"""After so many readers the rest of the gateway has a turn."""

log = structlog.get_logger()


@dataclass(slots=True)
class _Watch(Generic[V]):
    """How far one reader is: the name they know the topic by, the last number, how they see it."""

    topic: str
    seq: int = 0
    view: V | None = None
    """None until the snapshot has been sent."""


class Desk(Generic[S, V]):
    """The readers of one topic, and the state they were last told."""

    def __init__(self, name: str, source: Source[S, V], pause: Pause) -> None:
        self._name = name
        self._source = source
        self._pause = pause
        self._state: S | None = None
        self._news: list[News] = []
        self._watches: dict[Reader, _Watch[V]] = {}
        self._wake = asyncio.Event()

    @property
    def is_idle(self) -> bool:
        """Whether nobody reads this topic."""
        return not self._watches

    def changed(self, news: News) -> None:
        """Note that there is something new."""
        self._news.append(news)
        self._wake.set()

    def enrol(self, reader: Reader, topic: str) -> None:
        """Have a reader sent a snapshot in the next round, and frames from then on."""
        self._watches[reader] = _Watch(topic)
        reader.topics.add(self._name)
        self._wake.set()

    def dismiss(self, reader: Reader) -> None:
        """Forget a reader."""
        self._watches.pop(reader, None)
        reader.topics.discard(self._name)
        self._wake.set()

    async def run(self) -> None:
        """Tell the news, round after round, until nobody reads any more.

        A round that fails is tried again after the pause; readers keep what they have.
        """
        fails = False
        while self._watches:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._round()
                fails = False
            except Exception:
                if not fails:
                    log.exception("a topic of the feed cannot be read")
                fails = True
                self._wake.set()
            await self._pause()

    async def _round(self) -> None:
        newcomers = [reader for reader, watch in self._watches.items() if watch.view is None]
        # What a newcomer was let in for may be too new for the state at hand.
        if self._news or any(self._view(reader) is None for reader in newcomers):
            await self._refresh()
        snapshots: dict[V, str] = {}
        for number, reader in enumerate(newcomers, start=1):
            if number % SNAPSHOTS_AT_ONCE == 0:
                await asyncio.sleep(0)
            watch = self._watches.get(reader)
            if watch is None:
                continue
            view = watch.view = self._view(reader)
            if view is None or self._state is None:
                self._see_off(reader, watch)
                continue
            if view not in snapshots:
                snapshots[view] = snapshot_of(self._source.snapshot(self._state, view))
            reader.push(message(watch.topic, watch.seq, snapshots[view]))

    async def _refresh(self) -> None:
        news, self._news = self._news, []
        before = self._state
        try:
            self._state = await self._source.read(
                before, news, [reader.who for reader in self._watches]
            )
        except BaseException:
            # An empty piece of news is of no known kind: everything will be read anew.
            self._news[:0] = [*news, {}]
            raise
        if before is not None and before != self._state:
            await self._tell(before, self._state)

    async def _tell(self, before: S, after: S | None) -> None:
        told: dict[tuple[V, V | None], Sequence[str]] = {}
        for number, (reader, watch) in enumerate(list(self._watches.items()), start=1):
            if number % TOLD_AT_ONCE == 0:
                await asyncio.sleep(0)
            if watch.view is None or self._watches.get(reader) is not watch:
                continue
            view = self._view(reader)
            if after is not None:
                if (watch.view, view) not in told:
                    frames = self._source.frames(before, watch.view, after, view)
                    told[watch.view, view] = [inside_of(frame) for frame in frames]
                for inside in told[watch.view, view]:
                    watch.seq += 1
                    reader.push(message(watch.topic, watch.seq, inside))
            watch.view = view
            if view is None:
                self._see_off(reader, watch)

    def _view(self, reader: Reader) -> V | None:
        return None if self._state is None else self._source.view(self._state, reader.who)

    def _see_off(self, reader: Reader, watch: _Watch[V]) -> None:
        reader.push(message(watch.topic, 0, GONE))
        self.dismiss(reader)
