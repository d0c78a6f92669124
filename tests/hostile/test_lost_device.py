"""C13: what a lost device holds open is cut when its passkey is taken away."""

import asyncio
from datetime import UTC, datetime

import aiohttp
from tests.moderation.test_dead_at_once import farewell
from tests.support.gateway import Gateway
from tests.support.rooms import open_room
from tests.support.signalling import eventually, read
from tests.support.signing import add_passkey, elsewhere, take_codes


async def test_all_that_a_lost_device_holds_is_dead_within_a_second(gateway: Gateway) -> None:
    # The media server reads its tokens by the machine's own clock.
    await gateway.forward(datetime.now(UTC) - gateway.clock.now())
    bob = await gateway.member("bob")
    await take_codes(bob)
    phone = await elsewhere(gateway, await add_passkey(bob, "Lost"))
    (passkey,) = (await bob.get("/api/passkeys")).body["passkeys"]
    room = await open_room(await gateway.owner())
    ticket = (await phone.post(f"/api/rooms/{room}/join")).body
    async with (
        bob.socket("/api/feed") as kept,
        phone.socket("/api/feed") as lost,
        phone.socket(f"/rtc?access_token={ticket['token']}") as signalling,
    ):
        await read(signalling)
        answer = await bob.delete(f"/api/passkeys/{passkey['id']}")
        async with asyncio.timeout(1):
            code = await farewell(lost)
            while (await signalling.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
            await eventually(lambda: not gateway.media.people(room))
            theirs = await phone.get("/api/me")
        await kept.send_json({"watch": "me"})
        mine = await kept.receive_json()

    assert answer.status == 204
    assert code == 4001
    assert theirs.code == "not_signed_in"
    assert mine["kind"] == "snapshot"
    assert mine["state"]["me"]["lease"] is None
