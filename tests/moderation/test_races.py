"""P30, S2: what admins do at the same moment as others ends in one order, never in both."""

import asyncio
from uuid import UUID

import pytest
from tests.support.admins import an_admin, lift, suspend
from tests.support.appealing import banned, suspended
from tests.support.gateway import Gateway
from tests.support.reports import a_talk, decide, reported
from tests.support.rooms import open_room

from torg.kit.ids import RoomId
from torg.media.repository import Leases


async def test_of_two_admins_who_decide_at_once_one_decides(gateway: Gateway) -> None:
    owner, ada = await gateway.owner(), await an_admin(gateway)
    ana, bob = await gateway.member("ana"), await gateway.member("bob")
    made = await reported(ana, await a_talk(ana, bob), bob)
    answers = await asyncio.gather(
        *(decide(admin, made, "warning") for admin in (owner, ada) for _ in range(3))
    )

    assert sorted(answer.status for answer in answers) == [204] + [409] * 5


async def test_nobody_enters_a_room_past_a_suspension(gateway: Gateway) -> None:
    owner = await gateway.owner()
    room = await open_room(owner)
    members = [await gateway.member(f"bob{n}") for n in range(8)]
    await asyncio.gather(
        *(each.post(f"/api/rooms/{room}/join") for each in members),
        *(suspend(owner, each) for each in members),
        *(each.post(f"/api/rooms/{room}/join") for each in members),
    )
    async with gateway.database.reading() as transaction:
        live = await Leases(transaction).live_in(RoomId(UUID(room)))
    answers = [(await each.post(f"/api/rooms/{room}/join")).code for each in members]

    assert live == ()
    assert answers == ["not_signed_in"] * 8


async def test_an_invitation_is_not_used_past_the_suspension_of_its_inviter(
    gateway: Gateway,
) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    invitation, token = await gateway.invitation(bob)
    newcomer = await gateway.browser()
    body = {"token": token, "handle": "ben", "name": "Ben", "languages": ["en"]}
    joined, suspended = await asyncio.gather(
        newcomer.post(f"/api/invitations/{invitation}/redeem", body),
        suspend(owner, bob, branch=True),
    )
    is_in = (await newcomer.get("/api/me")).status == 200

    assert suspended.status == 200
    assert not is_in
    assert suspended.body["count"] == (2 if joined.status == 201 else 1)


@pytest.mark.parametrize("by_a_report", [False, True])
async def test_an_appeal_and_the_end_of_its_suspension_stand_in_one_order(
    gateway: Gateway, *, by_a_report: bool
) -> None:
    bob = (await banned(gateway))[0] if by_a_report else await suspended(gateway)
    owner, ada = await gateway.owner(), await an_admin(gateway)
    ticket = await bob.ticket()
    made, *answers = await asyncio.gather(
        bob.appeals(ticket), lift(owner, bob.browser), suspend(ada, bob.browser)
    )
    told = await bob.knocks()

    assert made in {(204, None), (404, "appeal_ticket_dead")}
    assert [each.status for each in answers] == [204, 204]
    assert told.status in {200, 403}
