"""Erases what was written about somebody while they went: a job of the house.

Where writers do not take turns, one that waited for the deletion writes right behind it.
"""

from datetime import datetime
from typing import Final, assert_never
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, Select, String, Table, cast, or_, select

from torg.accounts.models import AccountRow
from torg.db.base import Base
from torg.db.session import Database, Transaction
from torg.kit.ids import AccountId
from torg.leaving.erasing import NO_HANDLE, Erasing
from torg.leaving.retention import LATELY
from torg.leaving.rules import RULES
from torg.leaving.shapes import Blanked, Erased, ErasedWith, Kept, Mark, Unconcerned, Value

GONE: Final = select(AccountRow.id).where(AccountRow.deleted_at.is_not(None))

log = structlog.get_logger()


async def erase_leftovers(database: Database, now: datetime) -> None:
    """Carry the rules of deletion out once more for all who have gone; told where one was due."""
    async with database.transaction() as transaction:
        found = await _erased(transaction, now)
    if found:
        log.info("what was written about who has gone is erased", count=found)


async def _erased(transaction: Transaction, now: datetime) -> int:
    erasing, found = Erasing(transaction), 0
    for name, rule in RULES.items():
        table = Base.metadata.tables[name]
        for each in rule.delete:
            query = _whose(table, each)
            if query is None:
                continue
            whose = (await transaction.session.scalars(query)).all()
            for account in sorted(set(whose)):
                await erasing.carry_out(table, each, AccountId(account), now)
            found += len(whose)
    # It would be long to look for everybody in all that reports have kept.
    lately = GONE.where(AccountRow.deleted_at > now - LATELY)
    for gone in (await transaction.session.scalars(lately)).all():
        found += await erasing.out_of_evidence(AccountId(gone))
    return found


def _whose(
    table: Table, rule: Erased | ErasedWith | Blanked | Kept | Unconcerned
) -> Select[UUID] | None:
    """Ask of whom there is a row that a rule of deletion should have taken: once for each row."""
    match rule:
        case Erased():
            mine = table.c[rule.column]
            left = select(mine).where(mine.in_(GONE))
            if rule.while_empty is None:
                return left
            return left.where(table.c[rule.while_empty].is_(None))
        case ErasedWith():
            other = Base.metadata.tables[rule.table]
            mine = other.c[rule.names]
            joined = select(mine).join(table, table.c[rule.column] == other.c.id)
            return joined.where(mine.in_(GONE))
        case Blanked():
            mine = table.c[rule.column]
            differs = (_differs(table, name, value) for name, value in rule.values.items())
            left = select(mine).where(mine.in_(GONE), or_(*differs))
            if rule.unless_empty is None:
                return left
            return left.where(table.c[rule.unless_empty].is_not(None))
        case Kept() | Unconcerned():
            return None
        case _ as never:
            assert_never(never)


def _differs(table: Table, name: str, value: Value) -> ColumnElement[bool]:
    """Say that a column does not hold what a deletion leaves in it."""
    column = table.c[name]
    match value:
        case None:
            return column.is_not(None)
        case Mark.NOW_IF_EMPTY:
            return column.is_(None)
        case Mark.NO_HANDLE:
            return ~column.startswith(NO_HANDLE)
        case tuple():
            return cast(column, String) != "[]"
        case _:
            return column != value
