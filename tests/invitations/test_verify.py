"""`torg tree` as an operator or a member types it."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.support.gateway import Gateway, nothing_to_prepare
from tests.support.trees import KEY, grown

from torg.audit.acts import Act
from torg.audit.models import AuditRow
from torg.console.tree import NotProved, sign_anew, verify
from torg.invitations.instance_key import instance_key
from torg.invitations.planting import make_tree_ready

TREE = grown(12)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "proof.json"
    path.write_bytes(TREE.proof(7))
    return path


def test_a_proof_that_holds_is_told_in_words(file: Path) -> None:
    words = verify(file, None)

    assert "The proof holds." in words
    assert "talk.example.org admitted the member 00000000-0000-0000-0000-000000000007" in words
    assert "by the member 00000000-0000-0000-0000-000000000006, on 29 November 2026" in words
    assert "admission 7 of the 12" in words
    assert KEY.fingerprint in words


def test_the_first_member_was_let_in_by_nobody(tmp_path: Path) -> None:
    (tmp_path / "first.json").write_bytes(TREE.proof(1))

    assert "whom nobody let in" in verify(tmp_path / "first.json", None)


def test_the_key_one_names_is_compared(file: Path) -> None:
    in_groups = " ".join(KEY.fingerprint[n : n + 4] for n in range(0, 64, 4)).upper()

    assert "It is the key you named." in verify(file, in_groups)
    with pytest.raises(NotProved, match="another instance"):
        verify(file, "0" * 64)


def test_a_changed_file_proves_nothing(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"talk", b"tale"))

    with pytest.raises(NotProved, match="proves nothing"):
        verify(file, None)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotProved, match="cannot be read"):
        verify(tmp_path / "nowhere", None)


def test_the_command_ends_with_0_or_with_1_and_a_sentence(file: Path) -> None:
    command = [sys.executable, "-m", "torg", "tree", "verify", str(file)]
    holds = subprocess.run(command, capture_output=True, text=True, check=False)
    file.write_bytes(b"{}")
    false = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (holds.returncode, holds.stderr) == (0, "")
    assert "The proof holds." in holds.stdout
    assert (false.returncode, false.stdout) == (1, "")
    assert false.stderr.startswith(f"torg: {file}: this proves nothing. It is not a proof")


@pytest.mark.sqlite("the command reads the file in the data folder")
async def test_a_tree_whose_key_is_lost_is_signed_anew(gateway: Gateway) -> None:
    await gateway.member("ana")
    (gateway.settings.data_dir / "tree.key").unlink()
    now = gateway.clock.now()
    fingerprint = await sign_anew(gateway.settings, nothing_to_prepare, now)
    key = instance_key(gateway.settings.data_dir)
    await make_tree_ready(gateway.database, key)

    async with gateway.database.reading() as transaction:
        acts = [row.act for row in await transaction.session.scalars(select(AuditRow))]

    assert acts == [Act.TREE_SIGNED_ANEW]
    assert fingerprint == key.fingerprint != gateway.app.state.instance_key.fingerprint
