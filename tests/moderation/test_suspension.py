"""Suspension: who is suspended cannot act, is told so only after a right proof, and comes back."""

from datetime import timedelta

import pytest
from tests.support.admins import an_admin, lift, log_of, suspend
from tests.support.gateway import Browser, Gateway
from tests.support.signing import add_passkey, sign_in, take_codes


async def test_a_suspended_member_is_signed_out(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    answer = await suspend(await an_admin(gateway), bob)

    assert answer.status == 204
    assert (await bob.get("/api/me")).code == "not_signed_in"


async def test_a_right_proof_is_answered_with_until_when(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    await suspend(await gateway.owner(), bob, days=3)
    answer = await sign_in(await gateway.browser(), device)

    assert (answer.status, answer.code) == (403, "suspended")
    assert answer.body["retry_after"] == 3 * 86_400
    assert "Set-Cookie" not in answer.headers


async def test_until_it_is_lifted_has_no_date(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    code, *_ = await take_codes(bob)
    await suspend(await gateway.owner(), bob)
    answer = await by_code(await gateway.browser(), code)

    assert answer == (403, "suspended")


async def test_a_refused_sign_in_spends_no_recovery_code(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    owner = await gateway.owner()
    code, *_ = await take_codes(bob)
    await suspend(owner, bob)
    refused = await by_code(await gateway.browser(), code)
    await lift(owner, bob)

    assert refused == (403, "suspended")
    assert await by_code(await gateway.browser(), code) == (200, None)


async def test_a_wrong_proof_tells_nothing(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    await take_codes(bob)
    await suspend(await gateway.owner(), bob)
    wrong = "0000-0000-0000-0000-0000-0000-0000-0000"

    assert await by_code(await gateway.browser(), wrong) == (401, "sign_in_failed")


@pytest.mark.parametrize(("seconds", "status"), [(-1, 403), (0, 200)])
async def test_a_suspension_ends_by_the_clock(gateway: Gateway, seconds: int, status: int) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    await suspend(await gateway.owner(), bob, days=1)
    await gateway.forward(timedelta(days=1, seconds=seconds))

    assert (await sign_in(bob, device)).status == status


async def test_who_comes_back_after_a_suspension_can_enter_rooms(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    await suspend(await gateway.owner(), bob, days=1)
    await gateway.forward(timedelta(days=1))
    await sign_in(bob, device)
    room = await bob.post("/api/rooms", {"title": "Back", "languages": ["en"], "type": "open"})

    assert (await bob.post(f"/api/rooms/{room.body['id']}/join")).status == 200


async def test_a_lifted_suspension_is_told_in_the_inbox(gateway: Gateway) -> None:
    bob, owner = await gateway.member("bob"), await gateway.owner()
    device = await add_passkey(bob)
    await suspend(owner, bob)
    lifted = await lift(owner, bob)
    await sign_in(bob, device)
    notices = (await bob.get("/api/inbox")).body["notices"]

    assert lifted.status == 204
    assert "suspension_lifted" in [notice["kind"] for notice in notices]


async def test_what_is_not_suspended_can_be_lifted_without_a_trace(gateway: Gateway) -> None:
    bob, owner = await gateway.member("bob"), await gateway.owner()
    answer = await lift(owner, bob)

    assert answer.status == 204
    assert "suspension_lifted" not in [entry["act"] for entry in await log_of(owner)]


async def test_pending_invitations_of_the_suspended_are_dead(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    invitation, token = await gateway.invitation(bob)
    await suspend(await gateway.owner(), bob)
    stranger = await gateway.browser()
    answer = await stranger.post(f"/api/invitations/{invitation}/look", {"token": token})

    assert (answer.status, answer.code) == (404, "invitation_dead")


async def test_a_suspension_is_in_the_log_with_its_reason(gateway: Gateway) -> None:
    bob, owner = await gateway.member("bob"), await gateway.owner()
    device = await add_passkey(bob)
    await suspend(owner, bob, days=1)
    await gateway.forward(timedelta(days=1))
    await sign_in(bob, device)
    (entry,) = await log_of(bob, "/api/audit")

    assert entry["act"] == "suspended"
    assert entry["actor"]["handle"] == "owner"
    assert entry["target"]["handle"] == "bob"
    assert (entry["room"], entry["reason"]) == (None, "Shouting")


async def test_an_admin_is_suspended_by_the_owner_only(gateway: Gateway) -> None:
    ada, eve = await an_admin(gateway), await an_admin(gateway, "eve")
    by_admin = await suspend(ada, eve)
    of_owner = await suspend(ada, await gateway.owner())
    by_owner = await suspend(await gateway.owner(), eve)

    assert (by_admin.code, of_owner.code) == ("not_allowed", "not_allowed")
    assert by_owner.status == 204


async def test_an_unknown_member_is_not_there(gateway: Gateway) -> None:
    owner = await gateway.owner()
    path = "/api/admin/members/00000000-0000-4000-8000-000000000000/suspension"
    answer = await owner.post(path, {"days": None, "reason": "Shouting"})

    assert (answer.status, answer.code) == (404, "member_not_found")


@pytest.mark.parametrize(
    "body",
    [
        {"days": 0, "reason": "x"},
        {"days": 3_651, "reason": "x"},
        {"days": None, "reason": " "},
        {"days": None, "reason": "x" * 501},
        {"days": None},
        {"reason": "x"},
        {"days": True, "reason": "x", "more": 1},
    ],
)
async def test_a_suspension_needs_its_terms_and_a_reason(
    gateway: Gateway, body: dict[str, object]
) -> None:
    bob = await gateway.member("bob")
    owner = await gateway.owner()
    answer = await owner.post(f"/api/admin/members/{bob.me['id']}/suspension", body)

    assert (answer.status, answer.code) == (422, "validation")


async def by_code(browser: Browser, code: str) -> tuple[int, str | None]:
    """Try to sign bob in by a recovery code."""
    answer = await browser.post("/api/sign-in/recovery", {"handle": "bob", "code": code})
    return answer.status, answer.code
