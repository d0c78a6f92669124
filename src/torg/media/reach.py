"""Whether the media server answers: every call to it goes through here and is noted."""

from collections.abc import Awaitable
from typing import Final, TypeVar

import structlog

from torg.errors import MediaAway
from torg.kit.clock import Clock
from torg.media.client import MediaUnreachable

T = TypeVar("T")

CONFIRMED_FOR_S: Final = 2.0
"""How long an answer vouches: the one second between two sweeps, and one of silence."""

log = structlog.get_logger()


class Reach:
    """The last answer of the media server, and the questions that wait for one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answered_at: float | None = None
        self._is_silent = False

    @property
    def is_confirmed(self) -> bool:
        """Whether the media server has answered within the last moments."""
        at = self._answered_at
        return at is not None and self._clock.monotonic() - at <= CONFIRMED_FOR_S

    def require(self) -> None:
        """Let nobody in while it is unknown who is there. Raises MediaAway."""
        if not self.is_confirmed:
            raise MediaAway(retry_after=1)

    async def ask(self, call: Awaitable[T], otherwise: T) -> T:
        """Wait for an answer; `otherwise` when there is none."""
        try:
            answer = await call
        except MediaUnreachable as fault:
            if not self._is_silent:
                # Before its first answer it is likely to be starting, which troubles nobody.
                tell = log.info if self._answered_at is None else log.warning
                tell("the media server does not answer", reason=str(fault))
            self._is_silent = True
            return otherwise
        if self._is_silent:
            log.info("the media server answers")
        self._answered_at = self._clock.monotonic()
        self._is_silent = False
        return answer
