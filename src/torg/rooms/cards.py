"""Reads the cards of rooms, and who may see which."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from torg.accounts.account import Person
from torg.accounts.repository import Accounts
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.rooms.repository import Rooms
from torg.rooms.room import Room, RoomType
from torg.rooms.rules import may_enter
from torg.rooms.schemas import Card

FACES_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class VisibleCard:
    """A card, and who may see it."""

    card: Card
    type: RoomType
    listed: frozenset[AccountId]

    def is_for(self, account: AccountId) -> bool:
        """Say whether this member may know of the room."""
        return may_enter(self.type, is_listed=account in self.listed)


async def read_cards(
    transaction: Transaction, ids: Collection[RoomId] | None = None
) -> Sequence[VisibleCard]:
    """Give the cards of the live rooms, newest first: all, or those among the ids."""
    rooms = Rooms(transaction)
    live = await rooms.live(ids)
    found = [room.id for room in live]
    on_stage = await rooms.on_stage(found)
    listening = await rooms.listening(found)
    listed = await rooms.listed([room.id for room in live if room.type is RoomType.CLOSED])
    faces = {room: accounts[:FACES_AT_MOST] for room, accounts in on_stage.items()}
    named = {room.host for room in live}.union(*faces.values())
    people = await Accounts(transaction).people(named)
    return [
        VisibleCard(
            card=_card(
                room,
                people,
                faces.get(room.id, ()),
                (len(on_stage.get(room.id, ())), listening.get(room.id, 0)),
            ),
            type=room.type,
            listed=listed.get(room.id, frozenset()),
        )
        for room in live
        if room.host in people
    ]


def _card(
    room: Room,
    people: Mapping[AccountId, Person],
    faces: Sequence[AccountId],
    counts: tuple[int, int],
) -> Card:
    on_stage, listening = counts
    return Card(
        id=room.id,
        title=room.title,
        languages=room.languages,
        type=room.type,
        record_status=room.record_status,
        host=people[room.host],
        stage=tuple(people[face] for face in faces if face in people),
        on_stage=on_stage,
        listening=listening,
        opened_at=room.opened_at,
        demo=room.demo,
    )
