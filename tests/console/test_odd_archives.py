"""Whatever a backup has become, it is restored or refused in a sentence, and never half of it."""

import asyncio
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect
from tests.support.filling import ROWS, fill

from torg.config import Settings
from torg.console.archive import FORMAT, KEYS, MANIFEST, Archive, ArchiveDamaged, Manifest, Writing
from torg.console.backup import back_up
from torg.console.desk import restore_command
from torg.console.refused import Refused
from torg.console.restore import keys_of, restore
from torg.console.sealing import NotOpened, opened, sealed
from torg.console.tables import Checksum, Kind, Plain
from torg.db.session import Database

NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY: Final = {"tree.key": b"k" * 32}
SEAL: Final = sealed(KEY, "open sesame", cost=2)
COLUMNS: Final = {"id": Kind.ID, "at": Kind.MOMENT, "name": Kind.TEXT}
ROW: Final = {"id": "0", "at": "1", "name": "Ana"}
BOUNDED: Final = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

SCALARS: Final = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
ODD: Final = st.recursive(
    SCALARS, lambda of: st.lists(of, max_size=2) | st.dictionaries(st.text(max_size=5), of)
)


def quietly(name: str, number: int, count: int) -> None:
    """Show no progress."""


async def small() -> bytes:
    """Give a backup of one row."""

    async def rows() -> AsyncIterator[Plain]:
        yield ROW

    file = BytesIO()
    writing = Writing(file)
    facts = await writing.table("accounts", COLUMNS, rows())
    manifest = Manifest(
        format=FORMAT, made_at=NOW, version="1", revision="1", tables={"accounts": facts}
    )
    writing.close(manifest, SEAL)
    return file.getvalue()


WHOLE: Final = asyncio.run(small())


async def read(file: Path) -> None:
    archive = Archive(file)
    try:
        archive.keys()
        for name in archive.manifest.tables:
            [row async for row in archive.rows(name)]
    finally:
        archive.close()


def rewritten(file: Path, copy: Path, **entries: bytes) -> Path:
    """Give a copy of a backup with other entries."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            target.writestr(name, entries.get(name, source.read(name)))
    return copy


@BOUNDED
@given(place=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255))
def test_a_changed_byte_is_noticed_or_changes_nothing(
    tmp_path: Path, place: int, byte: int
) -> None:
    file = tmp_path / "changed"
    file.write_bytes(WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :])
    try:
        asyncio.run(read(file))
    except ArchiveDamaged as damage:
        said = str(damage)
    else:
        said = "nothing"

    assert len(said.splitlines()) == 1


@BOUNDED
@given(odd=ODD, name=st.sampled_from([None, *Manifest.model_fields]))
def test_an_odd_manifest_is_no_manifest(tmp_path: Path, odd: Any, name: str | None) -> None:  # noqa: ANN401 - whatever JSON holds
    file = tmp_path / "whole"
    file.write_bytes(WHOLE)
    with zipfile.ZipFile(file) as whole:
        manifest = json.loads(whole.read(MANIFEST))
    changed = odd if name is None else manifest | {name: odd}
    try:
        asyncio.run(
            read(rewritten(file, tmp_path / "odd", **{MANIFEST: json.dumps(changed).encode()}))
        )
    except ArchiveDamaged as damage:
        said = str(damage)
    else:
        said = "nothing"

    assert len(said.splitlines()) == 1


@BOUNDED
@given(place=st.integers(0, len(SEAL) - 1), byte=st.integers(0, 255))
def test_a_seal_with_a_changed_byte_does_not_open(place: int, byte: int) -> None:
    seal = SEAL[:place] + bytes([byte]) + SEAL[place + 1 :]
    try:
        keys = opened(seal, "open sesame")
    except NotOpened:
        keys = KEY

    assert keys == KEY


@BOUNDED
@given(odd=ODD, part=st.sampled_from([None, "cost", "salt", "nonce", "sealed"]))
def test_an_odd_seal_does_not_open(odd: Any, part: str | None) -> None:  # noqa: ANN401 - whatever JSON holds
    seal = odd if part is None else json.loads(SEAL) | {part: odd}
    with pytest.raises(Refused, match="does not open"):
        keys_of(json.dumps(seal).encode(), "open sesame")


def test_a_seal_that_is_damaged_in_its_archive_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "whole"
    with zipfile.ZipFile(BytesIO(WHOLE)) as whole:
        place = whole.getinfo(KEYS).header_offset + 60
    file.write_bytes(WHOLE[:place] + b"????" + WHOLE[place + 4 :])
    with pytest.raises(Refused, match="keys are not what they were"):
        restore_command(Settings(data_dir=tmp_path / "data"), file)

    assert not (tmp_path / "data").exists()


PLACES: Final = {
    Kind.ID: ("accounts", "id"),
    Kind.MOMENT: ("accounts", "created_at"),
    Kind.BYTES: ("login_sessions", "secret_hash"),
    Kind.JSON: ("reports", "evidence"),
    Kind.TEXT: ("accounts", "name"),
    Kind.NUMBER: ("rooms", "epoch"),
    Kind.TRUTH: ("admissions", "member_shows"),
}
ODD_VALUES: Final[dict[Kind, tuple[object, ...]]] = {
    Kind.ID: (5, "5", [], None),
    Kind.MOMENT: (5, "today", "2026-11-22T12:00:00", {}),
    Kind.BYTES: (5, "ä", "a", ["a"]),
    Kind.JSON: ("\ud800",),
    Kind.TEXT: (5, [], "\ud800", None),
    Kind.NUMBER: ("5", 2**63, 1.5, True),
    Kind.TRUTH: (1, "true", {}),
}


def with_value(file: Path, kind: Kind, value: object) -> Path:
    """Give a copy of a backup with another value in a row, and a sum that says it was so."""
    table, column = PLACES[kind]
    entry = f"tables/{table}.jsonl"
    with zipfile.ZipFile(file) as source:
        manifest = json.loads(source.read(MANIFEST))
        rows = [json.loads(line) for line in source.read(entry).splitlines()]
    rows[0][column] = value
    lines = [json.dumps(row, sort_keys=True).encode() for row in rows]
    checksum = Checksum()
    for line in lines:
        checksum.add(line)
    manifest["tables"][table]["sum"] = checksum.text()
    return rewritten(
        file,
        file.with_name("odd"),
        **{entry: b"\n".join(lines) + b"\n", MANIFEST: json.dumps(manifest).encode()},
    )


@pytest.mark.parametrize("kind", Kind)
async def test_an_odd_value_is_refused_and_nothing_restored(
    walked: Database, empty: Database, tmp_path: Path, kind: Kind
) -> None:
    async with walked.engine.begin() as connection:
        await fill(connection)
    file = tmp_path / "full"
    await back_up(walked, file, None, NOW, quietly)
    for value in ODD_VALUES[kind]:
        archive = Archive(with_value(file, kind, value))
        with pytest.raises(Refused) as refusal:
            await restore(empty, archive, (), NOW, quietly)
        archive.close()
        assert len(str(refusal.value).splitlines()) == 1
    async with empty.engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    whole = Archive(file)
    restored = await restore(empty, whole, (), NOW, quietly)
    whole.close()

    assert tables == []
    assert restored.rows[PLACES[kind][0]] == ROWS
