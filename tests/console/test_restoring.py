"""What is backed up comes back as it was, but for what had died."""

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select, text
from tests.support.house import House
from tests.support.stages import ROOM

from torg.accounts.account import Account
from torg.accounts.models import AccountRow, LoginSessionRow
from torg.console.archive import MANIFEST, Archive, ArchiveDamaged
from torg.console.backup import back_up, prove, sealed_keys
from torg.console.refused import Refused
from torg.console.restore import keys_of, put_keys_back, restore
from torg.console.sealing import sealed
from torg.console.tables import checksum
from torg.db.session import Database
from torg.invitations.models import InvitationRow
from torg.kit.fresh import new_uuid
from torg.leaving.register import deleted_in, note_deleted
from torg.media.models import LeaseRow
from torg.migrations.tables import METADATA
from torg.migrations.upgrade import upgrade
from torg.rooms.models import RoomRow
from torg.stage.state import Limits

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def quietly(name: str, number: int, count: int) -> None:
    """Show no progress."""


@pytest.fixture
async def house(walked: Database) -> House:
    return House(walked, Limits(room=10, stage=3), [])


async def kept(house: House, folder: Path, keys: bytes | None = None) -> Path:
    """Back the house up."""
    file = folder / "house.torg-backup"
    await back_up(house.database, file, keys, NOW, quietly)
    return file


async def brought_back(file: Path, into: Database, *deleted: UUID) -> int:
    return (await restore(into, Archive(file), deleted, NOW, quietly)).erased_again


async def a_talk(house: House) -> tuple[Account, Account]:
    """Let two members be in a room."""
    ana, bo = await house.member("ana"), await house.member("bo_")
    await house.room(ana)
    await house.join(ana)
    await house.join(bo)
    return ana, bo


async def sums(database: Database) -> dict[str, tuple[int, str]]:
    async with database.engine.connect() as connection:
        found = {table.name: await checksum(connection, table) for table in METADATA.sorted_tables}
    return {name: (each.count, each.text()) for name, each in found.items()}


async def test_what_nothing_revives_in_comes_back_to_the_letter(
    house: House, empty: Database, tmp_path: Path
) -> None:
    for number in range(20):
        await house.member(f"member{number}")
    async with house.database.transaction() as transaction:
        await transaction.session.execute(text("UPDATE login_sessions SET revoked_at = created_at"))
    before = await sums(house.database)
    await brought_back(await kept(house, tmp_path), empty)

    assert await sums(empty) == before
    assert before["accounts"][0] == 20


async def test_rooms_leases_and_login_sessions_do_not_live_again(
    house: House, empty: Database, tmp_path: Path
) -> None:
    await a_talk(house)
    epoch = (await house.stage()).epoch
    await brought_back(await kept(house, tmp_path), empty)
    async with empty.reading() as transaction:
        room = await transaction.session.get_one(RoomRow, ROOM)
        live = select(LeaseRow).where(LeaseRow.ended_at.is_(None))
        leases = (await transaction.session.scalars(live)).all()
        signed_in = select(LoginSessionRow).where(LoginSessionRow.revoked_at.is_(None))
        login_sessions = (await transaction.session.scalars(signed_in)).all()

    assert (room.epoch, room.ended_at) == (epoch + 1, NOW)
    assert (leases, login_sessions) == ([], [])


async def test_open_invitations_are_dead(house: House, empty: Database, tmp_path: Path) -> None:
    ana = await house.member("ana")
    invitation = {
        "id": new_uuid(),
        "inviter_id": ana.id,
        "token_hash": b"x" * 32,
        "language": "en",
        "created_at": NOW,
        "expires_at": NOW + timedelta(days=14),
    }
    async with house.database.transaction() as transaction:
        await transaction.session.execute(insert(InvitationRow), [invitation])
    await brought_back(await kept(house, tmp_path), empty)
    async with empty.reading() as transaction:
        row = await transaction.session.get_one(InvitationRow, invitation["id"])

    assert row.revoked_at == NOW


async def test_who_was_deleted_since_is_erased_again(
    house: House, empty: Database, tmp_path: Path
) -> None:
    _, bo = await a_talk(house)
    file = await kept(house, tmp_path)
    note_deleted(tmp_path, [bo.id])
    again = await brought_back(file, empty, *deleted_in(tmp_path), new_uuid())
    async with empty.reading() as transaction:
        row = await transaction.session.get_one(AccountRow, bo.id)

    assert again == 1
    assert row.deleted_at == NOW
    assert (row.name, row.handle == "bo_") == ("", False)


async def test_a_database_with_members_is_left_alone(house: House, tmp_path: Path) -> None:
    await house.member("ana")
    file = await kept(house, tmp_path)
    before = await sums(house.database)
    with pytest.raises(Refused, match="has members already"):
        await brought_back(file, house.database)

    assert await sums(house.database) == before


