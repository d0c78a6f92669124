"""The one reading of all live rooms that every look into the hallway shares."""

import asyncio
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from torg.db.session import Database
from torg.feed.source import News
from torg.hallway.moment import HallwayNow
from torg.hallway.rules import Door
from torg.kit.ids import AccountId, RoomId
from torg.rooms.cards import read_cards
from torg.rooms.eyes import read_eyes
from torg.rooms.room import RoomType
from torg.rooms.seeing import Eyes, RoomCard

EYES_KEPT: Final = 4_000
"""Of more members who are not looking just now nothing is kept."""

NOBODY: Final = Eyes()


class HallwayReading:
    """Keeps what was read until news say that it has changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = asyncio.Lock()
        self._doors: Mapping[RoomId, Door] = {}
        self._eyes: dict[AccountId, Eyes] = {}
        self._changed_rooms: set[RoomId] | None = None
        """None: all of them."""
        self._changed_eyes: set[AccountId] = set()

    def note(self, topic: str, news: News) -> None:
        """Hear what was published: what has changed is read when somebody looks next."""
        if topic != "hallway":
            return
        self._changed_eyes.update(news.get("eyes", ()))
        if self._changed_rooms is None:
            return
        if "room" in news:
            self._changed_rooms.add(news["room"])
        if "person" in news:
            self._changed_rooms.update(self._showing(news["person"]))

    async def now(self, accounts: Collection[AccountId]) -> HallwayNow:
        """Give the rooms as they are now, for these members; who is gone has no eyes there."""
        async with self._lock:
            known = self._eyes.keys() >= set(accounts)
            if not known or self._changed_eyes or self._changed_rooms != set():
                await self._refresh(set(accounts))
            found = {who: self._eyes[who] for who in accounts if who in self._eyes}
            return HallwayNow(self._doors, found)

    async def _refresh(self, accounts: set[AccountId]) -> None:
        rooms, self._changed_rooms = self._changed_rooms, set()
        changed, self._changed_eyes = self._changed_eyes, set()
        try:
            async with self._database.reading() as transaction:
                read = await read_cards(transaction, rooms)
                cards = {RoomId(one.card.id): one for one in read}
                if rooms is not None:
                    kept = {room: door.room for room, door in self._doors.items()}
                    cards = {room: one for room, one in kept.items() if room not in rooms} | cards
                wanted = accounts.union(*map(_keepers, cards.values()))
                missing = {who for who in wanted if who in changed or who not in self._eyes}
                eyes = await read_eyes(transaction, missing)
        except BaseException:
            # What was noted is lost, so everything has to be read.
            self._changed_rooms = None
            self._eyes.clear()
            raise
        for account in changed | missing:
            self._eyes.pop(account, None)
        self._eyes.update(eyes)
        self._forget_all_but(wanted)
        self._doors = {room: self._door(one, missing) for room, one in cards.items()}

    def _door(self, card: RoomCard, anew: Collection[AccountId]) -> Door:
        """Keep the door there was if nothing about it has changed: readers look at what is new."""
        before = self._doors.get(RoomId(card.card.id))
        keepers = _keepers(card)
        if before is not None and before.room == card and keepers.isdisjoint(anew):
            return before
        eyes = [self._eyes.get(keeper, NOBODY) for keeper in keepers]
        social = card.type is RoomType.SOCIAL
        return Door(
            room=card,
            followed=frozenset[AccountId]().union(*(one.follows for one in eyes if social)),
            barred=self._eyes.get(card.host, NOBODY).blocked,
        )

    def _showing(self, account: AccountId) -> Iterator[RoomId]:
        """Name the rooms on whose cards somebody stands."""
        return (
            room
            for room, door in self._doors.items()
            if account == door.room.host or account in door.room.places.on_stage
        )

    def _forget_all_but(self, wanted: Collection[AccountId]) -> None:
        spare = [account for account in self._eyes if account not in wanted]
        for account in spare[: max(0, len(spare) - EYES_KEPT)]:
            del self._eyes[account]


def _keepers(card: RoomCard) -> frozenset[AccountId]:
    """Name those whose follows and blocks decide who may see the room."""
    return card.moderators if card.type is RoomType.SOCIAL else frozenset({card.host})
