"""Waiting for what happens in another process: asking again until it is so, or too late."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

Answer = TypeVar("Answer")


async def until(
    asked: Callable[[], Awaitable[Answer | None]], within_s: float = 10, every_s: float = 0.02
) -> Answer:
    """Ask until the answer is true, and give it. Raises TimeoutError with the last answer."""
    end = time.monotonic() + within_s
    while True:
        answer = await asked()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TimeoutError(f"not within {within_s:g} s; the last answer was {answer!r}")
        await asyncio.sleep(every_s)
