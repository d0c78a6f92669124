"""A real PostgreSQL that goes away, is in the way, or is asked for what it cannot keep."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.support.databases import DATABASES, TEMPLATE
from tests.support.gateway import Gateway, running_gateway
from tests.support.postgres import Postgres
from tests.support.rooms import join, open_room
from tests.support.waiting import until

from torg.db import postgres as settings

pytestmark = pytest.mark.system

RECOVERED_WITHIN_S = 5


@pytest.fixture
async def on_postgres(tmp_path: Path, postgres: Postgres) -> AsyncIterator[Gateway]:
    """A gateway on PostgreSQL, whatever other tests run on."""
    del postgres  # It is started.
    async with (
        DATABASES.fresh_postgres(TEMPLATE) as url,
        running_gateway(tmp_path, database_url=url) as gateway,
    ):
        yield gateway


async def test_while_the_server_is_away_people_wait_and_then_go_on(
    on_postgres: Gateway, postgres: Postgres
) -> None:
    owner = await on_postgres.owner()
    await asyncio.to_thread(postgres.stop, "immediate")
    try:
        reading = await owner.get("/api/me")
        writing = await owner.post("/api/invitations", {"language": "en"})
        health = await owner.get("/api/health")
    finally:
        await asyncio.to_thread(postgres.start)

    async def is_back() -> bool:
        return (await owner.get("/api/me")).status == 200

    await until(is_back, within_s=RECOVERED_WITHIN_S)
    afterwards = await owner.post("/api/invitations", {"language": "en"})

    assert [answer.status for answer in (reading, writing)] == [503, 503]
    assert (reading.code, writing.code) == ("database_busy", "database_busy")
    assert "Retry-After" in reading.headers
    assert health.body["database"] == "away"
    assert afterwards.status == 201


async def test_connections_that_died_while_idle_are_noticed_by_nobody(
    on_postgres: Gateway, postgres: Postgres
) -> None:
    owner = await on_postgres.owner()
    await asyncio.to_thread(postgres.stop, "immediate")
    await asyncio.to_thread(postgres.start)
    answers = [await owner.get("/api/me") for _ in range(5)]

    assert {answer.status for answer in answers} == {200}


async def test_a_lock_that_is_not_given_back_is_not_waited_for_for_ever(
    on_postgres: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await on_postgres.owner()
    room = await open_room(owner)
    monkeypatch.setitem(settings.EVERY_CONNECTION, "lock_timeout", "100ms")
    await on_postgres.database.engine.dispose()
    async with on_postgres.database.transaction() as another:
        await another.session.execute(text("SELECT id FROM rooms FOR UPDATE"))
        meanwhile = await owner.post(f"/api/rooms/{room}/join")
    afterwards = await join(owner, room)

    assert (meanwhile.status, meanwhile.code) == (503, "database_busy")
    assert afterwards["lease_id"]


async def test_every_connection_keeps_what_it_commits_and_waits_for_nothing_for_ever(
    on_postgres: Gateway,
) -> None:
    async with on_postgres.database.reading() as transaction:
        found = {
            name: await transaction.session.scalar(text(f"SHOW {name}"))
            for name in settings.EVERY_CONNECTION
        }

    assert found == dict(settings.EVERY_CONNECTION)


async def test_a_text_it_cannot_keep_is_refused(on_postgres: Gateway) -> None:
    @on_postgres.app.get("/api/kept")
    async def keep() -> None:
        async with on_postgres.database.reading() as transaction:
            await transaction.session.execute(text("SELECT CAST(:it AS text)"), {"it": "a\0b"})

    browser = await on_postgres.browser()
    answer = await browser.get("/api/kept")

    assert (answer.status, answer.code) == (400, "bad_request")
