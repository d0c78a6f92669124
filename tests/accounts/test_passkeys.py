"""Keeping passkeys: who may add one, what is kept, and which is the last way in."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.support.authenticator import VERIFIED, Authenticator
from tests.support.gateway import Browser, Gateway
from tests.support.signing import (
    add_passkey,
    elsewhere,
    offer_passkey,
    posing,
    sign_in,
    take_codes,
)

from torg.accounts.rules import PASSKEYS_AT_MOST

INSTANT = timedelta(microseconds=1)
TEN_MINUTES = timedelta(minutes=10)


async def passkeys_of(browser: Browser) -> list[dict[str, object]]:
    answer = await browser.get("/api/passkeys")
    assert answer.status == 200
    listed: list[dict[str, object]] = answer.body["passkeys"]
    return listed


async def test_a_browser_is_asked_for_a_passkey_it_can_find_by_itself(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    options = (await bob.post("/api/passkeys/options")).body

    assert options["rp"] == {"id": "localhost", "name": "Torg"}
    assert options["user"]["name"] == "bob"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "preferred"
    assert options["attestation"] == "none"
    assert options["excludeCredentials"] == []


async def test_a_new_passkey_bears_the_name_the_owner_chose(gateway: Gateway) -> None:
    owner, stranger = await gateway.owner(), await gateway.browser()
    await owner.ask("PATCH", "/api/admin/instance", json={"name": "The Well"})
    own = (await owner.post("/api/passkeys/options")).body
    who = {"handle": "eva", "name": "Eva"}
    waiting = (await stranger.post("/api/waiting/options", who)).body["options"]

    assert own["rp"] == waiting["rp"] == {"id": "localhost", "name": "The Well"}


async def test_a_passkey_is_listed_under_its_name(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob, " Laptop ")
    (fresh,) = await passkeys_of(bob)
    gateway.clock.forward(timedelta(minutes=1))
    await elsewhere(gateway, device)
    (used,) = await passkeys_of(bob)

    assert fresh["name"] == "Laptop"
    assert fresh["last_used_at"] is None
    assert used["last_used_at"] is not None
    assert fresh["id"] == used["id"]


async def test_a_known_passkey_is_not_made_twice(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    options = (await bob.post("/api/passkeys/options")).body
    again = await bob.post(
        "/api/passkeys", {"credential": device.create(options), "name": "Once more"}
    )
    known = device.create(options)["id"]

    assert options["excludeCredentials"] == [{"id": known, "type": "public-key"}]
    assert (again.status, again.code) == (422, "passkey_refused")


async def test_a_passkey_of_somebody_else_is_not_taken_over(gateway: Gateway) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    device = await add_passkey(bob)
    taken = await offer_passkey(eva, posing(device))
    holder = await elsewhere(gateway, device)

    assert taken.code == "passkey_refused"
    assert holder.me["handle"] == "bob"


async def test_a_new_passkey_asks_for_a_sign_in_not_older_than_ten_minutes(
    gateway: Gateway,
) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    gateway.clock.forward(TEN_MINUTES)
    in_time = await bob.post("/api/passkeys/options")
    gateway.clock.forward(INSTANT)
    too_late = await bob.post("/api/passkeys/options")
    codes_too_late = await bob.post("/api/recovery-codes")
    await sign_in(bob, device)
    proved = await bob.post("/api/passkeys/options")

    assert in_time.status == 200
    assert (too_late.status, too_late.code) == (403, "proof_too_old")
    assert (codes_too_late.status, codes_too_late.code) == (403, "proof_too_old")
    assert proved.status == 200


async def test_the_challenge_of_a_new_passkey_lives_five_minutes(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = Authenticator(bob.origin)
    options = (await bob.post("/api/passkeys/options")).body
    body = {"credential": device.create(options), "name": "Late"}
    gateway.clock.forward(timedelta(minutes=5))
    late = await bob.post("/api/passkeys", body)

    assert late.code == "passkey_refused"


async def test_a_wrong_answer_spends_the_challenge_too(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = Authenticator(bob.origin)
    options = (await bob.post("/api/passkeys/options")).body
    wrong = posing(device, origin="https://elsewhere.example").create(options)
    first = await bob.post("/api/passkeys", {"credential": wrong, "name": "Wrong"})
    second = await bob.post("/api/passkeys", {"credential": device.create(options), "name": "Ok"})

    assert (first.code, second.code) == ("passkey_refused", "passkey_refused")


async def test_a_challenge_is_for_the_login_session_that_asked(gateway: Gateway) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    device = Authenticator(bob.origin)
    options = (await bob.post("/api/passkeys/options")).body
    await eva.post("/api/passkeys/options")
    stolen = await eva.post("/api/passkeys", {"credential": device.create(options), "name": "Eva"})

    assert stolen.code == "passkey_refused"


@pytest.mark.parametrize(
    "forge",
    [
        lambda device: posing(device, origin="http://localhost"),
        lambda device: posing(device, relying_party="elsewhere.example"),
        lambda device: posing(device, flags=VERIFIED),  # nobody was there
    ],
)
async def test_a_passkey_made_elsewhere_is_refused(
    gateway: Gateway, forge: Callable[[Authenticator], Authenticator]
) -> None:
    bob = await gateway.member("bob")
    answer = await offer_passkey(bob, forge(Authenticator(bob.origin)))

    assert (answer.status, answer.code) == (422, "passkey_refused")
    assert await passkeys_of(bob) == []


async def test_there_is_an_end_to_passkeys(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    for number in range(PASSKEYS_AT_MOST):
        await add_passkey(bob, f"Key {number}")
        gateway.clock.forward_s(3)  # no flood of requests
    one_more = await bob.post("/api/passkeys/options")

    assert (one_more.status, one_more.code) == (422, "passkey_refused")


async def test_a_removed_passkey_signs_nobody_in(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    lost = await add_passkey(bob, "Lost")
    gateway.clock.forward_s(1)
    await add_passkey(bob, "Kept")
    gone = (await passkeys_of(bob))[0]
    answers = [(await bob.delete(f"/api/passkeys/{gone['id']}")).status for _ in range(2)]
    refused = await sign_in(await gateway.browser(), lost)

    assert answers == [204, 204]
    assert [each["name"] for each in await passkeys_of(bob)] == ["Kept"]
    assert (refused.status, refused.code) == (401, "sign_in_failed")


async def test_the_last_way_in_stays(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    await add_passkey(bob)
    (only,) = await passkeys_of(bob)
    alone = await bob.delete(f"/api/passkeys/{only['id']}")
    kept = await passkeys_of(bob)
    await take_codes(bob)
    beside_codes = await bob.delete(f"/api/passkeys/{only['id']}")

    assert (alone.status, alone.code) == (409, "last_way_in")
    assert kept == [only]
    assert beside_codes.status == 204


async def test_of_two_passkeys_removed_at_once_one_stays(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    for name in ("Laptop", "Phone"):
        await add_passkey(bob, name)
    both = [each["id"] for each in await passkeys_of(bob)]
    answers = await asyncio.gather(*(bob.delete(f"/api/passkeys/{each}") for each in both))

    assert sorted(answer.status for answer in answers) == [204, 409]
    assert len(await passkeys_of(bob)) == 1


async def test_of_many_answers_to_one_challenge_one_is_kept(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    options = (await bob.post("/api/passkeys/options")).body
    bodies = [
        {"credential": Authenticator(bob.origin).create(options), "name": f"Key {number}"}
        for number in range(6)
    ]
    answers = await asyncio.gather(*(bob.post("/api/passkeys", body) for body in bodies))

    assert sorted(answer.status for answer in answers) == [201] + [422] * 5
    assert len(await passkeys_of(bob)) == 1


async def test_the_passkeys_of_others_are_not_there(gateway: Gateway) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    await add_passkey(bob)
    (his,) = await passkeys_of(bob)
    answer = await eva.delete(f"/api/passkeys/{his['id']}")
    unreadable = await eva.delete("/api/passkeys/1")

    assert answer.status == 204
    assert (unreadable.status, unreadable.code) == (404, "not_found")
    assert await passkeys_of(bob) == [his]
    assert await passkeys_of(eva) == []
