"""A topic for tests: a text everybody sees, but for those it names."""

import asyncio
import json
from collections.abc import Collection, Sequence
from typing import Any, Literal
from uuid import UUID

from torg.feed.frames import Frame
from torg.feed.reader import Reader, Who
from torg.feed.source import News
from torg.kit.ids import AccountId, LoginSessionId
from torg.kit.shapes import Shape


class Words(Shape):
    """What the topic says."""

    text: str


class SaidFrame(Frame):
    """It says something else now."""

    kind: Literal["said"] = "said"
    text: str


class Page:
    """A source whose text a test sets, and which it can break."""

    def __init__(self, text: str | None = "one") -> None:
        self.text = text
        self.barred: set[AccountId] = set()
        self.broken = False
        self.reads = 0

    async def read(
        self, before: str | None, news: Sequence[News], readers: Collection[Who]
    ) -> str | None:
        del before, news, readers
        self.reads += 1
        if self.broken:
            raise OSError("the database is away")
        return self.text

    def view(self, state: str, who: Who) -> str | None:
        del state
        return None if who.account in self.barred else "all"

    def snapshot(self, state: str, view: str) -> Words:
        del view
        return Words(text=state)

    def frames(self, before: str, seen_as: str, after: str, view: str | None) -> Sequence[Frame]:
        del before, seen_as
        return [SaidFrame(text="farewell" if view is None else after)]


class Pauses:
    """A pause that lasts until the test lets time go on."""

    def __init__(self) -> None:
        self._over = asyncio.Event()
        self.begun = asyncio.Event()

    async def __call__(self) -> None:
        self.begun.set()
        await self._over.wait()
        self._over.clear()
        self.begun.clear()

    def over(self) -> None:
        """End the pause."""
        self._over.set()


def somebody(number: int = 1, session: int = 1) -> Who:
    """Give the eyes of a member, by one of their login sessions."""
    return Who(AccountId(UUID(int=number)), LoginSessionId(UUID(int=session)))


async def heard(reader: Reader) -> dict[str, Any]:
    """Give the next message of a reader."""
    async with asyncio.timeout(5):
        message: dict[str, Any] = json.loads(await reader.next())
    return message
