"""C8, S10: of who has gone nothing is left, in no table, no file and no log; D3: or all of it."""

import base64
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, insert
from sqlalchemy.exc import OperationalError
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import join, open_room
from tests.support.signing import take_codes

from torg.accounts.models import EmailRow, PhotoRow
from torg.accounts.repository import Accounts, LoginSessions
from torg.accounts.ways_back import WaysBack
from torg.app.housekeeping import do_folder_jobs, do_jobs
from torg.console.tables import checksum, dump_rows, line_of
from torg.db.base import Base
from torg.kit.fresh import new_uuid
from torg.kit.ids import AccountId
from torg.leaving.retention import wipe
from torg.leaving.service import Leaving
from torg.moderation.models import ReportRow
from torg.rooms.acting import Acting

MARKER = "zqxjkvbw"
"""Stands in everything that a member can write."""


def forms(word: str) -> list[bytes]:
    """Give a word as it could hide in a file."""
    plain = word.encode()
    return [
        *(plain, plain.upper(), word.capitalize().encode(), plain.hex().encode()),
        *(base64.b64encode(plain).rstrip(b"="), word.encode("utf-16-le")),
    ]


async def marked(gateway: Gateway) -> tuple[Browser, str]:
    """Let a member write the marker wherever members write, and be in a room."""
    ana = await gateway.owner()
    bo = await gateway.member(f"{MARKER}_1")
    await bo.ask("PATCH", "/api/me", {"name": f"Name {MARKER}", "bio": f"Bio {MARKER}"})
    await take_codes(bo)
    room = await open_room(bo, title=f"Room {MARKER}")
    await join(bo, room)
    await join(ana, room)
    await bo.ask("PUT", f"/api/members/{ana.me['id']}/follow")
    await bo.ask("PUT", f"/api/members/{ana.me['id']}/block")
    me, now = UUID(bo.me["id"]), gateway.clock.now()
    seen = {"id": str(me), "handle": f"{MARKER}_1", "name": f"Name {MARKER}", "photo": None}
    async with gateway.database.transaction() as transaction:
        await transaction.session.execute(
            insert(EmailRow), [{"account_id": me, "address": f"{MARKER}@x.example"}]
        )
        await transaction.session.execute(
            insert(PhotoRow),
            [{"id": new_uuid(), "account_id": me, "image": MARKER.encode(), "at": now}],
        )
        transaction.session.add(
            ReportRow(
                id=new_uuid(),
                reporter_id=UUID(ana.me["id"]),
                reported_id=me,
                room_id=UUID(room),
                reason="other",
                words="rude",
                evidence={"roster": [{"account": seen, "role": "speaker"}]},
                created_at=now,
                state="open",
            )
        )
    return bo, room


async def lines(gateway: Gateway) -> AsyncIterator[tuple[str, bytes]]:
    async with gateway.database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            async for row in dump_rows(connection, table):
                yield table.name, line_of(row)


def files_with(folder: Path, word: str) -> list[str]:
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(form in file.read_bytes() for form in forms(word))
    ]


async def gone(browser: Browser) -> int:
    handle = (await browser.get("/api/me")).body["handle"]
    return (await browser.post("/api/me/delete", {"handle": handle})).status


async def test_no_table_holds_a_word_of_who_has_gone(gateway: Gateway) -> None:
    bo, room = await marked(gateway)
    written = {name async for name, line in lines(gateway) if MARKER.encode() in line}
    await (await gateway.owner()).delete(f"/api/rooms/{room}/lease")
    status = await gone(bo)
    await gateway.forward(timedelta(minutes=3))  # a room without a moderator ends
    await do_jobs(gateway.database, gateway.clock.now())
    left = {name async for name, line in lines(gateway) if MARKER.encode() in line.lower()}

    assert status == 204
    assert {"accounts", "emails", "rooms", "reports"} <= written
    assert left == {"locked_handles"}


@pytest.mark.sqlite("reads the files of the database")
async def test_after_a_day_no_file_of_the_instance_holds_a_word(
    gateway: Gateway, capfd: pytest.CaptureFixture[str]
) -> None:
    bo, _ = await marked(gateway)
    before = files_with(gateway.settings.data_dir, MARKER)
    await gone(bo)
    await gateway.forward(timedelta(hours=24))
    await do_jobs(gateway.database, gateway.clock.now())
    await do_folder_jobs(gateway.database, gateway.settings.data_dir, gateway.clock.now())
    async with gateway.database.transaction() as transaction:
        locked = Base.metadata.tables["locked_handles"].delete()
        await transaction.session.execute(locked)  # what may stay 90 days is looked at apart
    await wipe(gateway.database, gateway.clock.now())
    log = "".join(capfd.readouterr())

    assert before != []
    assert files_with(gateway.settings.data_dir, MARKER) == []
    assert MARKER not in log


@contextmanager
def failing_at(gateway: Gateway, number: int) -> Iterator[list[str]]:
    """Let the n-th statement that changes anything fail, as a full or broken disk would."""
    seen: list[str] = []

    def count(_: Any, __: Any, statement: str, *___: Any) -> None:  # noqa: ANN401 - the driver's
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            seen.append(statement)
            if len(seen) == number:
                raise OperationalError(statement, None, Exception("disk I/O error"))

    engine = gateway.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", count)


async def state_of(gateway: Gateway) -> dict[str, str]:
    async with gateway.database.engine.connect() as connection:
        return {
            table.name: (await checksum(connection, table)).text()
            for table in Base.metadata.sorted_tables
        }


async def goes(gateway: Gateway, browser: Browser) -> None:
    """Let a member go, without a door to tell whoever failed."""
    state, now = gateway.app.state, gateway.clock.now()
    async with gateway.database.transaction() as transaction:
        sessions = await LoginSessions(transaction).live_of(AccountId(UUID(browser.me["id"])), now)
        me = await Accounts(transaction).acting(AccountId(UUID(browser.me["id"])), sessions[0].id)
        assert me is not None
        acting = Acting(transaction, state.stage_limits, state.reconciler.kick)
        ways_back = WaysBack(transaction, mails=False)
        await Leaving(transaction, state.depart, acting, ways_back, now).go(me, me.handle)


async def test_going_is_whole_or_not_at_all_whichever_write_fails(gateway: Gateway) -> None:
    bo, _ = await marked(gateway)
    before = await state_of(gateway)
    number = 0
    while True:
        number += 1
        with failing_at(gateway, number) as written:
            try:
                await goes(gateway, bo)
                break
            except OperationalError:
                assert len(written) == number
        assert await state_of(gateway) == before

    assert number > 30
    assert (await bo.get("/api/me")).status == 401
