"""The frames of the hallway: what one member is told when it changes."""

from collections.abc import Collection, Iterator
from typing import Literal
from uuid import UUID

from torg.feed.frames import Frame
from torg.hallway.moment import HallwayNow
from torg.hallway.rules import Shelf
from torg.kit.ids import AccountId, RoomId
from torg.rooms.schemas import Card


class CardFrame(Frame):
    """A card is new or has changed: put it where its order is."""

    kind: Literal["card"] = "card"
    card: Card


class ClosedFrame(Frame):
    """A room is not to be seen any more."""

    kind: Literal["closed"] = "closed"
    room_id: UUID


class AsideFrame(Frame):
    """How many rooms are kept out of sight has changed."""

    kind: Literal["aside"] = "aside"
    folded: int
    hidden: int


HallwayFrame = CardFrame | ClosedFrame | AsideFrame

ASIDE = frozenset({Shelf.FOLDED, Shelf.HIDDEN})


def rooms_between(before: HallwayNow, after: HallwayNow) -> tuple[RoomId, ...]:
    """Name the rooms of which anything changed between two moments."""
    rooms = before.doors.keys() | after.doors.keys()
    return tuple(r for r in rooms if before.doors.get(r) is not after.doors.get(r))


def frames_between(
    before: HallwayNow, after: HallwayNow, account: AccountId, rooms: Collection[RoomId]
) -> Iterator[HallwayFrame]:
    """Give the frames that, folded into what a member saw, make it what they see.

    `rooms` are those that changed; whose own eyes changed has to look at all rooms again.
    """
    if before.eyes[account] is not after.eyes[account]:
        rooms = before.doors.keys() | after.doors.keys()
    aside = False
    for room in rooms:
        was, now = before.shelf(room, account), after.shelf(room, account)
        aside = aside or (was is not now and not ASIDE.isdisjoint({was, now}))
        if now is Shelf.SHOWN:
            card = after.card(room, account)
            if was is not Shelf.SHOWN or card != before.card(room, account):
                yield CardFrame(card=card)
        elif was is Shelf.SHOWN:
            yield ClosedFrame(room_id=room)
    if aside:
        counts, had = after.counts(account), before.counts(account)
        if any(counts[shelf] != had[shelf] for shelf in ASIDE):
            yield AsideFrame(folded=counts[Shelf.FOLDED], hidden=counts[Shelf.HIDDEN])
