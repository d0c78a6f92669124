"""Counters of the media server: what was sent, and what was dropped for which cause."""

from collections import Counter
from collections.abc import Mapping


class Metrics:
    """Counts by name; a name is a cause, never an identity or an address."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def count(self, name: str, by: int = 1) -> None:
        """Add `by` to the counter of that name."""
        self._counts[name] += by

    def __getitem__(self, name: str) -> int:
        return self._counts[name]

    def snapshot(self) -> Mapping[str, int]:
        """All counters so far."""
        return dict(self._counts)


class Budget:
    """A token bucket: `per_s` on average, `burst` at once."""

    __slots__ = ("_at", "_burst", "_left", "_per_s")

    def __init__(self, per_s: float, burst: float, now: float) -> None:
        self._per_s, self._burst, self._left, self._at = per_s, burst, burst, now

    def left(self, now: float) -> bool:
        """Whether one could be spent."""
        return self._left + (now - self._at) * self._per_s >= 1

    def take(self, now: float) -> bool:
        """Spend one, unless there is none left."""
        self._left = min(self._burst, self._left + (now - self._at) * self._per_s)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
