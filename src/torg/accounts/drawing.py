"""Has photos drawn anew by a process of their own, where a hostile file can do no harm."""

import asyncio
import sys
from contextlib import suppress
from typing import Final

from torg.accounts.photos import PHOTO_BYTES, looks_like_a_photo
from torg.errors import PhotoRefused, TooMany

AT_ONCE: Final = 2
"""Processes, at most: a photo must not take both cores from those who talk."""

WAITS_AT_MOST: Final = 10.0
"""Seconds a photo waits for its turn."""

DRAWN_WITHIN: Final = 5.0
"""Seconds a process may live. Of the processor it gets two: see torg.accounts.draw."""

AGAIN_AFTER_S: Final = 5

PIECE: Final = 64 * 1024
"""Bytes read of a process at once."""

COMMAND: Final = (sys.executable, "-I", "-m", "torg.accounts.draw")


class Drawing:
    """The processes that draw photos; one for each photo."""

    def __init__(self, command: tuple[str, ...] = COMMAND, within: float = DRAWN_WITHIN) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._command = command
        self._within = within

    async def drawn(self, sent: bytes) -> bytes:
        """Give the photo as WebP, 320 x 320, with nothing else in it. Raises PhotoRefused, TooMany.

        Whatever goes wrong on the way is the photo's fault: it is refused.
        """
        if not looks_like_a_photo(sent):
            raise PhotoRefused
        try:
            async with asyncio.timeout(WAITS_AT_MOST):
                await self._turns.acquire()
        except TimeoutError:
            raise TooMany(retry_after=AGAIN_AFTER_S) from None
        try:
            return await self._by_a_process(sent)
        finally:
            self._turns.release()

    async def _by_a_process(self, sent: bytes) -> bytes:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
        )
        try:
            async with asyncio.timeout(self._within):
                image = await _answer(process, sent)
        except TimeoutError:
            raise PhotoRefused from None
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if process.returncode != 0 or not 0 < len(image) <= PHOTO_BYTES:
            raise PhotoRefused
        return image


async def _answer(process: asyncio.subprocess.Process, sent: bytes) -> bytes:
    """Give what a process says to this, and of more than a photo can have only the beginning."""
    if process.stdin is None or process.stdout is None:
        raise PhotoRefused
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(sent)
        await process.stdin.drain()
    process.stdin.close()
    said = bytearray()
    while len(said) <= PHOTO_BYTES and (part := await process.stdout.read(PIECE)):
        said += part
    if len(said) <= PHOTO_BYTES:
        await process.wait()
    return bytes(said)
