"""Pure: who may ask followers into a live room, and whom that reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from torg.rooms.room import RoomType, Tie, Ties
from torg.rooms.rules import may_enter
from torg.stage.roles import Role

PINGS_AT_MOST: Final = 10
"""So many people one member may ping into one room, each of them once."""

MAY_PING: Final[Mapping[RoomType, frozenset[Role]]] = {
    RoomType.OPEN: frozenset(Role),
    RoomType.SOCIAL: frozenset({Role.SPEAKER, Role.MODERATOR, Role.HOST}),
    RoomType.CLOSED: frozenset({Role.MODERATOR, Role.HOST}),
}


class Reach(Enum):
    """What a ping does."""

    NOTHING = auto()
    """And who pinged is not told so."""
    NOTICE = auto()
    LIST_AND_NOTICE = auto()
    """It lets them into the closed room, too."""


@dataclass(frozen=True, slots=True)
class Pinged:
    """What decides whether a ping reaches somebody."""

    ties: Ties
    follows_me: bool
    is_apart: bool
    """One of us has blocked the other."""


def reach_of(room_type: RoomType, whom: Pinged) -> Reach:
    """Say what a ping does: it never reaches the blocked, nor who is there already."""
    if not whom.follows_me or whom.is_apart or not whom.ties.isdisjoint({Tie.BLOCKED, Tie.INSIDE}):
        return Reach.NOTHING
    if room_type is RoomType.CLOSED:
        return Reach.NOTICE if Tie.LISTED in whom.ties else Reach.LIST_AND_NOTICE
    return Reach.NOTICE if may_enter(room_type, whom.ties) else Reach.NOTHING


def may_be_offered(room_type: RoomType, ties: Ties) -> bool:
    """Say whether a follower is offered to be pinged.

    A block does not count here: a name that is missing would give away what the host has done.
    """
    if Tie.INSIDE in ties:
        return False
    return room_type is RoomType.CLOSED or may_enter(room_type, ties - {Tie.BLOCKED})
