"""How a member's invitations grow with taking part: a pure rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from torg.kit.ids import RoomId

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


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody was in a room from one moment to another, or still is (`end` None)."""

    room: RoomId
    start: datetime
    end: datetime | None


def rooms_in_windows(
    stays: Iterable[Stay], counted_until: datetime, now: datetime
) -> Mapping[datetime, int]:
    """Say by its start in how many rooms somebody took part in each window that has ended."""
    known = tuple(stays)
    return {
        start: len({s.room for s in known if s.start < end and (s.end is None or s.end > start)})
        for start, end in windows(counted_until, now)
    }


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
