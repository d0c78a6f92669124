"""A bounded queue between the two halves of a signalling connection."""

import asyncio
from collections import deque
from typing import Final

MOST_FRAMES: Final = 64
MOST_BYTES: Final = 256 * 1024
CROWDED: Final = 4


class Overrun(Exception):
    """The other side does not read: its queue is full."""


class Closed(Exception):
    """Nothing more will come out of this pipe."""


class Pipe:
    """Frames on their way; at most 64 or 256 KiB wait, but one of any size always fits."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._closed = False
        self._news = asyncio.Event()

    async def give_way(self) -> None:
        """Let the writer run when frames pile up because one read brought many."""
        if len(self._frames) > CROWDED:
            await asyncio.sleep(0)

    def push(self, frame: bytes) -> None:
        """Queue a frame. Raises Overrun when it does not fit."""
        full = len(self._frames) >= MOST_FRAMES or self._bytes + len(frame) > MOST_BYTES
        if full and self._frames:
            raise Overrun
        self._frames.append(frame)
        self._bytes += len(frame)
        self._news.set()

    def close(self) -> None:
        """Let what is queued come out, and then nothing more."""
        self._closed = True
        self._news.set()

    async def pull(self) -> bytes:
        """Wait for the next frame. Raises Closed after the last one."""
        while not self._frames:
            if self._closed:
                raise Closed
            self._news.clear()
            await self._news.wait()
        frame = self._frames.popleft()
        self._bytes -= len(frame)
        return frame
