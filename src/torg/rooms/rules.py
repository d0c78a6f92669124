"""Who may know of a room and enter it: one table for cards, lists, feeds, doors and pings."""

from collections.abc import Mapping
from typing import Final

from torg.rooms.room import RoomType, Tie, Ties

OPENED_BY: Final[Mapping[RoomType, Ties]] = {
    # Whoever is inside stays inside, whatever becomes of the reason they were let in for.
    RoomType.OPEN: frozenset({Tie.HOST, Tie.INSIDE, Tie.MEMBER}),
    RoomType.SOCIAL: frozenset({Tie.HOST, Tie.INSIDE, Tie.FOLLOWED}),
    RoomType.CLOSED: frozenset({Tie.HOST, Tie.INSIDE, Tie.LISTED}),
}
"""Any one of these ties opens a room of this type."""


def may_enter(room_type: RoomType, ties: Ties) -> bool:
    """Say whether a member may enter; who may not is never told that the room exists."""
    return Tie.BLOCKED not in ties and not ties.isdisjoint(OPENED_BY[room_type])
