"""Pure: the hallway at one moment, as each member sees it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from torg.hallway.rules import Door, Shelf, in_order, shelf_of
from torg.hallway.schemas import Cards, Hallway
from torg.kit.ids import AccountId, RoomId
from torg.rooms.schemas import Card
from torg.rooms.seeing import Eyes


@dataclass(frozen=True, slots=True)
class HallwayNow:
    """Every live room, and the eyes of those who look."""

    doors: Mapping[RoomId, Door]
    eyes: Mapping[AccountId, Eyes]

    def seen_by(self, account: AccountId) -> Hallway:
        """Give the hallway of a member."""
        eyes, found = self.eyes[account], list(self._shelves(account))
        counts = Counter(shelf for _, shelf in found)
        shown = (door.room.to(eyes) for door, shelf in found if shelf is Shelf.SHOWN)
        return Hallway(
            rooms=tuple(in_order(shown)),
            folded=counts[Shelf.FOLDED],
            hidden=counts[Shelf.HIDDEN],
        )

    def kept_from(self, account: AccountId, shelf: Shelf) -> Cards:
        """Give the rooms that are folded away from a member, or that they have hidden."""
        eyes = self.eyes[account]
        found = (door.room.to(eyes) for door, where in self._shelves(account) if where is shelf)
        return Cards(rooms=tuple(in_order(found)))

    def counts(self, account: AccountId) -> Counter[Shelf]:
        """Count what stands where for a member."""
        return Counter(shelf for _, shelf in self._shelves(account))

    def shelf(self, room: RoomId, account: AccountId) -> Shelf:
        """Say where a room stands for a member; one that is over stands nowhere."""
        door = self.doors.get(room)
        return Shelf.NOWHERE if door is None else shelf_of(door, account, self.eyes[account])

    def card(self, room: RoomId, account: AccountId) -> Card:
        """Give a live room's card as a member sees it."""
        return self.doors[room].room.to(self.eyes[account])

    def _shelves(self, account: AccountId) -> Iterator[tuple[Door, Shelf]]:
        eyes = self.eyes[account]
        return ((door, shelf_of(door, account, eyes)) for door in self.doors.values())
