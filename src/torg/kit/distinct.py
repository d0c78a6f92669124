"""A moving window over different things: at most so many of them within so long, for each key."""

import math
from collections import OrderedDict
from collections.abc import Hashable
from datetime import timedelta
from typing import Final

MOST_THINGS: Final = 500_000
"""Things remembered of all keys together; beyond them the key quiet longest is forgotten."""


class DistinctWindow:
    """Counts different things per key; times are seconds of a clock that never runs backwards."""

    def __init__(self, times: int, within: timedelta, most_things: int = MOST_THINGS) -> None:
        self._times = times
        self._within_s = within.total_seconds()
        self._most_things = most_things
        self._seen: OrderedDict[Hashable, OrderedDict[Hashable, float]] = OrderedDict()
        self._things = 0

    def wait_s(self, key: Hashable, thing: Hashable, now: float) -> int:
        """Give the whole seconds until the key may have this thing; 0 means at once.

        What it has had within the window it may have again.
        """
        seen = self._seen.get(key)
        if seen is None:
            return 0
        self._forget_old(seen, now)
        if thing in seen or len(seen) < self._times:
            return 0
        return math.ceil(next(iter(seen.values())) + self._within_s - now)

    def note(self, key: Hashable, thing: Hashable, now: float) -> None:
        """Count one thing; the same again counts once, and stays as long as from now on."""
        seen = self._seen.setdefault(key, OrderedDict())
        self._things -= len(seen)
        seen[thing] = now
        seen.move_to_end(thing)
        self._things += len(seen)
        self._forget_old(seen, now)
        self._seen.move_to_end(key)
        self._forget_quiet(now)

    def _forget_old(self, seen: OrderedDict[Hashable, float], now: float) -> None:
        """Drop what has left the window; things stand in the order of use."""
        while seen and next(iter(seen.values())) + self._within_s <= now:
            seen.popitem(last=False)
            self._things -= 1

    def _forget_quiet(self, now: float) -> None:
        """Drop keys whose last thing has left the window, and more of them where memory asks."""
        while self._seen:
            key, seen = next(iter(self._seen.items()))
            self._forget_old(seen, now)
            if seen and (self._things <= self._most_things or len(self._seen) == 1):
                return
            self._things -= len(seen)
            del self._seen[key]
