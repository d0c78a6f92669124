"""A talk from opening to end, as browsers live through it by HTTP and the feed."""

from tests.support.gateway import Gateway
from tests.support.rooms import bring_on_stage, feed_of, join, open_room


async def test_whoever_opens_a_room_enters_it_as_its_host(gateway: Gateway) -> None:
    ana = await gateway.owner()
    room = await open_room(ana)
    ticket = await join(ana, room)

    assert ticket["role"] == "host"
    assert ticket["url"] == gateway.origin.replace("http", "ws")


async def test_others_enter_as_listeners_and_are_seen(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    async with feed_of(ana) as feed:
        await feed.watch(f"room:{room}")
        ticket = await join(bo, room)
        state = await feed.until(f"room:{room}", lambda s: s["audience"]["count"] == 1)

    assert ticket["role"] == "listener"
    assert state["audience"]["rows"][0]["account"]["handle"] == "bo_"
    assert state["audience"]["rows"][0]["lease_id"] == ticket["lease_id"]
    assert [row["role"] for row in state["stage"]] == ["host"]


async def test_a_hand_leads_to_the_stage(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)
    async with feed_of(ana) as hers, feed_of(bo) as his:
        await hers.watch(f"room:{room}")
        await his.watch("me")
        assert (await bo.put(f"/api/rooms/{room}/hand")).status == 204
        hands = (await hers.until(f"room:{room}", lambda s: s["hands"]["count"]))["hands"]
        place = (await his.until("me", lambda s: s["hand"]))["hand"]
        await ana.post(f"/api/rooms/{room}/offers/{bo.me['id']}")
        offer = (await his.until("me", lambda s: s["offer"]))["offer"]
        await bo.post(f"/api/rooms/{room}/offer/accept")
        stage = (await hers.until(f"room:{room}", lambda s: len(s["stage"]) == 2))["stage"]
        me = await his.until("me", lambda s: s["me"]["lease"]["role"] == "speaker")

    assert hands["rows"][0]["person"]["handle"] == "bo_"
    assert place == {"room_id": room, "number": 1}
    assert offer["by"]["id"] == ana.me["id"]
    assert {row["role"]: row["mic"] for row in stage} == {"host": "none", "speaker": "none"}
    assert (me["offer"], me["hand"]) == (None, None)


async def test_a_listener_is_told_how_many_hands_are_up_but_not_whose(gateway: Gateway) -> None:
    ana, bo, eva = (
        await gateway.owner(),
        await gateway.member("bo_"),
        await gateway.member("eva"),
    )
    room = await open_room(ana)
    for person in (ana, bo, eva):
        await join(person, room)
    async with feed_of(eva) as feed:
        await feed.watch(f"room:{room}")
        await bo.put(f"/api/rooms/{room}/hand")
        state = await feed.until(f"room:{room}", lambda s: s["hands"]["count"])

    assert state["hands"] == {"count": 1, "rows": None}


async def test_a_speaker_is_held_released_and_moved_to_the_audience(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)
    await bring_on_stage(ana, bo, room)
    person = bo.me["id"]
    async with feed_of(bo) as feed:
        await feed.watch("me")
        await ana.put(f"/api/rooms/{room}/holds/{person}")
        await feed.until("me", lambda s: s["held"])
        await ana.delete(f"/api/rooms/{room}/holds/{person}")
        await feed.until("me", lambda s: not s["held"])
        await ana.delete(f"/api/rooms/{room}/stage/{person}")
        me = await feed.until("me", lambda s: s["me"]["lease"]["role"] == "listener")

    assert me["ended"] is None


async def test_leaving_quietly_takes_the_row_away(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)
    async with feed_of(ana) as hers, feed_of(bo) as his:
        await hers.watch(f"room:{room}")
        await his.watch(f"room:{room}")
        await his.watch("me")
        assert (await bo.post(f"/api/rooms/{room}/leave")).status == 204
        await hers.until(f"room:{room}", lambda s: s["audience"]["count"] == 0)
        await his.until_gone(f"room:{room}")
        me = await his.until("me", lambda s: s["ended"])

    assert me["me"]["lease"] is None
    assert me["ended"] == {"room_id": room, "reason": "left", "by": None, "words": None}


async def test_ending_a_room_ends_it_for_all_and_says_by_whom(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)
    async with feed_of(bo) as feed:
        await feed.watch(f"room:{room}")
        await feed.watch("me")
        assert (await ana.post(f"/api/rooms/{room}/end")).status == 204
        await feed.until_gone(f"room:{room}")
        me = await feed.until("me", lambda s: s["ended"])
        ended = feed.follower.ended[f"room:{room}"]

    assert (ended["reason"], ended["by"]["id"]) == ("by_host", ana.me["id"])
    assert me["ended"]["reason"] == "room_ended"
    assert me["ended"]["by"]["id"] == ana.me["id"]
    assert (await bo.get(f"/api/rooms/{room}")).code == "room_not_found"


async def test_joining_again_gives_the_same_lease_a_fresh_token(gateway: Gateway) -> None:
    ana = await gateway.owner()
    room = await open_room(ana)
    first = await join(ana, room)
    gateway.clock.forward_s(1)
    again = await join(ana, room)

    assert again["lease_id"] == first["lease_id"]
    assert again["token"] != first["token"]


async def test_a_person_is_in_one_room_at_a_time(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room, other = await open_room(ana), await open_room(bo)
    await join(ana, room)
    async with feed_of(ana) as feed:
        await feed.watch(f"room:{room}")
        await join(ana, other)
        await feed.until_gone(f"room:{room}")

    assert (await ana.get("/api/me")).body["lease"]["room_id"] == other


async def test_whoever_signs_out_is_out_of_the_room(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)
    async with feed_of(ana) as hers, feed_of(bo) as his:
        await hers.watch(f"room:{room}")
        await bo.delete("/api/session")
        await hers.until(f"room:{room}", lambda s: s["audience"]["count"] == 0)
        closed = await his.socket.receive()

    assert closed.data == 4001


async def test_another_members_cookie_opens_no_signalling(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    ticket = await join(ana, await open_room(ana))
    path = f"/rtc/validate?access_token={ticket['token']}"
    false = {"Cookie": "torg-local=false"}
    answers = [
        await ana.get(path),
        await (await gateway.browser()).get(path),
        await bo.get(path),
        await (await gateway.browser()).ask("GET", path, headers=false),
    ]

    assert [answer.status for answer in answers] == [200, 200, 403, 403]
