"""Rooms as the hallway knows them; a test names only what matters to it."""

from datetime import datetime
from uuid import UUID

from tests.support.stages import ANA, START

from torg.accounts.account import Person
from torg.hallway.rules import Door
from torg.kit.ids import AccountId
from torg.rooms.room import RecordStatus, RoomType
from torg.rooms.schemas import Card
from torg.rooms.seeing import Places, RoomCard

Some = frozenset[AccountId]
NOBODY: Some = frozenset()


def a_door(  # noqa: PLR0913 - each argument is a thing a test may care about
    number: int,
    *,
    room_type: RoomType = RoomType.OPEN,
    host: AccountId = ANA,
    on_stage: Some = NOBODY,
    inside: Some = NOBODY,
    listed: Some = NOBODY,
    followed: Some = NOBODY,
    barred: Some = NOBODY,
    languages: tuple[str, ...] = ("en",),
    listening: int = 0,
    opened: datetime = START,
) -> Door:
    """Make a live room with this number as its id."""
    card = Card(
        id=UUID(int=number),
        title="Late talk",
        languages=languages,
        type=room_type,
        record_status=RecordStatus.OFF_THE_RECORD,
        host=Person(host, "ana", "Ana", None),
        stage=(),
        on_stage=len(on_stage),
        listening=listening,
        opened_at=opened,
        demo=False,
        followed=0,
        my_language=False,
    )
    places = Places(tuple(sorted(on_stage)), on_stage, frozenset(), inside, listening)
    return Door(RoomCard(card, room_type, host, places, listed), followed, barred)
