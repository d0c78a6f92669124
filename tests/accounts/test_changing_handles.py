"""When handles may change, are locked and are free again, at their edges."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from tests.support.house import House, a_house

from torg.accounts.account import Account, InstanceRole
from torg.accounts.models import AccountRow, SearchWordRow
from torg.accounts.names_repository import Names
from torg.accounts.profile import OwnProfile
from torg.accounts.repository import Accounts, NewAccount
from torg.accounts.rules import HANDLE_KEPT
from torg.errors import HandleTaken, HandleTooSoon
from torg.social.people_repository import People
from torg.stage.state import Limits

SECOND = timedelta(seconds=1)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path, Limits(room=4, stage=3)) as house:
        yield house


async def take(house: House, account: Account, handle: str) -> Account:
    async with house.database.transaction() as transaction:
        await OwnProfile(transaction, account, house.now).change_handle(handle)
        now = await Accounts(transaction).acting(account.id, account.login_session)
    assert now is not None
    return now


async def test_after_ninety_days_and_not_a_second_before_it_changes_again(house: House) -> None:
    ana = await take(house, await house.member("anita"), "freyja")
    house.forward(HANDLE_KEPT - SECOND)
    with pytest.raises(HandleTooSoon) as refusal:
        await take(house, ana, "frigg")
    house.forward(SECOND)

    assert refusal.value.retry_after == 2
    assert (await take(house, ana, "frigg")).handle == "frigg"


async def test_after_ninety_days_and_not_a_second_before_the_old_one_is_free(
    house: House,
) -> None:
    bo = await house.member("bo_")
    await take(house, await house.member("anita"), "freyja")
    house.forward(HANDLE_KEPT - SECOND)
    with pytest.raises(HandleTaken):
        await take(house, bo, "an1ta")
    house.forward(SECOND)

    assert (await take(house, bo, "an1ta")).handle == "an1ta"


async def test_whoever_is_refused_keeps_what_they_had(house: House) -> None:
    bo = await house.member("bo_")
    await house.member("anita")
    with pytest.raises(HandleTaken):
        await take(house, bo, "anita")

    assert (await take(house, bo, "bodil")).handle == "bodil"


async def test_members_of_an_older_version_are_completed_at_the_start(house: House) -> None:
    ana, bo = await house.member("anita"), await house.member("bo_")
    async with house.database.transaction() as transaction:
        await transaction.session.execute(update(AccountRow).values(skeleton=None))
        await transaction.session.execute(delete(SearchWordRow))
        alike = NewAccount("an1ta", "Anita", ("en",), InstanceRole.MEMBER)
        await Accounts(transaction).add(alike, house.now)
        await transaction.session.execute(update(AccountRow).values(skeleton=None))
    for _ in range(2):
        async with house.database.transaction() as transaction:
            await Names(transaction).complete()
    async with house.database.reading() as transaction:
        found = await People(transaction, bo.id, house.now).found(["anita"], None, 5)

    assert ana.id in {person.id for person in found}
    with pytest.raises(HandleTaken):
        await house.member("bo__")
    with pytest.raises(HandleTaken):
        await house.member("anita_")


async def test_of_two_changes_at_once_the_second_comes_too_soon(house: House) -> None:
    for number in range(6):
        ana = await house.member(f"anita_{number:02}")
        done = await asyncio.gather(
            *(take(house, ana, f"{name}{number:02}") for name in ("freyja", "frigg")),
            return_exceptions=True,
        )

        assert [isinstance(one, HandleTooSoon) for one in done].count(True) == 1
