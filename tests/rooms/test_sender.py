"""P20: whoever names others in a request acts as themselves, or not at all."""

from tests.support.gateway import Gateway
from tests.support.rooms import bring_on_stage, feed_of, join, open_room


async def test_a_listener_who_names_others_changes_nothing_for_them(gateway: Gateway) -> None:
    host, speaker, asked, listener = (
        await gateway.owner(),
        await gateway.member("speaker"),
        await gateway.member("asked"),
        await gateway.member("listener"),
    )
    room = await open_room(host)
    base, topic = f"/api/rooms/{room}", f"room:{room}"
    for who in (host, speaker, asked, listener):
        await join(who, room)
    await bring_on_stage(host, speaker, room)
    await host.post(f"{base}/offers/{asked.me['id']}")
    async with feed_of(host) as feed:
        before = await feed.watch(topic)
        refused = [
            await listener.ask(method, f"{base}/{act}/{whom.me['id']}")
            for whom in (host, speaker, asked)
            for method, act in (
                ("DELETE", "hands"),
                ("POST", "offers"),
                ("PUT", "holds"),
                ("DELETE", "holds"),
                ("DELETE", "stage"),
            )
        ]
        refused += [await listener.post(f"{base}/end"), await listener.put(f"{base}/list/asked")]
        in_their_name = await listener.post(f"{base}/offer/accept", {"account": asked.me["id"]})
        after = await feed.watch(topic)

    assert {(answer.status, answer.code) for answer in refused} == {(403, "not_allowed")}
    assert (in_their_name.status, in_their_name.code) == (422, "validation")
    assert after == before


async def test_nobody_speaks_for_the_lease_of_another(gateway: Gateway) -> None:
    host, thief = await gateway.owner(), await gateway.member("thief")
    room = await open_room(host)
    theirs = await join(host, room)
    mine = await join(thief, room)
    refused = [
        await thief.post(f"/api/rooms/{room}/join", {"lease_id": theirs["lease_id"]}),
        await thief.post(f"/api/rooms/{room}/leave", {"account": host.me["id"]}),
    ]
    again = await join(thief, room)
    await thief.post(f"/api/rooms/{room}/leave")
    card = await host.get(f"/api/rooms/{room}")

    assert {(answer.status, answer.code) for answer in refused} == {(422, "validation")}
    assert again["lease_id"] == mine["lease_id"]
    assert [person["id"] for person in card.body["stage"]] == [host.me["id"]]
    assert card.body["listening"] == 0
