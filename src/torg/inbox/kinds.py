"""What members are told, and how often they may wish to hear of it: plain values."""

from enum import StrEnum, auto
from typing import Final


class Kind(StrEnum):
    """What a notice is about; its words are put together by whoever shows it."""

    JOINED = auto()
    """Somebody came in by my invitation (about: them)."""
    PING = auto()
    """Somebody asks me into a room (about: them; room)."""
    ROOM_OPENED = auto()
    """Somebody I follow opened a room I may enter (about: them; room)."""
    WAITING = auto()
    """Somebody who waits to be let in says that I know them (subject: the reservation)."""
    REPORT_DECIDED = auto()
    """A report I made, or one about me, is decided (subject: the report)."""
    APPEAL_ANSWERED = auto()
    """My appeal is answered (subject: the report, where it was against one)."""
    SUSPENSION_LIFTED = auto()
    """I may act again."""
    CASE_WAITS = auto()
    """To admins: there is a report or an appeal that I may handle (subject: the report, if any)."""


WISHED: Final = frozenset({Kind.JOINED, Kind.PING, Kind.ROOM_OPENED, Kind.WAITING})
"""What a member may hear of less often; of what befell themself everybody is told."""

PAUSE: Final = "all"
"""The wish that stands above all others: `never` is a pause of everything that can be wished."""


class HowOften(StrEnum):
    """How often a member wants to hear of one kind."""

    ALWAYS = auto()
    SOMETIMES = auto()
    """Once an hour at most."""
    NEVER = auto()
