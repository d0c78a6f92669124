"""A moving window: at most so many times within so long, for each of many keys."""

import math
from collections import OrderedDict, deque
from collections.abc import Hashable
from datetime import timedelta
from typing import Final

MOST_KEYS: Final = 100_000
"""Beyond this the key that was quiet longest is forgotten: memory is bounded, not justice."""


class MovingWindow:
    """Counts what happened per key; times are seconds of a clock that never runs backwards."""

    def __init__(self, times: int, within: timedelta, most_keys: int = MOST_KEYS) -> None:
        self._times = times
        self._within_s = within.total_seconds()
        self._most_keys = most_keys
        self._seen: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def wait_s(self, key: Hashable, now: float) -> int:
        """Give the whole seconds until the key may go on; 0 means at once."""
        seen = self._seen.get(key)
        if seen is None or len(seen) < self._times:
            return 0
        return max(0, math.ceil(seen[0] + self._within_s - now))

    def note(self, key: Hashable, now: float) -> None:
        """Count one; only the last `times` are remembered, since only they decide."""
        seen = self._seen.setdefault(key, deque(maxlen=self._times))
        seen.append(now)
        self._seen.move_to_end(key)
        self._forget(now)

    def take_back(self, key: Hashable, now: float) -> None:
        """Count the one of this moment no longer."""
        seen = self._seen.get(key, deque())
        if now in seen:
            seen.remove(now)
        if not seen:
            self._seen.pop(key, None)

    def _forget(self, now: float) -> None:
        """Drop keys whose last count has left the window; they stand in the order of use."""
        while self._seen:
            key, seen = next(iter(self._seen.items()))
            if seen[-1] + self._within_s > now and len(self._seen) <= self._most_keys:
                return
            del self._seen[key]
