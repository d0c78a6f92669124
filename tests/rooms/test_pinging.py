"""Pings over HTTP: ten a room, each person once, silent whatever becomes of them."""

from typing import Any
from uuid import uuid4

import pytest
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import bring_on_stage, join, open_room
from tests.support.ties import block, follow, members, notices_of


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


async def test_ten_people_are_pinged_and_the_eleventh_is_not(gateway: Gateway) -> None:
    host = await gateway.owner()
    people = await members(gateway, *(f"m{number:02}x" for number in range(11)))
    room = await open_room(host)
    await join(host, room)
    for who in people:
        await follow(who, host)
    statuses = [await ping(host, room, who) for who in people]
    reached = [("ping", room) in await notices_of(who) for who in people]

    assert statuses == [204] * 11
    assert reached == [True] * 10 + [False]


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
