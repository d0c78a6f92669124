"""What the doctor says of the tree of admissions."""

from pathlib import Path

import pytest
from sqlalchemy import update
from tests.support.gateway import Gateway

from torg.config import Settings
from torg.console.findings import State
from torg.console.tree_checks import tree
from torg.invitations.models import AdmissionRow


async def found(settings: Settings) -> tuple[State, str]:
    (finding,) = [each async for each in tree(settings)]
    return finding.state, finding.found


async def test_a_whole_tree_is_counted(gateway: Gateway) -> None:
    await gateway.member("ana")

    assert await found(gateway.settings) == (State.OK, "2 admissions, all as they were signed")


async def test_the_first_changed_admission_is_named(gateway: Gateway) -> None:
    await gateway.member("ana")
    async with gateway.database.transaction() as transaction:
        await transaction.session.execute(
            update(AdmissionRow).where(AdmissionRow.number == 2).values(inviter_id=None)
        )
    state, words = await found(gateway.settings)

    assert state is State.WRONG
    assert words.startswith("admission 2 is not as it was signed")


@pytest.mark.parametrize("key", ["", "no key at all, but as long as one would be"])
async def test_a_key_that_is_none_is_told(gateway: Gateway, key: str) -> None:
    (gateway.settings.data_dir / "tree.key").write_text(key)
    state, words = await found(gateway.settings)

    assert state is State.WRONG
    assert "holds no key" in words


async def test_before_the_first_start_there_is_nothing_to_check(tmp_path: Path) -> None:
    state, words = await found(Settings(data_dir=tmp_path))

    assert (state, words) == (State.OK, "its key is made at the first start")
