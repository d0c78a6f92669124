"""Members are told what concerns them, as often as they wish."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.support.house import House, a_house

from torg.accounts.account import Account
from torg.accounts.models import AccountRow
from torg.inbox.kinds import PAUSE, WISHED, HowOften, Kind
from torg.inbox.models import NoticeRow, NoticeWishRow
from torg.inbox.repository import Inbox, erase_old_notices
from torg.stage.state import Limits

HOUR = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path, Limits(room=4, stage=3)) as house:
        yield house


@pytest.fixture
async def ana(house: House) -> Account:
    return await house.member("ana")


async def _tell(house: House, account: Account, kind: Kind) -> None:
    async with house.database.transaction() as transaction:
        await Inbox(transaction).tell(account.id, kind, house.now)


async def _wishes(house: House, account: Account, kind: str, wish: HowOften) -> None:
    async with house.database.transaction() as transaction:
        transaction.session.add(NoticeWishRow(account_id=account.id, kind=kind, wish=wish))


async def _told(house: House) -> list[NoticeRow]:
    async with house.database.reading() as transaction:
        return list(await transaction.session.scalars(select(NoticeRow).order_by(NoticeRow.at)))


async def test_a_member_is_told_and_their_own_topic_wakes(house: House, ana: Account) -> None:
    bo = await house.member("bo_")
    async with house.database.transaction() as transaction:
        await Inbox(transaction).tell(ana.id, Kind.JOINED, house.now, about=bo.id)

    (notice,) = await _told(house)
    assert (notice.account_id, notice.kind, notice.about_id) == (ana.id, "joined", bo.id)
    assert notice.at == house.now
    assert notice.read_at is None
    assert house.told[-1] == f"me:{ana.id}"


@pytest.mark.parametrize("kind", Kind)
async def test_never_silences_what_can_be_wished_and_nothing_else(
    house: House, ana: Account, kind: Kind
) -> None:
    await _wishes(house, ana, kind, HowOften.NEVER)
    await _tell(house, ana, kind)

    assert len(await _told(house)) == (0 if kind in WISHED else 1)


@pytest.mark.parametrize("kind", Kind)
async def test_a_pause_stands_above_every_wish(house: House, ana: Account, kind: Kind) -> None:
    await _wishes(house, ana, kind, HowOften.ALWAYS)
    await _wishes(house, ana, PAUSE, HowOften.NEVER)
    await _tell(house, ana, kind)

    assert len(await _told(house)) == (0 if kind in WISHED else 1)


async def test_sometimes_is_once_an_hour_and_a_kind(house: House, ana: Account) -> None:
    await _wishes(house, ana, Kind.PING, HowOften.SOMETIMES)
    await _tell(house, ana, Kind.PING)
    await _tell(house, ana, Kind.JOINED)
    house.forward(HOUR - MOMENT)
    await _tell(house, ana, Kind.PING)
    house.forward(MOMENT)
    await _tell(house, ana, Kind.PING)

    assert [notice.kind for notice in await _told(house)] == ["ping", "joined", "ping"]


async def test_one_statement_tells_many_each_by_their_own_wish(house: House, ana: Account) -> None:
    bo, eva = await house.member("bo_"), await house.member("eva")
    await _wishes(house, bo, Kind.ROOM_OPENED, HowOften.NEVER)
    all_of_them = select(AccountRow.id)
    async with house.database.transaction() as transaction:
        await Inbox(transaction).tell_those(all_of_them, Kind.ROOM_OPENED, house.now)

    told = await _told(house)
    assert {notice.account_id for notice in told} == {ana.id, eva.id}
    assert len({notice.id for notice in told}) == 2


async def test_a_notice_is_erased_after_ninety_days(house: House, ana: Account) -> None:
    await _tell(house, ana, Kind.JOINED)
    house.forward(timedelta(days=90) - MOMENT)
    await erase_old_notices(house.database, house.now)
    kept = len(await _told(house))
    house.forward(MOMENT)
    await erase_old_notices(house.database, house.now)

    assert (kept, len(await _told(house))) == (1, 0)
