"""Reads the cards of rooms, and what decides who may see which."""

from collections.abc import Collection, Mapping, Sequence

from torg.accounts.account import Person
from torg.accounts.repository import Accounts
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.rooms.places import places_in
from torg.rooms.repository import Rooms
from torg.rooms.room import Room, RoomType
from torg.rooms.schemas import Card
from torg.rooms.seeing import Places, RoomCard

FACES_AT_MOST = 4


async def read_cards(
    transaction: Transaction, ids: Collection[RoomId] | None = None
) -> Sequence[RoomCard]:
    """Give the cards of the live rooms, newest first: all, or those among the ids."""
    rooms = Rooms(transaction)
    live = await rooms.live(ids)
    places = await places_in(transaction, live)
    listed = await rooms.listed([room.id for room in live if room.type is RoomType.CLOSED])
    faces = {room: found.stage[:FACES_AT_MOST] for room, found in places.items()}
    named = {room.host for room in live}.union(*faces.values())
    people = await Accounts(transaction).people(named)
    return [
        RoomCard(
            card=_card(room, people, faces[room.id], places[room.id]),
            type=room.type,
            host=room.host,
            places=places[room.id],
            listed=listed.get(room.id, frozenset()),
        )
        for room in live
        if room.host in people
    ]


def _card(
    room: Room, people: Mapping[AccountId, Person], faces: Sequence[AccountId], places: Places
) -> Card:
    return Card(
        id=room.id,
        title=room.title,
        languages=room.languages,
        type=room.type,
        record_status=room.record_status,
        host=people[room.host],
        stage=tuple(people[face] for face in faces if face in people),
        on_stage=len(places.stage),
        listening=places.listening,
        opened_at=room.opened_at,
        demo=room.demo,
        followed=0,
        my_language=False,
    )
