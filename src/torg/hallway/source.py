"""The topic `hallway`: one reading of all cards, each person shown those they may know of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from torg.db.session import Database
from torg.feed.frames import Frame
from torg.feed.reader import Who
from torg.feed.source import News
from torg.hallway.frames import frames_between
from torg.kit.ids import RoomId
from torg.rooms.cards import VisibleCard, read_cards
from torg.rooms.room import RoomType
from torg.rooms.schemas import Card, Hallway

HallwayView = frozenset[RoomId]
"""The closed rooms somebody may know of; open ones are for all."""


@dataclass(frozen=True, slots=True)
class HallwayNow:
    """Every live room's card, by its id."""

    cards: Mapping[RoomId, VisibleCard]


class HallwaySource:
    """Reads the cards of all live rooms, anew only those of rooms that changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, before: HallwayNow | None, news: Sequence[News]) -> HallwayNow:
        """Read the cards that are in the news, or all of them."""
        changed = [one["room"] for one in news if "room" in one]
        some = before is not None and news and len(changed) == len(news)
        async with self._database.reading() as transaction:
            read = await read_cards(transaction, changed if some else None)
        cards = {RoomId(visible.card.id): visible for visible in read}
        if before is not None and some:
            kept = {room: card for room, card in before.cards.items() if room not in changed}
            return HallwayNow(kept | cards)
        return HallwayNow(cards)

    def view(self, state: HallwayNow, who: Who) -> HallwayView:
        """Name the closed rooms this member may know of."""
        return frozenset(
            room
            for room, visible in state.cards.items()
            if visible.type is not RoomType.OPEN and visible.is_for(who.account)
        )

    def snapshot(self, state: HallwayNow, view: HallwayView) -> Hallway:
        """Give the cards of the open rooms and of these closed ones, newest first."""
        return Hallway(rooms=tuple(_seen(state, view)))

    def frames(
        self,
        before: HallwayNow,
        seen_as: HallwayView,
        after: HallwayNow,
        view: HallwayView | None,
    ) -> Sequence[Frame]:
        """Give the cards that came or changed, and the rooms that closed."""
        if view is None:
            return ()
        return tuple(frames_between(_seen(before, seen_as), _seen(after, view)))


def hallway_source(database: Database) -> Callable[[str], HallwaySource | None]:
    """Give what the hub opens `hallway` with."""
    return lambda key: None if key else HallwaySource(database)


def _seen(state: HallwayNow, view: HallwayView) -> list[Card]:
    cards = [
        visible.card
        for room, visible in state.cards.items()
        if visible.type is RoomType.OPEN or room in view
    ]
    return in_order(cards)


def in_order(cards: Sequence[Card]) -> list[Card]:
    """Put the newest rooms first."""
    return sorted(cards, key=lambda card: (card.opened_at, str(card.id)), reverse=True)
