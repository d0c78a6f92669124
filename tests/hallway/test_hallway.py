"""The hallway over HTTP and the feed: which cards a person sees, and what they say."""

from tests.support.gateway import Gateway
from tests.support.rooms import bring_on_stage, feed_of, join, open_room

EMPTY = {"rooms": [], "folded": 0, "hidden": 0}


async def test_the_newest_room_stands_first(gateway: Gateway) -> None:
    ana = await gateway.owner()
    older = await open_room(ana)
    gateway.clock.forward_s(1)
    newer = await open_room(ana)
    listed = (await ana.get("/api/rooms")).body["rooms"]

    assert [card["id"] for card in listed] == [newer, older]


async def test_a_card_follows_what_happens_in_its_room(gateway: Gateway) -> None:
    ana, bo, eva = (
        await gateway.owner(),
        await gateway.member("bo_"),
        await gateway.member("eva"),
    )
    async with feed_of(eva) as feed:
        await feed.watch("hallway")
        room = await open_room(ana)
        await feed.until("hallway", lambda s: s["rooms"])
        await join(ana, room)
        await join(bo, room)
        await feed.until("hallway", lambda s: s["rooms"][0]["listening"] == 1)
        gateway.clock.forward_s(1)
        await bring_on_stage(ana, bo, room)
        card = (await feed.until("hallway", lambda s: s["rooms"][0]["on_stage"] == 2))["rooms"][0]
        await ana.post(f"/api/rooms/{room}/end")
        await feed.until("hallway", lambda s: not s["rooms"])

    assert [person["handle"] for person in card["stage"]] == ["owner", "bo_"]
    assert card["listening"] == 0
    assert (await eva.get("/api/rooms")).body == EMPTY


async def test_a_card_names_nobody_who_only_listens(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)

    assert "bo_" not in str((await ana.get(f"/api/rooms/{room}")).body)


async def test_a_closed_room_is_news_only_for_who_may_enter_it(gateway: Gateway) -> None:
    ana, bo, eva = (
        await gateway.owner(),
        await gateway.member("bo_"),
        await gateway.member("eva"),
    )
    async with feed_of(bo) as his, feed_of(eva) as hers:
        await his.watch("hallway")
        await hers.watch("hallway")
        closed = await open_room(ana, type="closed", list=["bo_"])
        seen = await his.until("hallway", lambda s: s["rooms"])
        await join(ana, closed)
        await ana.put(f"/api/rooms/{closed}/list/eva")
        # The first card she is told of is the one of the moment she was let in.
        told = await hers.until("hallway", lambda s: s["rooms"])

    assert [card["id"] for card in seen["rooms"]] == [closed]
    assert told["rooms"][0]["on_stage"] == 1


async def test_a_closed_room_is_in_no_list_of_who_may_not_enter(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    await open_room(ana, type="closed")

    assert (await bo.get("/api/rooms")).body == EMPTY
    assert len((await ana.get("/api/rooms")).body["rooms"]) == 1
