"""The frames of the hallway: how the cards one sees become the next."""

from collections.abc import Iterator, Sequence
from typing import Literal
from uuid import UUID

from torg.feed.frames import Frame
from torg.rooms.schemas import Card


class CardFrame(Frame):
    """A card is new or has changed."""

    kind: Literal["card"] = "card"
    card: Card


class ClosedFrame(Frame):
    """A room is not to be seen any more."""

    kind: Literal["closed"] = "closed"
    room_id: UUID


HallwayFrame = CardFrame | ClosedFrame


def frames_between(before: Sequence[Card], after: Sequence[Card]) -> Iterator[HallwayFrame]:
    """Give the frames that, folded into the one list, make it the other.

    New cards come oldest first, so that putting each in front keeps the newest on top.
    """
    known = {card.id: card for card in before}
    for gone in known.keys() - {card.id for card in after}:
        yield ClosedFrame(room_id=gone)
    for card in reversed(after):
        if card != known.get(card.id):
            yield CardFrame(card=card)
