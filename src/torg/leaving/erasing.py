"""All SQL of going for good: what the rules of deletion say of each table, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, assert_never

from sqlalchemy import String, Table, cast, delete, func, select, update

from torg.accounts.models import AccountRow
from torg.accounts.names_repository import Names
from torg.db.base import Base
from torg.db.session import Transaction
from torg.kit.ids import AccountId
from torg.leaving.evidence import without
from torg.leaving.rules import RULES
from torg.leaving.shapes import Blanked, Erased, ErasedWith, Kept, Mark, Unconcerned, Value
from torg.moderation.models import ReportRow

NO_HANDLE: Final = "-"
"""No handle begins with it (torg.accounts.rules)."""

HANDLE_SIGNS: Final = 16


class Erasing:
    """Takes a member out of every table."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._session = transaction.session

    async def erase(self, account: AccountId, now: datetime) -> bool:
        """Leave nothing of a member but a random id, and their handle locked; False when gone."""
        query = select(AccountRow).where(AccountRow.id == account, AccountRow.deleted_at.is_(None))
        row = await self._session.scalar(query.with_for_update())
        if row is None:
            return False
        await Names(self._transaction).lock(row.handle, account, now)
        await self.out_of_evidence(account)
        for name, rule in RULES.items():
            for each in rule.delete:
                await self.carry_out(Base.metadata.tables[name], each, account, now)
        # What the session has read is as it was before.
        self._session.expire_all()
        return True

    async def carry_out(
        self,
        table: Table,
        rule: Erased | ErasedWith | Blanked | Kept | Unconcerned,
        account: AccountId,
        now: datetime,
    ) -> None:
        """Do what one rule says of one table."""
        match rule:
            case Erased():
                gone = delete(table).where(table.c[rule.column] == account)
                if rule.while_empty is not None:
                    gone = gone.where(table.c[rule.while_empty].is_(None))
                await self._session.execute(gone)
            case ErasedWith():
                other = Base.metadata.tables[rule.table]
                mine = select(other.c.id).where(other.c[rule.names] == account)
                await self._session.execute(delete(table).where(table.c[rule.column].in_(mine)))
            case Blanked():
                blanked = update(table).where(table.c[rule.column] == account)
                if rule.unless_empty is not None:
                    blanked = blanked.where(table.c[rule.unless_empty].is_not(None))
                await self._session.execute(
                    blanked.values(_values(table, rule.values, account, now))
                )
            case Kept() | Unconcerned():
                pass
            case _ as never:
                assert_never(never)

    async def out_of_evidence(self, account: AccountId) -> int:
        """Take the member's name out of what reports have kept of rooms; the id stays.

        Give in how many reports it stood.
        """
        query = (
            select(ReportRow)
            .where(cast(ReportRow.evidence, String).contains(str(account)))
            .with_for_update()
        )
        found = 0
        for report in await self._session.scalars(query):
            nameless = without(report.evidence, str(account))
            found += nameless != report.evidence
            report.evidence = nameless
        await self._session.flush()
        return found


def _values(
    table: Table, values: Mapping[str, Value], account: AccountId, now: datetime
) -> dict[str, Any]:
    return {name: _value(table, name, value, account, now) for name, value in values.items()}


def _value(table: Table, name: str, value: Value, account: AccountId, now: datetime) -> Any:  # noqa: ANN401 - whatever the column takes
    match value:
        case Mark.NOW_IF_EMPTY:
            return func.coalesce(table.c[name], now)
        case Mark.NO_HANDLE:
            return (NO_HANDLE + account.hex)[:HANDLE_SIGNS]
        case tuple():
            return list(value)
        case _:
            return value
