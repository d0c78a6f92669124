"""Pings over HTTP: ten a room, each person once, silent whatever becomes of them."""

from typing import Any
from uuid import uuid4

import pytest
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import bring_on_stage, join, open_room
from tests.support.ties import block, follow, members, notices_of
from tests.support.tree import grown

from torg.rooms.ping_rules import PINGS_AT_MOST


async def ping(by: Browser, room: str, to: Browser) -> int:
    return (await by.post(f"/api/rooms/{room}/pings", {"to": to.me["id"]})).status


async def pingable(by: Browser, room: str, query: str = "") -> list[str]:
    answer = await by.get(f"/api/rooms/{room}/pingable{query and '?query=' + query}")
    assert answer.status == 200, answer
    return [person["handle"] for person in answer.body["people"]]


async def test_a_ping_says_who_asks_and_into_which_room(gateway: Gateway) -> None:
    host, (bo,) = await gateway.owner(), await members(gateway, "bo_")
    await follow(bo, host)
    room = await open_room(host)
    await join(host, room)
    gateway.clock.forward_s(1)
    statuses = [await ping(host, room, bo) for _ in range(2)]
    inbox = (await bo.get("/api/inbox")).body

    assert statuses == [204, 204]
    assert [one["kind"] for one in inbox["notices"]] == ["ping", "room_opened"]
    (told, _) = inbox["notices"]
    assert told["about"]["handle"] == "owner"
    assert told["room"] == {"id": room, "title": "Late talk"}
    assert inbox["unread"] == 2


async def delete(who: Browser) -> None:
    answer = await who.post("/api/me/delete", {"handle": who.me["handle"]})
    assert answer.status == 204, answer


async def left(by: Browser, room: str) -> int:
    count: int = (await by.get(f"/api/rooms/{room}/pingable")).body["left"]
    return count


async def test_ten_people_are_pinged_and_the_eleventh_is_refused_aloud(gateway: Gateway) -> None:
    host = await gateway.owner()
    people = await members(gateway, *(f"m{number:02}x" for number in range(11)))
    room = await open_room(host)
    await join(host, room)
    for who in people:
        await follow(who, host)
    counts = []
    for who in people[:10]:
        assert await ping(host, room, who) == 204
        counts.append(await left(host, room))
    refused = await host.post(f"/api/rooms/{room}/pings", {"to": people[10].me["id"]})
    again = await ping(host, room, people[0])
    reached = [("ping", room) in await notices_of(who) for who in people]

    assert counts == list(reversed(range(10)))
    assert (refused.status, refused.code) == (409, "pings_spent")
    assert again == 204
    assert reached == [True] * 10 + [False]


async def test_whom_a_ping_cannot_reach_costs_one_all_the_same(gateway: Gateway) -> None:
    host = await gateway.owner()
    people = await members(gateway, "stranger", "blocker", "blocked", "before", "after")
    _, blocker, blocked, before, after = people
    for who in people[1:]:
        await follow(who, host)
    await block(blocker, host)
    await block(host, blocked)
    room = await open_room(host)
    await join(host, room)
    counts = [await left(host, room)]
    await delete(before)
    for who in people:
        assert await ping(host, room, who) == 204
        counts.append(await left(host, room))
    await delete(after)
    counts.append(await left(host, room))

    assert counts == [10, 9, 8, 7, 6, 5, 5]


async def test_at_the_end_of_ones_pings_everybody_is_refused_alike(gateway: Gateway) -> None:
    host, (bo, eva, kim) = await gateway.owner(), await members(gateway, "bo_", "eva", "kim")
    room = await open_room(host)
    await join(host, room)
    await grown(gateway.database, PINGS_AT_MOST, gateway.clock.now())
    for row in (await host.get("/api/admin/members?query=m0")).body["members"]:
        answer = await host.post(f"/api/rooms/{room}/pings", {"to": row["person"]["id"]})
        assert answer.status == 204, answer
    await follow(eva, host)
    await follow(bo, host)
    await block(bo, host)
    await delete(kim)
    nobody = {"id": str(uuid4())}
    answers = [
        await host.post(f"/api/rooms/{room}/pings", {"to": me["id"]})
        for me in (bo.me, eva.me, kim.me, nobody)
    ]

    assert {answer.code for answer in answers} == {"pings_spent"}


