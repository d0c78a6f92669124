"""What stands in whose hallway, in which order, and what is kept out of sight."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from tests.support.doors import a_door
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import bring_on_stage, feed_of, join, open_room
from tests.support.stages import BO, EVA, JON, START
from tests.support.ties import block, follow, hallway_of, members

from torg.hallway.moment import HallwayNow
from torg.hallway.rules import Shelf, shelf_of
from torg.kit.ids import RoomId
from torg.rooms.room import RoomType
from torg.rooms.seeing import Eyes


def numbers(moment: HallwayNow) -> list[int]:
    return [card.id.int for card in moment.seen_by(BO).rooms]


def test_the_order_is_followed_people_on_stage_then_my_languages_then_the_newest() -> None:
    eyes = Eyes(follows=frozenset({EVA, JON}), languages=frozenset({"is"}))
    later = START + timedelta(seconds=1)
    doors = [
        a_door(1, on_stage=frozenset({EVA, JON})),
        a_door(2, on_stage=frozenset({EVA}), languages=("is",)),
        a_door(3, on_stage=frozenset({EVA})),
        a_door(4, languages=("is",), opened=later),
        a_door(5, languages=("is", "en")),
        a_door(6, opened=later, inside=frozenset({EVA})),
        a_door(7, listening=100),
    ]
    moment = HallwayNow({RoomId(UUID(int=n)): door for n, door in enumerate(doors)}, {BO: eyes})

    assert numbers(moment) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("eyes", "shelf"),
    [
        (Eyes(), Shelf.SHOWN),
        (Eyes(follows=frozenset({EVA})), Shelf.SHOWN),
        (Eyes(blocked=frozenset({EVA})), Shelf.FOLDED),
        (Eyes(blocked=frozenset({JON})), Shelf.SHOWN),
        (Eyes(hidden=frozenset({RoomId(UUID(int=1))})), Shelf.HIDDEN),
        (Eyes(blocked=frozenset({EVA}), hidden=frozenset({RoomId(UUID(int=1))})), Shelf.HIDDEN),
    ],
)
def test_a_room_stands_on_one_shelf(eyes: Eyes, shelf: Shelf) -> None:
    room = a_door(1, on_stage=frozenset({EVA}))
    barred = a_door(1, on_stage=frozenset({EVA}), barred=frozenset({BO}))
    closed = a_door(1, room_type=RoomType.CLOSED, on_stage=frozenset({EVA}))

    assert shelf_of(room, BO, eyes) is shelf
    assert {shelf_of(door, BO, eyes) for door in (barred, closed)} == {Shelf.NOWHERE}


@pytest.fixture
async def people(gateway: Gateway) -> tuple[Browser, Browser, Browser]:
    bo, eva = await members(gateway, "bo_", "eva")
    return await gateway.owner(), bo, eva


async def test_a_hidden_room_is_counted_and_comes_back(
    people: tuple[Browser, Browser, Browser],
) -> None:
    host, bo, eva = people
    room = await open_room(host)
    async with feed_of(bo) as feed:
        await feed.watch("hallway")
        hidden = [(await bo.put(f"/api/rooms/{room}/hidden")).status for _ in range(2)]
        told = await feed.until("hallway", lambda s: s["hidden"])
        kept = (await bo.get("/api/rooms/hidden")).body["rooms"]
        shown = [(await bo.delete(f"/api/rooms/{room}/hidden")).status for _ in range(2)]
        back = await feed.until("hallway", lambda s: s["rooms"] and not s["hidden"])

    assert hidden == shown == [204, 204]
    assert (told["rooms"], told["folded"], told["hidden"]) == ([], 0, 1)
    assert [card["id"] for card in kept] == [room]
    assert [card["id"] for card in back["rooms"]] == [room]
    assert await hallway_of(eva) == [room]


async def test_a_room_with_a_blocked_person_on_stage_is_folded_for_the_blocker(
    people: tuple[Browser, Browser, Browser],
) -> None:
    host, bo, eva = people
    room = await open_room(host)
    await join(host, room)
    await join(eva, room)
    await block(bo, eva)
    async with feed_of(bo) as feed:
        before = await feed.watch("hallway")
        await bring_on_stage(host, eva, room)
        folded = await feed.until("hallway", lambda s: s["folded"])
        on_request = (await bo.get("/api/rooms/folded")).body["rooms"]
        await eva.delete(f"/api/rooms/{room}/stage/{eva.me['id']}")
        after = await feed.until("hallway", lambda s: s["rooms"] and not s["folded"])

    assert before is not None
    assert [card["id"] for card in before["rooms"]] == [room]
    assert folded["rooms"] == []
    assert [card["id"] for card in on_request] == [room]
    assert [card["id"] for card in after["rooms"]] == [room]
    assert (await bo.get(f"/api/rooms/{room}")).status == 200


async def test_following_somebody_on_stage_brings_their_room_up(
    gateway: Gateway, people: tuple[Browser, Browser, Browser]
) -> None:
    host, bo, eva = people
    older = await open_room(host)
    await join(host, older)
    gateway.clock.forward_s(1)
    newer = await open_room(eva)
    async with feed_of(bo) as feed:
        await feed.watch("hallway")
        before = await hallway_of(bo)
        await follow(bo, host)
        told = await feed.until("hallway", lambda s: s["rooms"][0]["followed"] == 1)

    assert before == [newer, older]
    assert [card["id"] for card in told["rooms"]] == [older, newer]
    assert await hallway_of(bo) == [older, newer]


async def test_another_language_or_name_reaches_the_hallway(
    people: tuple[Browser, Browser, Browser],
) -> None:
    host, bo, _ = people
    await open_room(host, languages=["is"])
    async with feed_of(bo) as feed:
        before = await feed.watch("hallway")
        await bo.ask("PATCH", "/api/me", {"languages": ["is"]})
        await feed.until("hallway", lambda s: s["rooms"][0]["my_language"])
        await host.ask("PATCH", "/api/me", {"name": "Somebody Else"})
        told = await feed.until(
            "hallway", lambda s: s["rooms"][0]["host"]["name"] == "Somebody Else"
        )

    assert before is not None
    assert not before["rooms"][0]["my_language"]
    assert told["rooms"][0]["my_language"]


async def test_a_room_that_never_was_cannot_be_hidden(
    people: tuple[Browser, Browser, Browser],
) -> None:
    assert (await people[1].put(f"/api/rooms/{uuid4()}/hidden")).status == 404


async def test_each_look_shows_what_was_done_just_before(
    people: tuple[Browser, Browser, Browser],
) -> None:
    host, bo, _ = people
    seen = [await hallway_of(bo)]
    for _ in range(3):
        await open_room(host)
        seen.append(await hallway_of(bo))

    assert [len(rooms) for rooms in seen] == [0, 1, 2, 3]
    assert all(set(before) < set(after) for before, after in pairwise(seen))
