"""The n-th write, or the commit, fails, for every n: all of a command happened, or nothing (D3)."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from tests.support.gateway import Answer, Browser, Gateway, person
from tests.support.people import block, follow
from tests.support.reports import a_talk, report

from torg.console.tables import Checksum, checksum
from torg.db.session import Database
from torg.kit.limits import Limits
from torg.migrations.tables import METADATA

pytestmark = pytest.mark.timeout(300)

WRITES = ("INSERT", "UPDATE", "DELETE")
SERVER_ERROR = 500


@dataclass
class People:
    """Who is there when the disk fails."""

    gateway: Gateway
    owner: Browser
    ana: Browser
    bo: Browser
    room: str
    newcomer: Browser
    link: tuple[str, str]


@pytest.fixture
async def people(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> People:
    # A command is tried as often as it writes, and how often is not what is asked here.
    monkeypatch.setattr(Limits, "spend", lambda *_, **__: None)
    owner, ana, bo = await gateway.owner(), await gateway.member("ana"), await gateway.member("bo_")
    room = await a_talk(ana, bo)
    newcomer = await gateway.browser()
    return People(gateway, owner, ana, bo, room, newcomer, await gateway.invitation(owner))


Command = Callable[[People], Awaitable[Answer]]


async def redeem(people: People) -> Answer:
    invitation, token = people.link
    path = f"/api/invitations/{invitation}/redeem"
    return await people.newcomer.post(path, {"token": token, **person("eva")})


async def invite(people: People) -> Answer:
    return await people.ana.post("/api/invitations", {"language": "en"})


async def follows(people: People) -> Answer:
    return await follow(people.ana, people.bo)


async def blocks(people: People) -> Answer:
    return await block(people.ana, people.bo)


async def reports(people: People) -> Answer:
    return await report(people.ana, people.room, people.bo)


async def suspends(people: People) -> Answer:
    path = f"/api/admin/members/{people.bo.me['id']}/suspension"
    return await people.owner.post(path, {"days": 3, "reason": "harassment"})


async def deletes(people: People) -> Answer:
    return await people.bo.post("/api/me/delete", {"handle": "bo_"})


@pytest.mark.parametrize("command", [redeem, invite, follows, blocks, reports, suspends, deletes])
async def test_a_command_whose_nth_write_fails_has_not_happened(
    people: People, command: Command
) -> None:
    database = people.gateway.database
    await people.ana.get("/api/me")
    before = await everything(database)
    number, answer, after = 0, None, before
    while answer is None or answer.status >= SERVER_ERROR:
        number += 1
        with failing(database, number) as failed:
            answer = await command(people)
        after = await everything(database)

        assert bool(failed) == (answer.status >= SERVER_ERROR), answer
        assert (after == before) == bool(failed)

    assert answer.status < 300, answer
    assert number > 2


async def everything(database: Database) -> Mapping[str, Checksum]:
    """Sum up every table."""
    async with database.reading() as transaction:
        connection = await transaction.session.connection()
        return {table.name: await checksum(connection, table) for table in METADATA.sorted_tables}


@contextmanager
def failing(database: Database, number: int) -> Iterator[list[str]]:
    """Let the write of this number fail, counting commits too; say what failed, if anything."""
    engine, writes, failed = database.engine.sync_engine, 0, list[str]()
    # What goes on all the time commits too, now and then.
    others = asyncio.all_tasks()

    def count(what: str) -> None:
        nonlocal writes
        if asyncio.current_task() in others:
            return
        writes += 1
        if writes == number:
            failed.append(what)
            full = sqlite3.OperationalError("database or disk is full")
            full.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise OperationalError(what, None, full)

    def statement(connection: Connection, cursor: object, sql: str, *rest: Any) -> None:  # noqa: ANN401 - as the event has it
        del connection, cursor, rest
        if sql.startswith(WRITES):
            count(sql)

    def commit(connection: Connection) -> None:
        del connection
        if writes:
            count("COMMIT")

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    try:
        yield failed
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "commit", commit)
