"""Rows as lines that read the same whatever database they come from, and back into any."""

import base64
import hashlib
import json
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from torg.db.base import Moment

Plain = dict[str, Any]
"""One row as JSON: ids and times as text, bytes in base64."""

AT_ONCE: Final = 500
"""Rows read or written by one statement."""


class Kind(StrEnum):
    """What a column holds, whatever a database calls it."""

    ID = "id"
    MOMENT = "moment"
    BYTES = "bytes"
    JSON = "json"
    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"


TYPES: Final[Mapping[Kind, TypeEngine[Any]]] = {
    Kind.ID: Uuid(),
    Kind.MOMENT: Moment(),
    Kind.BYTES: LargeBinary(),
    Kind.JSON: JSON(),
    Kind.TEXT: String(),
    Kind.NUMBER: BigInteger(),
    Kind.TRUTH: Boolean(),
}
"""How each kind is written; the table itself may be stricter."""

KINDS: Final[tuple[tuple[type[TypeEngine[Any]], Kind], ...]] = (
    (Moment, Kind.MOMENT),
    (Uuid, Kind.ID),
    (LargeBinary, Kind.BYTES),
    (JSON, Kind.JSON),
    (Boolean, Kind.TRUTH),
    (Integer, Kind.NUMBER),
    (String, Kind.TEXT),
)


WRITTEN_AS: Final[Mapping[Kind, type]] = {
    Kind.ID: str,
    Kind.MOMENT: str,
    Kind.BYTES: str,
    Kind.TEXT: str,
    Kind.NUMBER: int,
    Kind.TRUTH: bool,
}
"""What a value of each kind is in JSON. SQLite would keep a word where a number belongs."""


def kinds_of(table: Table) -> dict[str, Kind]:
    """Say what each column of a table holds."""
    return {column.name: _kind(column.type) for column in table.columns}


def table_of(name: str, kinds: Mapping[str, Kind]) -> Table:
    """Give a table by the kinds of its columns, as an older version knew it."""
    return Table(name, MetaData(), *(Column(each, TYPES[kind]) for each, kind in kinds.items()))


async def dump_rows(connection: AsyncConnection, table: Table) -> AsyncIterator[Plain]:
    """Give every row of a table, by its primary key, as plain JSON values."""
    kinds = kinds_of(table)
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=AT_ONCE)
    async with connection.stream(query) as rows:
        async for row in rows.mappings():
            yield {name: _plain(row[name], kind) for name, kind in kinds.items()}


async def load_rows(connection: AsyncConnection, table: Table, rows: AsyncIterable[Plain]) -> int:
    """Write rows into a table and count them.

    Raises KeyError, TypeError, ValueError and StatementError for what are no rows of this table.
    """
    kinds = kinds_of(table)
    waiting: list[Plain] = []
    count = 0
    async for row in rows:
        waiting.append({name: _value(row[name], kind) for name, kind in kinds.items()})
        if len(waiting) == AT_ONCE:
            await connection.execute(insert(table), waiting)
            count += len(waiting)
            waiting.clear()
    if waiting:
        await connection.execute(insert(table), waiting)
    return count + len(waiting)


async def count_on(connection: AsyncConnection, table: Table) -> None:
    """Let the numbers that a table gives by itself go on after those that were written."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return  # SQLite goes on by itself
    last = await connection.scalar(select(func.max(column)))
    if last is not None:
        named = {"table": table.name, "column": column.name, "last": last}
        sequence = "SELECT setval(pg_get_serial_sequence(:table, :column), :last)"
        await connection.execute(text(sequence), named)


async def checksum(connection: AsyncConnection, table: Table) -> "Checksum":
    """Sum a table up as it stands in a database."""
    found = Checksum()
    async for row in dump_rows(connection, table):
        found.add(line_of(row))
    return found


class Checksum:
    """Sums up the lines of a table in any order, for databases sort text differently."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        """Take one line in."""
        self.count += 1
        self._sum += int.from_bytes(hashlib.sha256(line).digest(), "big")

    def text(self) -> str:
        """Give the sum as 64 hex digits."""
        return f"{self._sum % (1 << 256):064x}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Checksum) and (self.count, self.text()) == (
            other.count,
            other.text(),
        )

    __hash__ = None  # type: ignore[assignment]  # it changes


def line_of(row: Plain) -> bytes:
    """Write a row in the one way it is written."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _kind(written: TypeEngine[Any]) -> Kind:
    for known, kind in KINDS:
        if isinstance(written, known):
            return kind
    raise TypeError(f"no kind is known for {written!r}")


def _plain(value: Any, kind: Kind) -> Any:  # noqa: ANN401 - whatever a column holds
    if value is None:
        return None
    match kind:
        case Kind.ID:
            return str(value)
        case Kind.MOMENT:
            moment: datetime = value
            return moment.astimezone(UTC).isoformat(timespec="microseconds")
        case Kind.BYTES:
            return base64.b64encode(value).decode()
        case _:
            return value


def _is_written_as(plain: object, kind: Kind) -> bool:
    return kind is Kind.JSON or type(plain) is WRITTEN_AS[kind]


def _value(plain: Any, kind: Kind) -> Any:  # noqa: ANN401 - whatever a column holds
    if plain is None:
        return None
    if not _is_written_as(plain, kind):
        raise TypeError
    match kind:
        case Kind.ID:
            return UUID(plain)
        case Kind.MOMENT:
            return datetime.fromisoformat(plain)
        case Kind.BYTES:
            return base64.b64decode(plain, validate=True)
        case _:
            return plain
