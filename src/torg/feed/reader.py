"""One open feed socket: who reads it, and the bounded queue of what still has to go out."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Final

from torg.kit.ids import AccountId, LoginSessionId

MESSAGES_AT_MOST: Final = 256
BYTES_AT_MOST: Final = 256 * 1024

SIGNED_OUT: Final = 4001
BAD_MESSAGE: Final = 4003
RESYNC: Final = 4008


@dataclass(frozen=True, slots=True)
class Who:
    """Whose eyes are on a feed: the account, and the login session the socket belongs to."""

    account: AccountId
    login_session: LoginSessionId


class Reader:
    """The messages that wait for one socket; who is too slow is cut, and starts anew."""

    def __init__(self, who: Who) -> None:
        self.who = who
        self.topics: set[str] = set()
        """What is watched here, by the names the hub knows."""
        self.over = asyncio.Event()
        self.code: int | None = None
        self._waiting: deque[str] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()

    def push(self, text: str) -> None:
        """Queue one message. The first always fits, whatever its size."""
        if self.over.is_set():
            return
        size = len(text.encode())
        full = len(self._waiting) >= MESSAGES_AT_MOST or self._bytes + size > BYTES_AT_MOST
        if self._waiting and full:
            self.cut(RESYNC)
            return
        self._waiting.append(text)
        self._bytes += size
        self._wake.set()

    def cut(self, code: int) -> None:
        """End the feed with this close code; what still waits is not sent."""
        if not self.over.is_set():
            self.code = code
            self._waiting.clear()
            self.over.set()

    async def next(self) -> str:
        """Wait for the next message; after a cut there is none."""
        while not self._waiting:
            self._wake.clear()
            await self._wake.wait()
        text = self._waiting.popleft()
        self._bytes -= len(text.encode())
        return text
