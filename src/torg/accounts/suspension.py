"""When a suspension holds, and how long somebody who signs in has to wait: pure."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

DAYS_AT_MOST: Final = 3_650
"""A longer one is one until it is lifted."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """A member may not act; `until` is None for: until it is lifted."""

    since: datetime
    until: datetime | None


def holds(suspension: Suspension | None, now: datetime) -> bool:
    """Say whether it keeps the member from acting now."""
    return suspension is not None and (suspension.until is None or now < suspension.until)


def end_after(days: int | None, now: datetime) -> datetime | None:
    """Give when a suspension of so many days ends; None for one until it is lifted."""
    return None if days is None else now + timedelta(days=days)


def seconds_left(suspension: Suspension, now: datetime) -> int | None:
    """Give the whole seconds until the member may sign in; None: until it is lifted."""
    if suspension.until is None:
        return None
    return max(1, math.ceil((suspension.until - now).total_seconds()))


def lasts_as_long(suspension: Suspension, until: datetime | None) -> bool:
    """Say whether it holds at least until then; None: until it is lifted."""
    if suspension.until is None:
        return True
    return until is not None and suspension.until >= until