async def test_a_first_start_may_have_been_there(
    house: House, empty: Database, tmp_path: Path
) -> None:
    await house.member("ana")
    file = await kept(house, tmp_path)
    await upgrade(empty)
    await brought_back(file, empty)

    assert (await sums(empty))["accounts"] == (await sums(house.database))["accounts"]


async def test_tables_of_others_are_left_alone(
    house: House, empty: Database, tmp_path: Path
) -> None:
    file = await kept(house, tmp_path)
    async with empty.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE somebody_elses (id INTEGER)"))
    with pytest.raises(Refused, match="not Torg's"):
        await brought_back(file, empty)


async def test_a_newer_schema_is_refused(house: House, empty: Database, tmp_path: Path) -> None:
    file = await kept(house, tmp_path)
    newer = changed(file, b'"revision": "', b'"revision": "f')
    with pytest.raises(Refused, match="newer version of Torg"):
        await brought_back(newer, empty)


async def test_an_older_schema_is_brought_up_to_date(empty: Database, tmp_path: Path) -> None:
    from torg.migrations.upgrade import alembic_config  # noqa: PLC0415 - only here

    old = Database(f"sqlite+aiosqlite:///{tmp_path / 'old.sqlite3'}", lambda *_: None)
    async with old.engine.begin() as connection:
        script = await connection.run_sync(
            lambda sync: ScriptDirectory.from_config(alembic_config(sync))
        )
        first = script.get_bases()[0]
        await connection.run_sync(walked_to, first)
        row = {"id": new_uuid(), "handle": "ana", "name": "Ana", "languages": ["en"]}
        accounts = METADATA.tables["accounts"]
        await connection.execute(insert(accounts), [row | {"role": "owner", "created_at": NOW}])
    file = tmp_path / "old.torg-backup"
    manifest = await back_up(old, file, None, NOW, quietly)
    await old.close()
    await brought_back(file, empty)
    async with empty.reading() as transaction:
        name = await transaction.session.scalar(select(AccountRow.name))

    assert manifest.revision == first
    assert "follows" not in manifest.tables
    assert name == "Ana"


def walked_to(connection: object, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - only here

    from torg.migrations.upgrade import alembic_config  # noqa: PLC0415 - only here

    command.upgrade(alembic_config(connection), revision)  # type: ignore[arg-type]


def changed(file: Path, old: bytes, new: bytes, entry: str = MANIFEST) -> Path:
    """Give a copy of a backup with something else in one of its entries."""
    copy = file.with_name("changed.torg-backup")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new, 1) if name == entry else content)
    return copy


@pytest.mark.parametrize(
    ("old", "new"), [(b"Ana", b"Eva"), (b"\n", b""), (b'"bio"', b'"bia"'), (b"{", b"")]
)
async def test_a_damaged_backup_restores_nothing(
    house: House, empty: Database, tmp_path: Path, old: bytes, new: bytes
) -> None:
    for handle in ("ana", "bo_"):
        await house.member(handle)
    damaged = changed(await kept(house, tmp_path), old, new, "tables/accounts.jsonl")
    with pytest.raises(Refused, match="accounts"):
        await brought_back(damaged, empty)
    async with empty.engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())

    assert tables == []


async def test_a_torn_file_is_no_backup(house: House, tmp_path: Path) -> None:
    file = await kept(house, tmp_path)
    whole = file.read_bytes()
    for length in (0, 1, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(ArchiveDamaged):
            Archive(file)
        with pytest.raises(Refused):
            await prove(file)


async def test_the_keys_come_back_by_their_passphrase_only(house: House, tmp_path: Path) -> None:
    data, new = tmp_path / "data", tmp_path / "new"
    data.mkdir()
    new.mkdir()
    (data / "tree.key").write_text("a" * 43)
    (new / "tree.key").write_text("b" * 43)
    file = await kept(house, tmp_path, sealed_keys(data, "open sesame"))
    seal = Archive(file).keys()
    assert seal is not None
    with pytest.raises(Refused, match="does not open"):
        keys_of(seal, "open sesamy")
    put_keys_back(new, keys_of(seal, "open sesame"))

    assert b"a" * 43 not in file.read_bytes()
    assert (new / "tree.key").read_text() == "a" * 43
    assert (new / "tree.key.before").read_text() == "b" * 43
    assert (new / "tree.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "name", ["torg.sqlite3", "../tree.key", "/tree.key", ".key", "deleted.txt"]
)
def test_nothing_but_keys_comes_back_as_one(name: str) -> None:
    with pytest.raises(Refused, match="no key"):
        keys_of(sealed({name: b"a" * 43}, "open sesame"), "open sesame")


async def test_without_a_passphrase_there_are_no_keys(house: House, tmp_path: Path) -> None:
    file = await kept(house, tmp_path, sealed_keys(tmp_path, None))

    assert Archive(file).keys() is None
