"""A house with four members: Ana, Bo, Eva and Kai."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.support.house import House, a_house

from torg.accounts.account import Account
from torg.stage.state import Limits


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path, Limits(room=4, stage=3)) as house:
        yield house


@pytest.fixture
async def ana(house: House) -> Account:
    return await house.member("ana")


@pytest.fixture
async def bo(house: House) -> Account:
    return await house.member("bo_")


@pytest.fixture
async def eva(house: House) -> Account:
    return await house.member("eva")


@pytest.fixture
async def kai(house: House) -> Account:
    return await house.member("kai")
