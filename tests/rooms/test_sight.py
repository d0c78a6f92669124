"""S1: who may know of a room, for each type and relation, by every way there is to look."""

from typing import Final
from uuid import uuid4

import pytest
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.rooms import Feed, feed_of, join, open_room
from tests.support.ties import block, follow, hallway_of, members, notices_of

RELATIONS: Final = ("stranger", "followed", "listed", "blocked")
SEEN_BY: Final = {
    "open": {"stranger", "followed", "listed"},
    "social": {"followed"},
    "closed": {"listed"},
}
REACHED_BY_PING: Final = {
    "open": {"stranger", "followed", "listed"},
    "social": {"followed"},
    "closed": {"stranger", "followed", "listed"},
}
"""Everybody follows the host, but for whom the host has blocked."""


async def people_of(gateway: Gateway) -> tuple[Browser, dict[str, Browser]]:
    host = await gateway.owner()
    people = dict(zip(RELATIONS, await members(gateway, *RELATIONS), strict=True))
    for who in people.values():
        await follow(who, host)
    await follow(host, people["followed"])
    await block(host, people["blocked"])
    return host, people


def plain(answer: Answer, room: str) -> tuple[int, object, dict[str, str]]:
    """Give what an answer says, but for its time, its request's id and the room asked for."""
    body = {name: value for name, value in answer.body.items() if name != "request_id"}
    headers = {
        name.lower(): value.replace(room, "ROOM")
        for name, value in answer.headers.items()
        if name.lower() not in {"date", "x-request-id"}
    }
    return answer.status, body, headers


async def ways_in(browser: Browser, room: str) -> dict[str, bool]:
    """Say by which ways somebody may know of a room."""
    card = await browser.get(f"/api/rooms/{room}")
    listed = await hallway_of(browser)
    async with feed_of(browser) as feed:
        told = await feed.watch("hallway")
        watched_outside = await feed.watch(f"room:{room}")
        entered = await browser.post(f"/api/rooms/{room}/join")
        watched_inside = await feed.watch(f"room:{room}")
        await browser.post(f"/api/rooms/{room}/leave")
    assert told is not None
    assert watched_outside is None
    return {
        "card": card.status == 200,
        "hallway": room in listed,
        "feed": room in [card["id"] for card in told["rooms"]],
        "join": entered.status == 200,
        "room": watched_inside is not None,
    }


@pytest.mark.parametrize("room_type", SEEN_BY)
async def test_every_way_to_look_keeps_to_the_one_table(gateway: Gateway, room_type: str) -> None:
    host, people = await people_of(gateway)
    listed = ["listed", "blocked"] if room_type == "closed" else []
    room = await open_room(host, type=room_type, list=listed)
    await join(host, room)
    found = {relation: await ways_in(who, room) for relation, who in people.items()}
    for who in people.values():
        await host.post(f"/api/rooms/{room}/pings", {"to": who.me["id"]})
    pinged = {
        relation for relation, who in people.items() if ("ping", room) in await notices_of(who)
    }

    assert found == {
        relation: dict.fromkeys(ways, relation in SEEN_BY[room_type])
        for relation, ways in found.items()
    }
    assert pinged == REACHED_BY_PING[room_type]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("POST", "/join"),
        ("GET", "/people"),
        ("PUT", "/hidden"),
        ("PUT", "/hand"),
        ("POST", "/end"),
        ("PUT", "/list/owner"),
        ("POST", "/pings"),
        ("GET", "/pingable"),
    ],
)
async def test_a_room_that_is_not_for_me_answers_like_one_that_never_was(
    gateway: Gateway, method: str, path: str
) -> None:
    host, people = await people_of(gateway)
    rooms = {
        "blocked": await open_room(host),
        "stranger": await open_room(host, type="social"),
        "followed": await open_room(host, type="closed"),
    }
    body = {"to": host.me["id"]} if path == "/pings" else None
    for relation, room in rooms.items():
        never = str(uuid4())
        answers = [
            plain(await people[relation].ask(method, f"/api/rooms/{one}{path}", body), one)
            for one in (room, never)
        ]

        assert answers[0] == answers[1]
        assert answers[0][0] == 404


async def test_a_blocked_person_inside_is_out_at_once_as_if_the_room_had_ended(
    gateway: Gateway,
) -> None:
    host, bo, eva = await gateway.owner(), *(await members(gateway, "bo_", "eva"))
    room = await open_room(host)
    for who in (host, bo, eva):
        await join(who, room)
    async with feed_of(bo) as his, feed_of(eva) as hers:
        await watch_all(his, room)
        await watch_all(hers, room)
        await block(host, bo)
        await his.until_gone(f"room:{room}")
        me = await his.until("me", lambda s: s["ended"])
        await his.until("hallway", lambda s: not s["rooms"])
        await hers.until(f"room:{room}", lambda s: s["audience"]["count"] == 1)

    assert me["ended"] == {"room_id": room, "reason": "room_ended", "by": None, "words": None}
    assert me["me"]["lease"] is None
    assert (await bo.post(f"/api/rooms/{room}/join")).status == 404


async def watch_all(feed: Feed, room: str) -> None:
    for topic in ("me", "hallway", f"room:{room}"):
        assert await feed.watch(topic)


async def test_a_social_room_keeps_who_is_inside_when_the_follow_ends(gateway: Gateway) -> None:
    host, bo = await gateway.owner(), *(await members(gateway, "bo_"))
    await follow(host, bo)
    room = await open_room(host, type="social")
    await join(host, room)
    await join(bo, room)
    await host.delete(f"/api/members/{bo.me['id']}/follow")
    inside = [(await bo.get(f"/api/rooms/{room}")).status, room in await hallway_of(bo)]
    people = await bo.get(f"/api/rooms/{room}/people")
    await bo.post(f"/api/rooms/{room}/leave")
    outside = [(await bo.get(f"/api/rooms/{room}")).status, room in await hallway_of(bo)]

    assert inside == [200, True]
    assert people.status == 200
    assert outside == [404, False]
    assert (await bo.post(f"/api/rooms/{room}/join")).status == 404


async def test_a_social_room_opens_in_the_hallway_when_its_host_follows(gateway: Gateway) -> None:
    host, bo = await gateway.owner(), *(await members(gateway, "bo_"))
    room = await open_room(host, type="social")
    await join(host, room)
    async with feed_of(bo) as feed:
        before = await feed.watch("hallway")
        await follow(host, bo)
        await feed.until("hallway", lambda s: s["rooms"])
        await host.delete(f"/api/members/{bo.me['id']}/follow")
        await feed.until("hallway", lambda s: not s["rooms"])

    assert before is not None
    assert before["rooms"] == []
    assert await hallway_of(host) == [room]
