"""A database that is busy or full, really: what people are told, and that it passes."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from functools import partial

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from tests.support.gateway import Answer, Gateway
from tests.support.rooms import join, open_room

from torg.db import session
from torg.db.faults import AGAIN_AFTER_S, SPREAD_S, refusal_for
from torg.db.request import Tx
from torg.errors import DatabaseBusy, DiskFull

ROOM = {"title": "Late talk", "languages": ["en"], "type": "open"}


@asynccontextmanager
async def with_pragma(gateway: Gateway, pragma: str) -> AsyncIterator[None]:
    """Give all connections of the gateway another setting."""

    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA {pragma}").close()

    engine = gateway.database.engine
    event.listen(engine.sync_engine, "connect", prepare)
    await engine.dispose()
    yield
    event.remove(engine.sync_engine, "connect", prepare)
    await engine.dispose()


@asynccontextmanager
async def locked_by_another(gateway: Gateway) -> AsyncIterator[None]:
    """Let another program hold the write lock, and the gateway wait only a moment for it."""
    path = gateway.settings.data_dir / "torg.sqlite3"
    async with with_pragma(gateway, "busy_timeout=20"):
        open_ = partial(sqlite3.connect, path, isolation_level=None, check_same_thread=False)
        with closing(open_()) as another:
            # Beside the loop: the gateway may be writing itself, and must be able to end that.
            await asyncio.to_thread(another.execute, "BEGIN IMMEDIATE")
            yield


def is_told_to_wait(answer: Answer) -> bool:
    after = int(answer.headers["Retry-After"])
    return (
        (answer.status, answer.code) == (503, "database_busy")
        and answer.body["retry_after"] == after
        and AGAIN_AFTER_S <= after <= AGAIN_AFTER_S + SPREAD_S
    )


@pytest.mark.sqlite("there one program's writing stops all others")
async def test_while_another_program_writes_people_are_told_to_wait(gateway: Gateway) -> None:
    owner = await gateway.owner()
    async with locked_by_another(gateway):
        meanwhile = await owner.post("/api/rooms", ROOM)
        reading = await owner.get("/api/rooms")
    afterwards = await owner.post("/api/rooms", ROOM)

    assert is_told_to_wait(meanwhile)
    assert (reading.status, afterwards.status) == (200, 201)


async def test_without_a_free_connection_people_are_told_to_wait(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await gateway.owner()
    lease = await join(owner, await open_room(owner))
    monkeypatch.setattr(gateway.database.engine.sync_engine.pool, "_timeout", 0.02)
    async with AsyncExitStack() as stack:
        for _ in range(15):
            held = await stack.enter_async_context(gateway.database.reading())
            await held.session.execute(text("SELECT 1"))
        me = await owner.get("/api/me")
        health = await owner.get("/api/health")
        line = await owner.get(f"/rtc/validate?access_token={lease['token']}")
    afterwards = await owner.get("/api/me")

    assert is_told_to_wait(me)
    assert health.body["database"] == "away"
    assert line.status == 503
    assert afterwards.status == 200


@pytest.mark.sqlite("only there writers take turns")
async def test_a_writers_turn_that_does_not_come_is_not_waited_for_for_ever(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "TURN_WITHIN_S", 0.02)
    owner = await gateway.owner()
    async with gateway.database.transaction():
        meanwhile = await owner.post("/api/rooms", ROOM)
    afterwards = await owner.post("/api/rooms", ROOM)

    assert is_told_to_wait(meanwhile)
    assert afterwards.status == 201


@pytest.mark.sqlite("its pages can be counted out, and no disk need be filled")
async def test_a_full_disk_says_so_and_keeps_what_is_there(gateway: Gateway) -> None:
    @gateway.app.post("/api/filled", status_code=204)
    async def fill(transaction: Tx) -> None:
        await transaction.session.execute(text("CREATE TABLE filling (with_what BLOB)"))
        await transaction.session.execute(text("INSERT INTO filling VALUES (zeroblob(1000000))"))

    owner = await gateway.owner()
    async with with_pragma(gateway, "max_page_count=1"):  # no more than there are
        full = await owner.post("/api/filled")
        reading = await owner.get("/api/me")
    afterwards = await owner.post("/api/filled")

    assert (full.status, full.code) == (507, "disk_full")
    assert "Retry-After" not in full.headers
    assert (reading.status, afterwards.status) == (200, 204)


async def test_a_fault_of_the_program_stays_one(gateway: Gateway) -> None:
    with pytest.raises(DBAPIError):
        async with gateway.database.transaction() as transaction:
            await transaction.session.execute(text("SELECT * FROM nothing"))


@pytest.mark.parametrize(
    ("state", "refusal"), [("40P01", DatabaseBusy), ("53100", DiskFull), ("42P01", None)]
)
def test_postgres_is_read_by_its_states(state: str, refusal: type | None) -> None:
    class Fault(Exception):
        sqlstate = state

    found = refusal_for(DBAPIError("SELECT", None, Fault()))

    assert found is None if refusal is None else isinstance(found, refusal)


@pytest.mark.sqlite("only there writers take turns")
async def test_who_gave_up_waiting_leaves_the_turn_to_others(gateway: Gateway) -> None:
    database = gateway.database

    async def write() -> None:
        async with database.transaction():
            pass

    async with database.transaction():
        waiting = asyncio.create_task(write())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})
    async with asyncio.timeout(5):
        await write()

    assert waiting.cancelled()
