"""The clocks: real ones for the program, and the protocol that tests fake."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; everything else takes it as an argument."""

    def now(self) -> datetime:
        """Give the wall-clock time, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Give seconds that never run backwards, for durations."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Give the wall-clock time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Give seconds that never run backwards."""
        return time.monotonic()
