"""Letting in who waits: whose invitation it costs, and how the newcomer comes back."""

import asyncio

from sqlalchemy import select
from tests.support.authenticator import Authenticator
from tests.support.gateway import Gateway
from tests.support.reserving import (
    a_wish,
    let_in,
    listed,
    made_passkey,
    reserve,
    sign_in_by_code,
    standing,
)
from tests.support.signing import sign_in

from torg.invitations.models import AdmissionRow


async def test_who_is_let_in_signs_in_by_a_code_they_were_given_before(gateway: Gateway) -> None:
    bob, anna = await gateway.member("bob"), await gateway.browser()
    reserved = await reserve(anna, "anna", "bob")
    answer = await let_in(bob, reserved)
    look = await standing(anna, "anna", reserved["codes"][0])
    signed_in = await sign_in_by_code(anna, "anna", reserved["codes"][0])

    assert (answer.status, answer.body["handle"]) == (201, "anna")
    assert look.body == {"state": "let_in", "handle": "anna", "expires_at": None}
    assert signed_in.status == 200
    assert signed_in.body["id"] == answer.body["id"] == reserved["reservation_id"]
    assert signed_in.body["ways"]["recovery_codes"] == 9
    assert signed_in.body["languages"] == ["is"]


async def test_who_is_let_in_signs_in_by_the_passkey_they_made_before(gateway: Gateway) -> None:
    bob, anna = await gateway.member("bob"), await gateway.browser()
    device = Authenticator(gateway.origin)
    wish = a_wish("anna", "bob", passkey=await made_passkey(anna, device, "anna"))
    reserved = (await anna.post("/api/waiting", wish)).body
    early = await sign_in(anna, device)
    await let_in(bob, reserved)
    signed_in = await sign_in(anna, device)

    assert early.status == 401
    assert (signed_in.status, signed_in.body["handle"]) == (200, "anna")
    assert signed_in.body["ways"] == {"passkeys": 1, "recovery_codes": 10}


async def test_nobody_signs_in_by_a_code_before_they_are_let_in(gateway: Gateway) -> None:
    anna = await gateway.browser()
    reserved = await reserve(anna, "anna")

    assert (await sign_in_by_code(anna, "anna", reserved["codes"][0])).status == 401


async def test_letting_in_costs_one_invitation_and_stands_in_the_tree(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    reserved = await reserve(await gateway.browser(), "anna", "bob")
    before = (await bob.get("/api/invitations")).body["left"]
    member = (await let_in(bob, reserved)).body
    after = (await bob.get("/api/invitations")).body
    async with gateway.database.reading() as transaction:
        query = select(AdmissionRow.inviter_id).where(
            AdmissionRow.invitation_id.in_(select(AdmissionRow.invitation_id)),
        )
        inviters = [str(each) for each in await transaction.session.scalars(query)]

    assert after["left"] == before - 1
    assert [(each["state"], each["member"]) for each in after["invitations"]] == [
        ("joined", member)
    ]
    assert bob.me["id"] in inviters


async def test_who_has_no_invitation_left_lets_nobody_in(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    stranger = await gateway.browser()
    for name in ("one", "two"):
        assert (await let_in(bob, await reserve(stranger, name, "bob"))).status == 201
    third = await reserve(stranger, "three", "bob")

    assert (await let_in(bob, third)).code == "quota_spent"
    assert await listed(bob) == ["three"]


async def test_only_who_is_named_or_an_admin_lets_in(gateway: Gateway) -> None:
    owner, eva = await gateway.owner(), await gateway.member("eva")
    reserved = await reserve(await gateway.browser(), "anna", "bob")
    unknown = await let_in(eva, {"reservation_id": eva.me["id"]})
    unseen = await let_in(eva, reserved)

    assert unseen.status == unknown.status == 404
    assert unseen.body | {"request_id": ""} == unknown.body | {"request_id": ""}
    assert (await let_in(owner, reserved)).status == 201


async def test_who_declined_does_not_let_in(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    reserved = await reserve(await gateway.browser(), "anna", "bob")
    await bob.post(f"/api/waiting/{reserved['reservation_id']}/decline")

    assert (await let_in(bob, reserved)).status == 404


async def test_of_two_who_let_in_at_once_one_spends_an_invitation(gateway: Gateway) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    reserved = await reserve(await gateway.browser(), "anna", "bob", "eva")
    answers = await asyncio.gather(let_in(bob, reserved), let_in(eva, reserved))
    left = [(await who.get("/api/invitations")).body["left"] for who in (bob, eva)]

    assert sorted(answer.status for answer in answers) == [201, 404]
    assert sorted(left) == [1, 2]


async def test_who_finds_the_handle_taken_gets_the_nearest_free_one(gateway: Gateway) -> None:
    bob, stranger = await gateway.member("bob"), await gateway.browser()
    reserved = await reserve(stranger, "bob", "bob")
    answer = await let_in(bob, reserved)
    look = await standing(stranger, "bob", reserved["codes"][0])

    assert answer.body["handle"] == "bob2"
    assert look.body == {"state": "let_in", "handle": "bob2", "expires_at": None}
    assert (await sign_in_by_code(stranger, "bob2", reserved["codes"][0])).status == 200


async def test_a_passkey_another_member_has_keeps_nobody_out(gateway: Gateway) -> None:
    bob, stranger = await gateway.member("bob"), await gateway.browser()
    device = Authenticator(gateway.origin)
    options = await bob.post("/api/passkeys/options")
    credential = device.create(options.body)
    await bob.post("/api/passkeys", {"credential": credential, "name": "Bob's"})
    wish = a_wish("anna", "bob", passkey=await made_passkey(stranger, device, "anna"))
    reserved = (await stranger.post("/api/waiting", wish)).body
    answer = await let_in(bob, reserved)
    signed_in = await sign_in_by_code(stranger, "anna", reserved["codes"][0])

    assert answer.status == 201
    assert signed_in.body["ways"] == {"passkeys": 0, "recovery_codes": 9}
