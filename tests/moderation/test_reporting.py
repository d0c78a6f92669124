"""Reports by members: where and when one may report, and what the two sides learn."""

from datetime import timedelta

import pytest
from tests.support.admins import an_admin
from tests.support.gateway import Gateway
from tests.support.reports import a_talk, decide, mine, report, reported


async def test_a_member_is_reported_from_inside_a_room(gateway: Gateway) -> None:
    owner, ana, bob = (
        await gateway.owner(),
        await gateway.member("ana"),
        await gateway.member("bob"),
    )
    room = await a_talk(ana, bob)
    answer = await report(ana, room, bob)
    seen = (await owner.get(f"/api/admin/reports/{answer.body['id']}")).body

    assert answer.status == 201
    assert answer.body["state"] == "open"
    assert seen["reporter"]["handle"] == "ana"
    assert seen["about"]["handle"] == "bob"
    assert (seen["reason"], seen["words"]) == ("harassment", "Shouts at me")
    assert [(row["person"]["handle"], row["role"]) for row in seen["present"]] == [
        ("ana", "host"),
        ("bob", "listener"),
    ]


async def test_the_admins_who_are_no_side_are_told_that_a_report_waits(gateway: Gateway) -> None:
    owner, ada, ana = await gateway.owner(), await an_admin(gateway), await gateway.member("ana")
    room = await a_talk(ana, ada)
    made = (await report(ana, room, ada)).body["id"]
    told = []
    for who in (owner, ada, ana):
        notices = (await who.get("/api/inbox")).body["notices"]
        told.append([each["subject"] for each in notices if each["kind"] == "case_waits"])

    assert told == [[made], [], []]


async def test_a_whole_room_can_be_reported(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    await reported(ana, await a_talk(ana))
    (made,) = (await mine(ana))["made"]

    assert made["about"] is None
    assert made["room"]["title"]


@pytest.mark.parametrize(
    ("passed", "status"),
    [(timedelta(minutes=9, seconds=59), 201), (timedelta(minutes=10, seconds=1), 409)],
)
async def test_the_edge_of_ten_minutes_after_leaving(
    gateway: Gateway, passed: timedelta, status: int
) -> None:
    ana, bob = await gateway.member("ana"), await gateway.member("bob")
    room = await a_talk(ana, bob)
    await bob.post(f"/api/rooms/{room}/leave")
    gateway.clock.forward(passed)
    answer = await report(bob, room, ana)

    assert answer.status == status
    assert answer.code in {None, "report_too_late"}


@pytest.mark.parametrize(
    ("passed", "status"),
    [(timedelta(minutes=9, seconds=59), 201), (timedelta(minutes=10, seconds=1), 409)],
)
async def test_the_edge_of_ten_minutes_after_the_end(
    gateway: Gateway, passed: timedelta, status: int
) -> None:
    ana, bob = await gateway.member("ana"), await gateway.member("bob")
    room = await a_talk(ana, bob)
    await ana.post(f"/api/rooms/{room}/end")
    gateway.clock.forward(passed)

    assert (await report(bob, room, ana)).status == status


async def test_a_room_one_was_never_in_is_not_there(gateway: Gateway) -> None:
    ana, bob = await gateway.member("ana"), await gateway.member("bob")
    room = await a_talk(ana)
    answers = [
        await report(bob, which, ana) for which in (room, "00000000-0000-4000-8000-000000000000")
    ]

    assert [(each.status, each.code) for each in answers] == [(404, "room_not_found")] * 2


async def test_who_was_not_there_cannot_be_reported_nor_oneself(gateway: Gateway) -> None:
    ana, bob = await gateway.member("ana"), await gateway.member("bob")
    room = await a_talk(ana)

    assert (await report(ana, room, bob)).code == "member_not_found"
    assert (await report(ana, room, ana)).code == "not_allowed"


async def test_ten_reports_an_hour_are_enough(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    room = await a_talk(ana)
    statuses = [(await report(ana, room)).status for _ in range(11)]

    assert statuses == [201] * 10 + [429]


async def test_who_is_reported_learns_the_decision_and_never_by_whom(gateway: Gateway) -> None:
    owner, ana, bob = (
        await gateway.owner(),
        await gateway.member("ana"),
        await gateway.member("bob"),
    )
    made = await reported(ana, await a_talk(ana, bob), bob)
    before = await bob.get("/api/reports/mine")
    await decide(owner, made, "warning")
    after = await bob.get("/api/reports/mine")
    logged = await bob.get("/api/audit")
    told = (await bob.get("/api/inbox")).body["notices"]

    assert before.body == {"made": [], "about_me": []}
    (seen,) = after.body["about_me"]
    assert (seen["decision"], seen["note"]) == ("warning", "We looked.")
    assert {"reporter", "words", "created_at"}.isdisjoint(seen)
    assert ana.me["id"] not in f"{after.body}{logged.body}{told}"
    assert [entry["act"] for entry in logged.body["entries"]] == ["warned", "report_decided"]
    assert [notice["kind"] for notice in told] == ["report_decided"]


async def test_who_reported_learns_the_decision(gateway: Gateway) -> None:
    owner, ana, bob = (
        await gateway.owner(),
        await gateway.member("ana"),
        await gateway.member("bob"),
    )
    made = await reported(ana, await a_talk(ana, bob), bob)
    await decide(owner, made, "no_action")
    (seen,) = (await mine(ana))["made"]
    told = (await ana.get("/api/inbox")).body["notices"]

    assert (seen["state"], seen["decision"], seen["note"]) == (
        "decided",
        "no_action",
        "We looked.",
    )
    assert [(notice["kind"], notice["subject"]) for notice in told] == [("report_decided", made)]


async def test_moderators_of_the_room_do_not_learn_of_a_report(gateway: Gateway) -> None:
    owner, ana, bob = (
        await gateway.owner(),
        await gateway.member("ana"),
        await gateway.member("bob"),
    )
    room = await a_talk(ana, bob)
    made = await reported(bob, room, ana)
    await owner.get(f"/api/admin/reports/{made}")
    await owner.post(f"/api/admin/reports/{made}/review")

    assert (await ana.get(f"/api/audit/rooms/{room}")).body["entries"] == []
    assert (await ana.get("/api/audit")).body["entries"] == []
