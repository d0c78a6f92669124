"""The shared reading of all rooms: it reads what changed, and never forgets that it has to."""

from collections.abc import AsyncIterator, Collection
from pathlib import Path
from uuid import UUID

import pytest
from tests.support.house import House, a_house
from tests.support.stages import ROOM

from torg.accounts.account import Account
from torg.db.session import Transaction
from torg.hallway import reading as module
from torg.hallway.reading import HallwayReading
from torg.kit.ids import AccountId, RoomId
from torg.rooms.cards import read_cards
from torg.stage.state import Limits


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path, Limits(room=4, stage=3)) as house:
        yield house


@pytest.fixture
async def ana(house: House) -> Account:
    return await house.member("ana")


class Desk:
    """Stands where the reading of cards does: it counts, and fails when it is told to."""

    def __init__(self) -> None:
        self.asked: list[Collection[RoomId] | None] = []
        self.fails = False

    async def read(self, transaction: Transaction, ids: Collection[RoomId] | None = None) -> object:
        self.asked.append(ids)
        if self.fails:
            raise OSError("the database is away")
        return await read_cards(transaction, ids)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk()
    monkeypatch.setattr(module, "read_cards", desk.read)
    return desk


async def seen(reading: HallwayReading, account: Account) -> list[UUID]:
    moment = await reading.now({account.id})
    return [card.id for card in moment.seen_by(account.id).rooms]


async def test_what_did_not_change_is_not_read_again(
    house: House, ana: Account, desk: Desk
) -> None:
    reading = HallwayReading(house.database)
    await house.room(ana)
    first = await seen(reading, ana)
    again = await seen(reading, ana)
    other = RoomId(UUID(int=901))
    await house.room(ana, room_id=other)
    reading.note("hallway", {"kind": "changed", "room": other})
    reading.note(f"room:{other}", {"kind": "changed"})

    assert (first, again) == ([ROOM], [ROOM])
    assert set(await seen(reading, ana)) == {ROOM, other}
    assert desk.asked == [None, {other}]


async def test_a_reading_that_failed_is_made_up_for(house: House, ana: Account, desk: Desk) -> None:
    reading = HallwayReading(house.database)
    before = await seen(reading, ana)
    await house.room(ana)
    reading.note("hallway", {"kind": "changed", "room": ROOM})
    desk.fails = True
    with pytest.raises(OSError, match="away"):
        await seen(reading, ana)
    desk.fails = False

    assert before == []
    assert await seen(reading, ana) == [ROOM]
    assert desk.asked[-1] is None


async def test_who_is_gone_has_no_eyes(house: House, ana: Account) -> None:
    nobody = AccountId(UUID(int=7))
    moment = await HallwayReading(house.database).now({ana.id, nobody})

    assert moment.eyes.keys() == {ana.id}


@pytest.mark.parametrize(("kept", "known"), [(0, 1), (1, 2)])
async def test_of_so_many_who_do_not_look_the_eyes_are_kept(
    house: House, ana: Account, monkeypatch: pytest.MonkeyPatch, kept: int, known: int
) -> None:
    monkeypatch.setattr(module, "EYES_KEPT", kept)
    reading = HallwayReading(house.database)
    for account in (ana, await house.member("bo_"), await house.member("eva")):
        await reading.now({account.id})

    assert len(reading._eyes) == known
