"""A backup as a file: a ZIP of tables as lines of JSON, sealed keys, and what must be in it.

tables/<name>.jsonl   a row a line, as torg.console.tables writes it
keys.sealed           the keys of the data folder (torg.console.sealing), where there is one
manifest.json         format, version, revision, and of each table its columns, count and sum
"""

import json
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Final, Literal
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - a class of the standard library's

from pydantic import BaseModel, ValidationError

from torg.console.tables import AT_ONCE, Checksum, Kind, Plain, line_of

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
KEYS: Final = "keys.sealed"


class ArchiveDamaged(Exception):
    """The file is no backup, or not what it was; the message says in a sentence what is wrong."""


class TableFacts(BaseModel, frozen=True):
    """What must be found of one table."""

    columns: dict[str, Kind]
    rows: int
    sum: str
    """As torg.console.tables.Checksum gives it."""


class Manifest(BaseModel, frozen=True):
    """What a backup is."""

    format: Literal[1]
    made_at: datetime
    version: str
    revision: str
    """Of the schema; an older one is brought up to date after its restore."""
    tables: dict[str, TableFacts]
    """In an order in which no table refers to a later one."""


class Writing:
    """A backup that is being written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)

    async def table(
        self, name: str, columns: Mapping[str, Kind], rows: AsyncIterable[Plain]
    ) -> TableFacts:
        """Write the rows of a table."""
        checksum = Checksum()
        waiting: list[bytes] = []
        with self._zip.open(_entry(name), "w") as entry:
            async for row in rows:
                line = line_of(row)
                checksum.add(line)
                waiting.append(line + b"\n")
                if len(waiting) == AT_ONCE:
                    entry.write(b"".join(waiting))
                    waiting.clear()
            entry.write(b"".join(waiting))
        return TableFacts(columns=dict(columns), rows=checksum.count, sum=checksum.text())

    def close(self, manifest: Manifest, keys: bytes | None) -> None:
        """Write the rest; without it the file is no backup."""
        if keys is not None:
            self._zip.writestr(KEYS, keys)
        self._zip.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        self._zip.close()


class Archive:
    """A backup that is read. Everything raises ArchiveDamaged."""

    def __init__(self, file: Path) -> None:
        try:
            self._zip = ZipFile(file)
            manifest = self._zip.read(MANIFEST)
        except (BadZipFile, KeyError, EOFError, ZlibError) as fault:
            raise ArchiveDamaged(f"{file}: this is no backup, or only a part of one.") from fault
        self.manifest = _manifest(file, manifest)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def keys(self) -> bytes | None:
        """Give the sealed keys, None where the backup has none."""
        return self._zip.read(KEYS) if KEYS in self._zip.namelist() else None

    async def rows(self, name: str) -> AsyncIterator[Plain]:
        """Give the rows of a table, and see at its end that all were there, and as they were."""
        facts, found = self.manifest.tables[name], Checksum()
        try:
            with self._zip.open(_entry(name)) as entry:
                for line in entry:
                    found.add(line.rstrip(b"\n"))
                    yield json.loads(line)
        except (BadZipFile, KeyError, EOFError, ZlibError, ValueError) as fault:
            raise damaged(name) from fault
        if (found.count, found.text()) != (facts.rows, facts.sum):
            raise damaged(name)


def damaged(name: str) -> ArchiveDamaged:
    """Say that a table of a backup is not what it was."""
    return ArchiveDamaged(f"the backup is damaged: its table {name} is not what it was.")


def _entry(name: str) -> str:
    return f"tables/{name}.jsonl"


def _manifest(file: Path, text: bytes) -> Manifest:
    try:
        found = json.loads(text)
        if found["format"] != FORMAT:
            raise ArchiveDamaged(
                f"{file}: this backup is of the format {found['format']}, which only a newer"
                " version of Torg reads."
            )
        return Manifest.model_validate(found)
    except (ValueError, KeyError, TypeError, ValidationError) as fault:
        raise ArchiveDamaged(f"{file}: the list of what is in this backup is damaged.") from fault
