"""Pure: where a room stands in one member's hallway, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from torg.kit.ids import AccountId, RoomId
from torg.rooms.room import Tie, Ties
from torg.rooms.rules import may_enter
from torg.rooms.schemas import Card
from torg.rooms.seeing import Eyes, RoomCard


class Shelf(Enum):
    """Where a room stands for somebody."""

    NOWHERE = auto()
    """They may not enter it, so they never learn of it."""
    SHOWN = auto()
    FOLDED = auto()
    """Somebody they have blocked is on its stage."""
    HIDDEN = auto()
    """They do not want to see it."""


@dataclass(frozen=True, slots=True)
class Door:
    """A room's card, and all that decides whom it is shown."""

    room: RoomCard
    followed: frozenset[AccountId]
    """Whom its moderators follow; not told of rooms where that opens no door."""
    barred: frozenset[AccountId]
    """Whom its host has blocked."""

    def ties(self, account: AccountId) -> Ties:
        """Say what a member is to the room."""
        room = self.room
        ties = {Tie.MEMBER}
        if account == room.host:
            ties.add(Tie.HOST)
        if account in room.places.inside:
            ties.add(Tie.INSIDE)
        if account in room.listed:
            ties.add(Tie.LISTED)
        if account in self.followed:
            ties.add(Tie.FOLLOWED)
        if account in self.barred:
            ties.add(Tie.BLOCKED)
        return frozenset(ties)


def shelf_of(door: Door, account: AccountId, eyes: Eyes) -> Shelf:
    """Say where a room stands for a member; hidden outweighs folded."""
    if not may_enter(door.room.type, door.ties(account)):
        return Shelf.NOWHERE
    if RoomId(door.room.card.id) in eyes.hidden:
        return Shelf.HIDDEN
    if not eyes.blocked.isdisjoint(door.room.places.on_stage):
        return Shelf.FOLDED
    return Shelf.SHOWN


def in_order(cards: Iterable[Card]) -> list[Card]:
    """Put first where most people are on stage whom I follow, then my languages, then the newest.

    It follows from each card alone, so a browser that has the cards has their order, too.
    """
    return sorted(
        cards,
        key=lambda card: (card.followed, card.my_language, card.opened_at, str(card.id)),
        reverse=True,
    )
