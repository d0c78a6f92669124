"""Login sessions: their list, and that an ended one is dead everywhere within a second."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import aiohttp
import pytest
from sqlalchemy import select
from tests.support.authenticator import Authenticator
from tests.support.gateway import Browser, Gateway
from tests.support.signalling import eventually, read
from tests.support.signing import add_passkey, elsewhere, sign_in

from torg.media.models import LeaseRow

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


async def sessions_of(browser: Browser) -> list[dict[str, object]]:
    answer = await browser.get("/api/sessions")
    assert answer.status == 200
    listed: list[dict[str, object]] = answer.body["sessions"]
    return listed


async def phone_of(gateway: Gateway, bob: Browser) -> tuple[Browser, str]:
    """Sign a member in with a second browser; give it and the id of its login session."""
    phone = await elsewhere(gateway, await add_passkey(bob))
    (current,) = (each for each in await sessions_of(phone) if each["current"])
    return phone, str(current["id"])


async def test_a_member_sees_where_they_are_signed_in(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    gateway.clock.forward_s(60)
    phone = await gateway.browser()
    phone.session.headers["User-Agent"] = FIREFOX
    await sign_in(phone, device)
    await gateway.member("eva")
    listed = await sessions_of(phone)

    assert [each["current"] for each in listed] == [True, False]
    assert [each["browser"] for each in listed] == ["Firefox on Linux", None]
    assert [each["current"] for each in await sessions_of(bob)] == [False, True]
    assert set(listed[0]) == {"id", "current", "created_at", "last_seen_at", "browser"}


async def test_a_newcomers_browser_has_its_name(gateway: Gateway) -> None:
    invitation, token = await gateway.invitation()
    browser = await gateway.browser()
    browser.session.headers["User-Agent"] = FIREFOX
    newcomer = {"token": token, "handle": "eva", "name": "Eva", "languages": ["en"]}
    await browser.post(f"/api/invitations/{invitation}/redeem", newcomer)

    assert [each["browser"] for each in await sessions_of(browser)] == ["Firefox on Linux"]


async def test_others_may_be_ended_and_this_one_stays(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    phone, _ = await phone_of(gateway, bob)
    answer = await bob.post("/api/sessions/end-others")

    assert answer.status == 204
    assert (await phone.get("/api/me")).code == "not_signed_in"
    assert len(await sessions_of(bob)) == 1


async def test_all_may_be_ended_this_one_too(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    phone, _ = await phone_of(gateway, bob)
    eva = await gateway.member("eva")
    answer = await bob.post("/api/sessions/end-all")
    left = [(await each.get("/api/me")).status for each in (bob, phone, eva)]

    assert answer.status == 204
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert left == [401, 401, 200]


async def test_the_current_one_ends_with_its_cookie(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    (current,) = await sessions_of(bob)
    answer = await bob.delete(f"/api/sessions/{current['id']}")

    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert (await bob.get("/api/me")).status == 401


async def test_login_sessions_of_others_are_not_there(gateway: Gateway) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    (his,) = await sessions_of(bob)
    answers = [
        (await eva.delete(f"/api/sessions/{which}")).status
        for which in (his["id"], "3f2c728e-0219-4000-8000-000000000000", "x")
    ]

    assert answers == [204, 204, 404]
    assert (await bob.get("/api/me")).status == 200


async def _by_its_id(bob: Browser, phone: str) -> None:
    assert (await bob.delete(f"/api/sessions/{phone}")).status == 204


async def _with_the_others(bob: Browser, phone: str) -> None:
    del phone
    assert (await bob.post("/api/sessions/end-others")).status == 204


async def _with_all(bob: Browser, phone: str) -> None:
    del phone
    assert (await bob.post("/api/sessions/end-all")).status == 204


@pytest.mark.parametrize("end", [_by_its_id, _with_the_others, _with_all])
async def test_an_ended_login_session_is_dead_everywhere_within_a_second(
    gateway: Gateway, end: Callable[[Browser, str], Awaitable[None]]
) -> None:
    # The media server reads its tokens by the machine's own clock.
    await gateway.forward(datetime.now(UTC) - gateway.clock.now())
    host, bob = await gateway.owner(), await gateway.member("bob")
    phone, its_id = await phone_of(gateway, bob)
    made = await host.post("/api/rooms", {"title": "Talk", "languages": ["en"], "type": "open"})
    room = made.body["id"]
    ticket = (await phone.post(f"/api/rooms/{room}/join")).body
    rtc = f"/rtc?access_token={ticket['token']}"
    async with phone.socket("/api/feed") as feed, phone.socket(rtc) as signalling:
        await feed.send_json({"watch": "me"})
        await feed.receive_json()
        await read(signalling)
        in_the_room = ticket["lease_id"] in gateway.media.people(room)
        await end(bob, its_id)
        async with asyncio.timeout(1):
            while (farewell := await feed.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
            while (await signalling.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
            await eventually(lambda: not gateway.media.people(room))
            refused = await (await gateway.browser()).get(
                f"/rtc/validate?access_token={ticket['token']}"
            )
            signed_out = await phone.get("/api/me")
    async with gateway.database.reading() as transaction:
        lease = await transaction.session.scalar(select(LeaseRow))

    assert in_the_room
    assert farewell.data == 4001
    assert signalling.closed
    assert (refused.status, refused.body) == (404, "requested room does not exist")
    assert signed_out.code == "not_signed_in"
    assert lease is not None
    assert lease.end_reason == "signed_out"


async def test_the_others_stay_in_their_rooms(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    _, its_id = await phone_of(gateway, bob)
    made = await bob.post("/api/rooms", {"title": "Talk", "languages": ["en"], "type": "open"})
    await bob.post(f"/api/rooms/{made.body['id']}/join")
    await bob.delete(f"/api/sessions/{its_id}")

    assert (await bob.get("/api/me")).body["lease"]["room_id"] == made.body["id"]


async def test_a_passkey_outlives_the_login_sessions(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device: Authenticator = await add_passkey(bob)
    await bob.post("/api/sessions/end-all")

    assert (await sign_in(bob, device)).status == 200
