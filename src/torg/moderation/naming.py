"""Puts names to the ids of entries and reports, each member and room read once."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final
from uuid import UUID

from torg.accounts.account import Person
from torg.accounts.repository import Accounts
from torg.audit.repository import Written
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.moderation.audit_schemas import Entry, RoomNamed
from torg.moderation.rooms_repository import BeenThere

NO_TITLE: Final = ""
"""For a room whose row is gone."""


class Names:
    """The names of some members and rooms as they are now; deleted members have none."""

    def __init__(self, people: Mapping[AccountId, Person], titles: Mapping[UUID, str]) -> None:
        self._people = people
        self._titles = titles

    def person(self, account: UUID | None) -> Person | None:
        """Give a member, unless they have deleted their account."""
        return None if account is None else self._people.get(AccountId(account))

    def room(self, room: UUID) -> RoomNamed:
        """Give a room by its title."""
        return RoomNamed(id=room, title=self._titles.get(room, NO_TITLE))

    def entry(self, written: Written) -> Entry:
        """Give an entry as it is told."""
        return Entry(
            at=written.at,
            act=written.act,
            actor=self.person(written.actor),
            target=self.person(written.target),
            room=None if written.room is None else self.room(written.room),
            reason=written.reason,
        )


async def names_for(
    transaction: Transaction, people: Iterable[UUID | None], rooms: Collection[UUID]
) -> Names:
    """Read the names of these members and rooms."""
    ids = {AccountId(person) for person in people if person is not None}
    titles = await BeenThere(transaction).titles(rooms)
    return Names(await Accounts(transaction).people(ids), titles)


async def entries_of(transaction: Transaction, found: Collection[Written]) -> tuple[Entry, ...]:
    """Put names to entries."""
    people = {who for entry in found for who in (entry.actor, entry.target)}
    rooms = {RoomId(entry.room) for entry in found if entry.room is not None}
    names = await names_for(transaction, people, rooms)
    return tuple(map(names.entry, found))
