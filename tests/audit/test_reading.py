"""The audit log over HTTP: who may read which entries, and page by page without numbers."""

from datetime import timedelta

from sqlalchemy import select
from tests.support.admins import log_of
from tests.support.gateway import Gateway
from tests.support.reports import a_talk
from tests.support.rooms import bring_on_stage

from torg.audit.acts import Act
from torg.audit.models import AuditRow
from torg.audit.repository import KEPT, Audit


async def test_members_read_what_was_done_to_them_and_nothing_else(gateway: Gateway) -> None:
    ana, bob, eva = [await gateway.member(name) for name in ("ana", "bob", "eva")]
    room = await a_talk(ana, bob, eva)
    await bring_on_stage(ana, bob, room)
    await ana.put(f"/api/rooms/{room}/holds/{bob.me['id']}")

    assert [entry["target"]["handle"] for entry in await log_of(bob, "/api/audit")] == ["bob"]
    assert await log_of(eva, "/api/audit") == []


async def test_moderators_read_what_was_done_in_their_rooms(gateway: Gateway) -> None:
    ana, bob, eva = [await gateway.member(name) for name in ("ana", "bob", "eva")]
    room = await a_talk(ana, bob)
    await ana.post(f"/api/rooms/{room}/end")
    path = f"/api/audit/rooms/{room}"
    by_host = await ana.get(path)
    by_listener = await bob.get(path)
    by_stranger = await eva.get(path)
    of_nothing = await eva.get("/api/audit/rooms/00000000-0000-4000-8000-000000000000")

    assert by_host.status == 200
    assert (by_listener.status, by_listener.code) == (403, "not_allowed")
    assert (by_stranger.code, of_nothing.code) == ("room_not_found", "room_not_found")


async def test_many_entries_of_one_moment_are_told_once_each(gateway: Gateway) -> None:
    owner = await gateway.owner()
    reasons = [f"reason {n}" for n in range(130)]
    async with gateway.database.transaction() as transaction:
        for place, reason in enumerate(reasons):
            at = gateway.clock.now() + timedelta(seconds=place // 120)
            await Audit(transaction).note(Act.WARNED, at, reason=reason)
    gateway.clock.forward_s(10)
    pages = [(await owner.get("/api/admin/audit")).body]
    while pages[-1]["next"] is not None:
        pages.append((await owner.get(f"/api/admin/audit?after={pages[-1]['next']}")).body)
    told = [entry["reason"] for page in pages for entry in page["entries"] if entry["reason"]]

    assert told == reasons[::-1]
    assert [len(page["entries"]) for page in pages] == [50, 50, 31]


async def test_no_number_leaves_the_database(gateway: Gateway) -> None:
    owner = await gateway.owner()
    (entry, *_) = await log_of(owner)

    assert set(entry) == {"at", "act", "actor", "target", "room", "reason"}


async def test_entries_are_erased_after_a_year(gateway: Gateway) -> None:
    owner, now = await gateway.owner(), gateway.clock.now()
    async with gateway.database.transaction() as transaction:
        audit = Audit(transaction)
        await audit.note(Act.WARNED, now - KEPT, reason="old")
        await audit.note(Act.WARNED, now - KEPT + timedelta(seconds=1), reason="young")
        await audit.erase(now)

    assert [entry["reason"] for entry in await log_of(owner) if entry["reason"]] == ["young"]


async def test_an_entry_carries_the_id_of_its_request(gateway: Gateway) -> None:
    owner = await gateway.owner()
    answer = await owner.get("/api/admin/members")
    async with gateway.database.reading() as transaction:
        written = await transaction.session.scalar(select(AuditRow.request_id))

    assert written == answer.headers["X-Request-Id"]


async def test_whom_the_host_has_blocked_reads_of_no_room(gateway: Gateway) -> None:
    ana, bob, eva = [await gateway.member(name) for name in ("ana", "bob", "eva")]
    room = await a_talk(ana, bob)
    before = await bob.get(f"/api/audit/rooms/{room}")
    await ana.put(f"/api/members/{bob.me['id']}/block")
    blocked, stranger = [await who.get(f"/api/audit/rooms/{room}") for who in (bob, eva)]

    assert before.code == "not_allowed"
    assert (blocked.status, blocked.code) == (stranger.status, stranger.code)
    assert blocked.code == "room_not_found"
