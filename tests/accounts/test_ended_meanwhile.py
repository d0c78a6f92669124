"""A login session that is ended while its command waits gives itself no new ways in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.support.house import House, a_house

from torg.accounts.account import Account
from torg.accounts.ways import WaysIn, require_proof
from torg.accounts.ways_repository import Challenges
from torg.errors import NotSignedIn
from torg.stage.state import Limits


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path, Limits(room=4, stage=3)) as house:
        yield house


@pytest.fixture
async def thief(house: House) -> Account:
    """Somebody whose login session the member ends everywhere."""
    thief = await house.member("ana")
    async with house.database.transaction() as transaction:
        await Challenges(transaction).add(b"sign this", house.now, thief.login_session)
    await house.sign_out_by_the_back_door(thief)
    return thief


async def test_it_makes_no_recovery_codes(house: House, thief: Account) -> None:
    async with house.database.transaction() as transaction:
        with pytest.raises(NotSignedIn):
            await WaysIn(transaction, thief, house.now).new_codes()

        assert await WaysIn(transaction, thief, house.now).codes_left() == 0


async def test_it_adds_no_passkey(house: House, thief: Account) -> None:
    async with house.database.transaction() as transaction:
        taken = await Challenges(transaction).take_of(thief.login_session, house.now)

    assert taken is None


async def test_it_proves_nothing(house: House, thief: Account) -> None:
    async with house.database.transaction() as transaction:
        with pytest.raises(NotSignedIn):
            await require_proof(transaction, thief.login_session, house.now)
