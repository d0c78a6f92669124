"""A few rows in every table, whatever tables there are: a new one is filled without being asked."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, String, Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection
from tests.support.clock import NOON

from torg.console.tables import Kind, kinds_of
from torg.migrations.tables import METADATA

ROWS: Final = 3
WORDS: Final = ("Ásta", "Ямщик", "🎙", "x" * 30)

Values = dict[str, Any]


async def fill(connection: AsyncConnection) -> None:
    """Write rows into every table; each refers to another row of each table it refers to."""
    written: dict[str, list[Values]] = {}
    for table in METADATA.sorted_tables:
        count = 1 if _is_single(table) else ROWS
        written[table.name] = [_row(table, number, written) for number in range(count)]
        await connection.execute(insert(table), written[table.name])


def _row(table: Table, number: int, written: dict[str, list[Values]]) -> Values:
    kinds = kinds_of(table)
    return {
        column.name: _reference(column, place + number, written)
        if column.foreign_keys
        else _value(column, kinds[column.name], number)
        for place, column in enumerate(table.columns)
    }


def _reference(column: Column[Any], number: int, written: dict[str, list[Values]]) -> object:
    (key,) = column.foreign_keys
    rows = written[key.column.table.name]
    return rows[number % len(rows)][key.column.name]


def _value(column: Column[Any], kind: Kind, number: int) -> object:
    longest = column.type.length if isinstance(column.type, String) else None
    values: dict[Kind, object] = {
        Kind.ID: UUID(int=number + 1),
        Kind.MOMENT: NOON + timedelta(days=number, microseconds=number),
        Kind.BYTES: bytes(range(256)) + bytes([number]),
        Kind.JSON: [WORDS[number], {"ó": number, "none": None}],
        Kind.TRUTH: number % 2 == 0,
        Kind.NUMBER: number + 1,
        Kind.TEXT: f"{number}{WORDS[number]}"[:longest],
    }
    return values[kind]


def _is_single(table: Table) -> bool:
    """Say whether a table holds one row, as the instance's choices do."""
    return any("id = 1" in str(getattr(each, "sqltext", "")) for each in table.constraints)