@pytest.mark.parametrize("why", ["no follower", "blocked me", "blocked by me", "gone", "inside"])
async def test_a_ping_that_reaches_nobody_says_nothing_of_it(gateway: Gateway, why: str) -> None:
    host, (bo,) = await gateway.owner(), await members(gateway, "bo_")
    room = await open_room(host)
    await join(host, room)
    if why != "no follower":
        await follow(bo, host)
    match why:
        case "blocked me":
            await block(bo, host)
        case "blocked by me":
            await block(host, bo)
        case "inside":
            await join(bo, room)
        case "gone":
            bo.me = {"id": str(uuid4())}
        case _:
            assert why == "no follower"
    status = await ping(host, room, bo)

    assert status == 204
    assert why == "gone" or ("ping", room) not in await notices_of(bo)


async def test_a_ping_lets_a_follower_into_a_closed_room_and_only_a_moderator_may(
    gateway: Gateway,
) -> None:
    host, (bo, eva) = await gateway.owner(), await members(gateway, "bo_", "eva")
    for followed in (host, bo):
        await follow(eva, followed)
    room = await open_room(host, type="closed", list=["bo_"])
    await join(host, room)
    await join(bo, room)
    await bring_on_stage(host, bo, room)
    by_a_speaker = [await ping(bo, room, eva), (await eva.get(f"/api/rooms/{room}")).status]
    by_the_host = [await ping(host, room, eva), (await eva.get(f"/api/rooms/{room}")).status]

    assert by_a_speaker == [403, 404]
    assert by_the_host == [204, 200]
    assert await notices_of(eva) == [("ping", room)]


async def test_who_may_ping_in_which_room(gateway: Gateway) -> None:
    host, (bo, eva) = await gateway.owner(), await members(gateway, "bo_", "eva")
    for who in (bo, eva):
        await follow(host, who)
    statuses: dict[str, list[int]] = {}
    for room_type in ("open", "social"):
        room = await open_room(host, type=room_type)
        await join(host, room)
        outside = await ping(bo, room, eva)
        await join(bo, room)
        listening = await ping(bo, room, eva)
        await bring_on_stage(host, bo, room)
        statuses[room_type] = [outside, listening, await ping(bo, room, eva)]

    assert statuses == {"open": [403, 204, 204], "social": [403, 403, 204]}


async def test_a_notice_shows_no_room_that_its_reader_may_no_longer_enter(
    gateway: Gateway,
) -> None:
    host, (bo,) = await gateway.owner(), await members(gateway, "bo_")
    await follow(bo, host)
    await follow(host, bo)
    room = await open_room(host, type="social")
    await join(host, room)
    gateway.clock.forward_s(1)
    await ping(host, room, bo)
    seen = await notices_of(bo)
    await host.delete(f"/api/members/{bo.me['id']}/follow")
    unseen = await notices_of(bo)
    await follow(host, bo)
    await host.post(f"/api/rooms/{room}/end")

    assert seen == [("ping", room), ("room_opened", room)]
    assert unseen == [("ping", None), ("room_opened", None)]
    assert await notices_of(bo) == unseen


async def test_followers_outside_are_offered_to_be_pinged_by_the_beginnings_of_their_names(
    gateway: Gateway,
) -> None:
    host = await gateway.owner()
    bo, eva, jon, _ = await members(gateway, "bo_", "eva", "jonas", "kim")
    for who in (bo, eva, jon):
        await follow(who, host)
    room = await open_room(host)
    for who in (host, jon):
        await join(who, room)
    everybody, found = await pingable(host, room), await pingable(host, room, "ev")
    too_short = await pingable(host, room, "e")
    await ping(host, room, eva)

    assert (everybody, found, too_short) == (["bo_", "eva"], ["eva"], [])
    assert await pingable(host, room) == ["bo_"]


async def test_who_the_host_has_blocked_is_offered_to_others_like_anybody(
    gateway: Gateway,
) -> None:
    host, (bo, eva) = await gateway.owner(), await members(gateway, "bo_", "eva")
    await follow(eva, bo)
    await block(host, eva)
    room = await open_room(host)
    for who in (host, bo):
        await join(who, room)
    offered = await pingable(bo, room)
    status = await ping(bo, room, eva)

    assert (offered, status) == (["eva"], 204)
    assert await notices_of(eva) == []


@pytest.mark.parametrize("room_type", ["open", "social", "closed"])
async def test_followers_hear_of_a_room_they_may_enter(gateway: Gateway, room_type: str) -> None:
    host, people = await gateway.owner(), await members(gateway, "back", "listed", "only", "none")
    back, _, _, _ = people
    for who in people[:3]:
        await follow(who, host)
    await follow(host, back)
    changed: dict[str, Any] = {"type": room_type}
    if room_type == "closed":
        changed["list"] = ["listed", "none"]
    room = await open_room(host, **changed)
    told = [who.me["handle"] for who in people if await notices_of(who) == [("room_opened", room)]]

    assert (
        told
        == {"open": ["back", "listed", "only"], "social": ["back"], "closed": ["listed"]}[room_type]
    )
