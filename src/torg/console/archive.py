"""A backup as a file: a ZIP of tables as lines of JSON, sealed keys, and what must be in it.

tables/<name>.jsonl   a row a line, as torg.console.tables writes it
keys.sealed           the keys of the data folder (torg.console.sealing), where there is one
manifest.json         format, version, revision, and of each table its columns, count and sum
"""

import json
from collections.abc import AsyncGenerator, AsyncIterable, Mapping
from datetime import datetime
from lzma import LZMAError
from pathlib import Path
from struct import error as StructError  # noqa: N812 - a class of the standard library's
from typing import IO, Any, Final, Literal, NoReturn
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - the same

from pydantic import BaseModel, ValidationError

from torg.console.tables import AT_ONCE, Checksum, Kind, Plain, line_of

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
KEYS: Final = "keys.sealed"


UNREADABLE: Final = (
    *(BadZipFile, ZlibError, LZMAError, StructError, EOFError, OSError),
    *(ArithmeticError, LookupError, TypeError, ValueError, RuntimeError),
)
"""What reading can end in when bytes of a ZIP, or of JSON inside it, are not what they were."""


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
        """Open it. Raises OSError for a file that cannot be read at all."""
        try:
            self._zip = ZipFile(file)
            manifest = self._zip.read(MANIFEST)
        except UNREADABLE as fault:
            if isinstance(fault, OSError) and fault.filename is not None:
                raise  # the file itself does not open
            raise ArchiveDamaged(f"{file}: this is no backup, or only a part of one.") from fault
        self.manifest = _manifest(file, manifest)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def keys(self) -> bytes | None:
        """Give the sealed keys, None where the backup has none."""
        try:
            return self._zip.read(KEYS) if KEYS in self._zip.namelist() else None
        except UNREADABLE as fault:
            raise ArchiveDamaged(
                "the backup is damaged: its keys are not what they were."
            ) from fault

    async def rows(self, name: str) -> AsyncGenerator[Plain, None]:
        """Give the rows of a table, and see at its end that all were there, and as they were."""
        facts, found = self.manifest.tables[name], Checksum()
        try:
            with self._zip.open(_entry(name)) as entry:
                for line in entry:
                    found.add(line.rstrip(b"\n"))
                    yield _row(line)
        except UNREADABLE as fault:
            raise damaged(name) from fault
        if (found.count, found.text()) != (facts.rows, facts.sum):
            raise damaged(name)


def damaged(name: str) -> ArchiveDamaged:
    """Say that a table of a backup is not what it was."""
    return ArchiveDamaged(f"the backup is damaged: its table {name} is not what it was.")


def _entry(name: str) -> str:
    return f"tables/{name}.jsonl"


def _row(line: bytes) -> Plain:
    row = json.loads(line, parse_constant=_no_json)
    if not isinstance(row, dict):
        raise TypeError
    return row


def _no_json(word: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python alone writes."""
    raise ValueError(word)


def _manifest(file: Path, text: bytes) -> Manifest:
    try:
        found: dict[str, Any] = json.loads(text)
        if (number := int(found["format"])) != FORMAT:
            raise ArchiveDamaged(
                f"{file}: this backup is of the format {number}, which only a newer version of"
                " Torg reads."
            )
        return Manifest.model_validate(found)
    except (*UNREADABLE, ValidationError) as fault:
        raise ArchiveDamaged(f"{file}: the list of what is in this backup is damaged.") from fault
