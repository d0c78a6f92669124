"""The rows of leases: one live lease an account, and what else a lease lives by."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from tests.support.signalling import a_database, add_member, add_room

from torg.accounts.models import AccountRow, LoginSessionRow
from torg.db.session import Database
from torg.kit.fresh import new_lease_id
from torg.media.models import LeaseRow
from torg.media.repository import Granted, Leases, NewLease
from torg.rooms.models import RoomRow
from torg.stage.roles import Role
from torg.stage.state import EndReason, Mic, Presence

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with a_database(tmp_path) as made:
        yield made


async def a_wish(database: Database, role: Role = Role.LISTENER, *, held: bool = False) -> NewLease:
    async with database.transaction() as transaction:
        room = await add_room(transaction, NOON)
        account, login = await add_member(transaction, NOON)
    return NewLease(new_lease_id(), account, room, 1, role, held, login)


async def granted(database: Database, wish: NewLease, now: datetime = NOON) -> Granted:
    async with database.transaction() as transaction:
        return await Leases(transaction).grant(wish, now)


async def test_a_granted_lease_is_live_and_joining(database: Database) -> None:
    wish = await a_wish(database, Role.SPEAKER, held=True)
    lease = (await granted(database, wish)).lease

    async with database.reading() as transaction:
        leases = Leases(transaction)
        assert await leases.live(lease.id) == lease
        assert await leases.live_of(wish.account) == lease
        assert await leases.live_in(wish.room) == (lease,)
        assert await leases.rooms_with_live() == {wish.room}
    assert (lease.role, lease.held, lease.presence) == (Role.SPEAKER, True, Presence.JOINING)
    assert lease.since == lease.started_at == NOON


async def test_a_newer_device_ends_the_older_lease(database: Database) -> None:
    first, second = await a_wish(database), await a_wish(database)
    older = (await granted(database, first)).lease
    newer = await granted(
        database,
        replace(second, account=first.account, login_session=first.login_session),
        LATER,
    )

    assert newer.displaced is not None
    assert newer.displaced.id == older.id
    assert newer.displaced.end_reason is EndReason.DISPLACED
    async with database.reading() as transaction:
        assert await Leases(transaction).live_of(first.account) == newer.lease
        assert await Leases(transaction).live_in(first.room) == ()


async def test_the_database_itself_refuses_a_second_live_lease(database: Database) -> None:
    wish = await a_wish(database)
    lease = (await granted(database, wish)).lease
    copy = {
        column.name: value
        for column in LeaseRow.__table__.columns
        if (value := getattr(await _row(database, lease.id), column.name)) is not None
    } | {"id": new_lease_id()}

    with pytest.raises(IntegrityError):
        async with database.transaction() as transaction:
            transaction.session.add(LeaseRow(**copy))


async def _row(database: Database, lease: str) -> LeaseRow:
    async with database.reading() as transaction:
        return await transaction.session.get_one(LeaseRow, lease)


KILLED = {
    "its own end": update(LeaseRow).values(ended_at=NOON),
    "the end of the room": update(RoomRow).values(epoch=2),
    "signing out": update(LoginSessionRow).values(revoked_at=NOON),
    "the end of the account": update(AccountRow).values(deleted_at=NOON),
}


@pytest.mark.parametrize("what", KILLED)
async def test_a_lease_dies_with_everything_it_lives_by(database: Database, what: str) -> None:
    wish = await a_wish(database)
    lease = (await granted(database, wish)).lease
    async with database.transaction() as transaction:
        await transaction.session.execute(KILLED[what])

    async with database.reading() as transaction:
        leases = Leases(transaction)
        assert await leases.live(lease.id) is None
        assert await leases.live_of(wish.account) is None
        assert await leases.live_in(wish.room) == ()
        assert await leases.rooms_with_live() == frozenset()


async def test_a_lease_ends_once(database: Database) -> None:
    lease = (await granted(database, await a_wish(database))).lease
    async with database.transaction() as transaction:
        first = await Leases(transaction).end(lease.id, EndReason.LEFT, LATER)
        again = await Leases(transaction).end(lease.id, EndReason.LOST, LATER)

    assert first is not None
    assert (first.ended_at, first.end_reason) == (LATER, EndReason.LEFT)
    assert again is None


async def test_a_room_takes_its_leases_along(database: Database) -> None:
    first, second = await a_wish(database), await a_wish(database)
    await granted(database, first)
    await granted(database, second)
    async with database.transaction() as transaction:
        leases = Leases(transaction)
        of_room = await leases.end_in(first.room, EndReason.ROOM_ENDED, LATER)
        nothing = await leases.end_in(first.room, EndReason.ROOM_ENDED, LATER)
        other = await leases.live(second.id)

    assert [lease.id for lease in of_room] == [first.id]
    assert nothing == ()
    assert other is not None


async def test_what_was_observed_is_written_down(database: Database) -> None:
    lease = (await granted(database, await a_wish(database))).lease
    async with database.transaction() as transaction:
        await Leases(transaction).observe(lease.id, Presence.PRESENT, Mic.LIVE)

    async with database.reading() as transaction:
        now = await Leases(transaction).live(lease.id)
    assert now is not None
    assert (now.presence, now.mic) == (Presence.PRESENT, Mic.LIVE)
