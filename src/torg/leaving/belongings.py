"""All SQL about what of the tables belongs to one member, read by the rules of export."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select

from torg.accounts.account import Person
from torg.accounts.repository import Accounts
from torg.db.base import Base
from torg.db.session import Transaction
from torg.kit.ids import AccountId
from torg.leaving.shapes import Told
from torg.media.models import LeaseRow
from torg.rooms.models import RoomRow
from torg.social.repository import Blocks

Row = Mapping[str, Any]

AT_ONCE: Final = 5_000
"""How many people are looked up by one statement, whose values a database bounds."""


class Belongings:
    """What one member is given, within one transaction."""

    def __init__(self, transaction: Transaction, account: AccountId) -> None:
        self._session = transaction.session
        self._accounts = Accounts(transaction)
        self._blocks = Blocks(transaction)
        self._account = account
        self._titles: Mapping[UUID, str] | None = None

    async def told(self, table_name: str, told: Told) -> tuple[Sequence[Row], Mapping[str, bytes]]:
        """Give the rows of a table as they are told, and the files that stand in them."""
        rows = await self._rows(table_name, told)
        people = await self._people(row[name] for name in told.people for row in rows)
        titles = await self._rooms_i_was_in() if told.rooms else {}
        shown = [
            {name: row[name] for name in told.columns}
            | {word: _named(people.get(row[name])) for name, word in told.people.items()}
            | {word: _room(row[name], titles) for name, word in told.rooms.items()}
            for row in rows
        ]
        files = {file: row[name] for name, file in told.files.items() for row in rows}
        return shown, files

    async def _rows(self, table_name: str, told: Told) -> Sequence[Row]:
        table = Base.metadata.tables[table_name]
        names = dict.fromkeys([*told.columns, *told.people, *told.rooms, *told.files])
        only = [table.c[name] == value for name, value in told.only.items()]
        query = (
            select(*(table.c[name] for name in names))
            .where(table.c[told.mine] == self._account, *only)
            .order_by(*table.primary_key)
        )
        return [dict(row) for row in (await self._session.execute(query)).mappings()]

    async def _people(self, ids: Iterable[UUID | None]) -> Mapping[AccountId, Person]:
        """Give those of the members whom this one may see; who blocks them is not there."""
        wanted = {AccountId(each) for each in ids if each is not None}
        wanted -= await self._blocks.blockers_of(self._account)
        found: dict[AccountId, Person] = {}
        for some in _in_parts(wanted, AT_ONCE):
            found.update(await self._accounts.people(some))
        return found

    async def _rooms_i_was_in(self) -> Mapping[UUID, str]:
        if self._titles is None:
            been = select(LeaseRow.room_id).where(LeaseRow.account_id == self._account)
            query = select(RoomRow.id, RoomRow.title).where(
                or_(RoomRow.host_id == self._account, RoomRow.id.in_(been))
            )
            found = await self._session.execute(query)
            self._titles = {row.id: row.title for row in found}
        return self._titles


def _in_parts(ids: Collection[AccountId], size: int) -> Iterable[frozenset[AccountId]]:
    rest = iter(ids)
    while part := frozenset(islice(rest, size)):
        yield part


def _named(person: Person | None) -> Row | None:
    return None if person is None else {"handle": person.handle, "name": person.name}


def _room(room: UUID | None, titles: Mapping[UUID, str]) -> Row | None:
    return None if room is None else {"id": room, "title": titles.get(room)}
