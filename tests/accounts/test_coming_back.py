"""Signing in by a passkey: what it proves, what it renews, and that it works once."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.support.authenticator import VERIFIED, Authenticator
from tests.support.gateway import Browser, Gateway
from tests.support.signing import add_passkey, elsewhere, posing, shown, sign_in


def cookie_of(browser: Browser) -> str:
    return next(cookie.value for cookie in browser.session.cookie_jar)


async def test_a_passkey_signs_its_holder_in(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob, "Laptop")
    browser = await gateway.browser()
    answer = await sign_in(browser, device)
    me = await browser.get("/api/me")

    assert answer.status == 200
    assert answer.body == me.body
    assert me.body["handle"] == "bob"
    assert me.body["ways"] == {"passkeys": 1, "recovery_codes": 0}
    assert me.body["recovery"] is None


async def test_nobody_is_named_before_they_are_known(gateway: Gateway) -> None:
    await add_passkey(await gateway.member("bob"))
    options = (await (await gateway.browser()).post("/api/sign-in/options")).body["options"]

    assert options["rpId"] == "localhost"
    assert options["allowCredentials"] == []
    assert options["userVerification"] == "preferred"


async def test_each_sign_in_has_a_secret_of_its_own(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    secrets = {cookie_of(bob)}
    for _ in range(3):
        secrets.add(cookie_of(await elsewhere(gateway, device)))

    assert len(secrets) == 4


async def test_signing_in_anew_keeps_the_login_session_and_changes_its_secret(
    gateway: Gateway,
) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    room = await bob.post("/api/rooms", {"title": "Talk", "languages": ["en"], "type": "open"})
    await bob.post(f"/api/rooms/{room.body['id']}/join")
    before, old = (await bob.get("/api/sessions")).body, cookie_of(bob)
    again = await sign_in(bob, device)
    after, new = (await bob.get("/api/sessions")).body, cookie_of(bob)
    stolen = await (await gateway.browser()).ask(
        "GET", "/api/me", headers={"Cookie": f"torg-local={old}"}
    )

    assert again.body["lease"]["room_id"] == room.body["id"]
    assert [each["id"] for each in after["sessions"]] == [each["id"] for each in before["sessions"]]
    assert old != new
    assert stolen.code == "not_signed_in"


async def test_a_browser_is_signed_in_as_one_person(gateway: Gateway) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    device = await add_passkey(eva)
    old = cookie_of(bob)
    answer = await sign_in(bob, device)
    before = await (await gateway.browser()).ask(
        "GET", "/api/me", headers={"Cookie": f"torg-local={old}"}
    )

    assert answer.body["handle"] == "eva"
    assert before.code == "not_signed_in"


@pytest.mark.parametrize(
    "forge",
    [
        lambda device: posing(device, origin="https://elsewhere.example"),
        lambda device: posing(device, relying_party="elsewhere.example"),
        lambda device: posing(device, key=Authenticator(device.origin).key),
        lambda device: posing(device, credential_id=b"unknown"),
        lambda device: posing(device, user=bytes(16)),
        lambda device: posing(device, user=b""),
        lambda device: posing(device, flags=VERIFIED),  # nobody was there
        lambda device: posing(device, count=5),  # counts 6 where 7 was seen: a copy
    ],
)
async def test_every_false_answer_fails_alike(
    gateway: Gateway, forge: Callable[[Authenticator], Authenticator]
) -> None:
    bob = await gateway.member("bob")
    device = Authenticator(bob.origin, count=6)
    options = (await bob.post("/api/passkeys/options")).body
    await bob.post("/api/passkeys", {"credential": device.create(options), "name": "Counting"})
    await elsewhere(gateway, device)
    stranger = await gateway.browser()
    false = await sign_in(stranger, forge(device))
    true = await sign_in(stranger, device)

    assert (false.status, false.code) == (401, "sign_in_failed")
    assert set(false.body) == {"type", "title", "status", "code", "request_id"}
    assert "Set-Cookie" not in false.headers
    assert true.status == 200


async def test_a_challenge_is_answered_once_however_many_try(gateway: Gateway) -> None:
    device = await add_passkey(await gateway.member("bob"))
    browsers = [await gateway.browser() for _ in range(8)]
    body = await shown(browsers[0], device)
    answers = await asyncio.gather(*(each.post("/api/sign-in/passkey", body) for each in browsers))

    assert sorted(answer.status for answer in answers) == [200] + [401] * 7


async def test_a_wrong_answer_spends_the_challenge_too(gateway: Gateway) -> None:
    device = await add_passkey(await gateway.member("bob"))
    stranger = await gateway.browser()
    asked = (await stranger.post("/api/sign-in/options")).body
    statuses = [
        (
            await stranger.post(
                "/api/sign-in/passkey",
                {"id": asked["id"], "credential": who.get(asked["options"])},
            )
        ).status
        for who in (posing(device, origin="https://elsewhere.example"), device)
    ]

    assert statuses == [401, 401]


@pytest.mark.parametrize(
    ("after", "status"),
    [(timedelta(minutes=5) - timedelta(microseconds=1), 200), (timedelta(minutes=5), 401)],
)
async def test_a_challenge_lives_five_minutes(
    gateway: Gateway, after: timedelta, status: int
) -> None:
    device = await add_passkey(await gateway.member("bob"))
    browser = await gateway.browser()
    body = await shown(browser, device)
    gateway.clock.forward(after)

    assert (await browser.post("/api/sign-in/passkey", body)).status == status


async def test_a_challenge_for_adding_a_passkey_signs_nobody_in(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    asked = (await bob.post("/api/sign-in/options")).body
    adding = (await bob.post("/api/passkeys/options")).body
    mixed = {"id": asked["id"], "credential": device.get(adding)}

    assert (await bob.post("/api/sign-in/passkey", mixed)).code == "sign_in_failed"


async def test_an_open_page_learns_of_new_ways_in(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    async with bob.socket("/api/feed") as feed:
        await feed.send_json({"watch": "me"})
        before = (await feed.receive_json(timeout=5))["state"]["me"]["ways"]
        await add_passkey(bob)
        after = (await feed.receive_json(timeout=5))["state"]["me"]["ways"]

    assert before == {"passkeys": 0, "recovery_codes": 0}
    assert after == {"passkeys": 1, "recovery_codes": 0}


async def test_the_page_may_use_passkeys_and_no_other_page_may(gateway: Gateway) -> None:
    policy = (await (await gateway.browser()).get("/api/instance")).headers["Permissions-Policy"]

    assert "publickey-credentials-get=(self)" in policy
    assert "publickey-credentials-create=(self)" in policy
