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

    Folding puts a new card in front. So they come oldest first; and where a card comes into sight
    that is older than others, as when its list is extended, those others are put in front again.
    """
    known = {card.id: card for card in before}
    for gone in known.keys() - {card.id for card in after}:
        yield ClosedFrame(room_id=gone)
    something_in_front = False
    for card in reversed(after):
        if something_in_front and card.id in known:
            yield ClosedFrame(room_id=card.id)
        if something_in_front or card != known.get(card.id):
            yield CardFrame(card=card)
        something_in_front = something_in_front or card.id not in known
