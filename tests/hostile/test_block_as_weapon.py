"""C10: a block closes what is the blocker's own, and nothing in anybody else's room."""

from typing import Any, Final
from uuid import uuid4

import pytest
from tests.support.gateway import Browser, Gateway
from tests.support.people import block, follow, found
from tests.support.rooms import bring_on_stage, feed_of, join, open_room
from tests.support.ties import hallway_of, members, notices_of

PLACES: Final = ("on stage", "listening")


async def a_room_of_a_third(gateway: Gateway, place: str) -> tuple[str, list[Browser]]:
    """Let Cara host a room in which Anna speaks or listens, and Bo and Eva listen."""
    people = await members(gateway, "cara", "anna", "bo_", "eva")
    room = await open_room(people[0])
    for who in people:
        await join(who, room)
    if place == "on stage":
        await bring_on_stage(people[0], people[1], room)
    return room, people


async def seen_by(browser: Browser, room: str) -> dict[str, Any]:
    """Give all that somebody sees of a room and of who is in it."""
    async with feed_of(browser) as feed:
        state = await feed.watch(f"room:{room}")
    assert state is not None
    people = (await browser.get(f"/api/rooms/{room}/people")).body
    card = (await browser.get(f"/api/rooms/{room}")).body
    return {"state": state, "people": people, "card": card}


@pytest.mark.parametrize("place", PLACES)
async def test_in_a_third_persons_room_only_the_blocker_notices(
    gateway: Gateway, place: str
) -> None:
    room, (cara, anna, bo, eva) = await a_room_of_a_third(gateway, place)
    before = [await seen_by(who, room) for who in (cara, bo, eva)]
    await block(anna, bo)
    after = [await seen_by(who, room) for who in (cara, bo, eva)]
    hers = (await seen_by(anna, room))["state"]["audience"]
    raised = await bo.put(f"/api/rooms/{room}/hand")
    await bring_on_stage(cara, bo, room)
    rows = {row["account"]["handle"]: row for row in (await seen_by(anna, room))["state"]["stage"]}

    assert after == before
    assert hers["blocked"] == 1
    assert "bo_" not in [row["account"]["handle"] for row in hers["rows"]]
    assert raised.status == 204
    assert rows["bo_"]["blocked"] is True
    assert rows["cara"]["blocked"] is False


async def test_what_is_the_blockers_own_is_not_there_for_the_blocked(gateway: Gateway) -> None:
    anna, bo, eva = await members(gateway, "anna", "bo_", "eva")
    for fan in (bo, eva):
        await follow(fan, anna)
    await block(anna, bo)
    room = await open_room(anna)
    await join(anna, room)
    for who in (bo, eva):
        await anna.post(f"/api/rooms/{room}/pings", {"to": who.me["id"]})
    his, hers = [await ways_to(anna, room, who) for who in (bo, eva)]

    assert his == {
        "hallway": False,
        "card": 404,
        "enter": 404,
        "profile": 404,
        "follow": 404,
        "search": [],
        "notices": [],
    }
    assert (hers["card"], hers["enter"], hers["profile"]) == (200, 200, 200)
    assert ("ping", room) in hers["notices"]


async def ways_to(anna: Browser, room: str, who: Browser) -> dict[str, Any]:
    """Say what somebody gets of Anna and of her room."""
    return {
        "hallway": room in await hallway_of(who),
        "card": (await who.get(f"/api/rooms/{room}")).status,
        "enter": (await who.post(f"/api/rooms/{room}/join")).status,
        "profile": (await who.get("/api/members/anna")).status,
        "follow": (await follow(who, anna)).status,
        "search": await found(who, "anna"),
        "notices": await notices_of(who),
    }


async def test_the_blocked_reach_the_blocker_by_no_ping(gateway: Gateway) -> None:
    cara, anna, bo = await members(gateway, "cara", "anna", "bo_")
    await follow(anna, bo)
    await block(anna, bo)
    room = await open_room(bo)
    await join(bo, room)
    answers = [
        await bo.post(f"/api/rooms/{room}/pings", {"to": who})
        for who in (anna.me["id"], cara.me["id"], str(uuid4()))
    ]

    assert [(each.status, each.body) for each in answers] == [(204, None)] * 3
    assert ("ping", room) not in await notices_of(anna)


async def test_nobody_can_count_blocks(gateway: Gateway) -> None:
    anna, bo, eva = await members(gateway, "anna", "bo_", "eva")
    before = [(await eva.get(f"/api/members/{one}")).body for one in ("anna", "bo_")]
    await block(anna, bo)
    after = [(await eva.get(f"/api/members/{one}")).body for one in ("anna", "bo_")]
    about_him = (await bo.get("/api/audit")).body

    assert after == before
    assert about_him["entries"] == []
