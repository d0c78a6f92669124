"""Rooms that ask at about the same time share one reading, and none is told anything older."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event
from tests.support.signalling import a_database, add_member, add_room

from torg.db.session import Database
from torg.kit.fresh import new_lease_id
from torg.kit.ids import RoomId
from torg.media.lease_reading import LeaseReading
from torg.media.leases import Lease
from torg.media.repository import Leases, NewLease
from torg.media.watch import rest_s
from torg.stage.roles import Role
from torg.stage.state import EndReason

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with a_database(tmp_path) as made:
        yield made


@asynccontextmanager
async def running(database: Database) -> AsyncIterator[LeaseReading]:
    reading = LeaseReading(database)
    task = asyncio.create_task(reading.run())
    try:
        yield reading
    finally:
        task.cancel()
        await asyncio.wait([task])


async def a_lease(database: Database) -> Lease:
    async with database.transaction() as transaction:
        room = await add_room(transaction, NOON)
        account, login = await add_member(transaction, NOON)
        wish = NewLease(new_lease_id(), account, room, 1, Role.LISTENER, False, login)  # noqa: FBT003 - not held
        return (await Leases(transaction).grant(wish, NOON)).lease


async def test_rooms_that_ask_together_share_one_statement(database: Database) -> None:
    leases = [await a_lease(database) for _ in range(3)]
    empty = RoomId(leases[0].login_session)
    read: list[str] = []

    def note(*said: object) -> None:
        if "leases" in str(said[2]):
            read.append(str(said[2]))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    async with running(database) as reading:
        rooms = [*(lease.room for lease in leases), empty]
        answers = await asyncio.gather(*map(reading.of, rooms))

    assert answers == [*({lease.id: lease} for lease in leases), {}]
    assert len(read) == 1


async def test_an_answer_is_never_older_than_the_question(database: Database) -> None:
    lease = await a_lease(database)
    async with running(database) as reading:
        before = await reading.of(lease.room)
        async with database.transaction() as transaction:
            await Leases(transaction).end(lease.id, EndReason.LEFT, NOON)
        after = await reading.of(lease.room)

    assert (set(before), set(after)) == ({lease.id}, set())


async def test_who_asked_learns_of_a_failure_and_the_next_is_answered(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = await a_lease(database)

    async def fails(*_: object) -> Mapping[str, Lease]:
        raise OSError

    async with running(database) as reading:
        with monkeypatch.context() as patch:
            patch.setattr(Leases, "live_in_any", fails)
            answers = await asyncio.gather(
                reading.of(lease.room), reading.of(lease.room), return_exceptions=True
            )
        found = await reading.of(lease.room)

    assert [type(answer) for answer in answers] == [OSError, OSError]
    assert set(found) == {lease.id}


@pytest.mark.parametrize(
    ("rooms", "list_took_s", "rests_s"),
    [(0, 0.0, 0.0), (150, 0.0, 0.5), (300, 0.0, 1.0), (5_000, 0.0, 1.0), (1, 0.05, 0.5), (1, 9, 1)],
)
def test_many_rooms_and_slow_lists_rest_longer_but_not_for_long(
    rooms: int, list_took_s: float, rests_s: float
) -> None:
    assert rest_s(rooms, list_took_s) == rests_s
