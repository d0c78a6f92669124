"""How a member's invitations grow with taking part: a pure rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(days=30)
ROOMS_FOR_ONE: Final = 3
"""In so many different rooms one takes part within a window to be given one invitation more."""
MOST_UNUSED: Final = 5
"""Who has so many that nobody has joined by is given no more; an admin may still grant some."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What the windows that have ended give, and where the next one begins."""

    more: int
    counted_until: datetime


def windows(counted_until: datetime, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Give the start and end of every window that has ended, oldest first."""
    start = counted_until
    while start + WINDOW <= now:
        yield start, start + WINDOW
        start += WINDOW


def growth(
    counted_until: datetime, now: datetime, rooms: Mapping[datetime, int], unused: int
) -> Growth:
    """Count the windows that have ended.

    `rooms` says by a window's start in how many rooms the member took part, 0 where it is silent;
    `unused` how many of their invitations nobody has joined by, made or not.
    """
    more = 0
    for start, end in windows(counted_until, now):
        if rooms.get(start, 0) >= ROOMS_FOR_ONE and unused + more < MOST_UNUSED:
            more += 1
        counted_until = end
    return Growth(more, counted_until)
