"""What a newcomer to the demo sees of its members: faces, ties, and who asks for them."""

from io import BytesIO

import pytest
from PIL import Image
from tests.support.clock import NOON
from tests.support.gateway import Gateway

from torg.accounts.account import Account
from torg.accounts.photos import SIDE
from torg.demo.characters import COMMUNITY, FOLLOWS, SARA, WAITING, WELCOMING, Character
from torg.demo.newcomers import newcomers, welcome
from torg.demo.portraits import PORTRAITS, drawn
from torg.demo.settling import settle

PHOTO_BYTES = 10_000


async def settled(gateway: Gateway) -> tuple[Account, ...]:
    signed_in = await settle(gateway.database, gateway.app.state.instance_key, NOON)
    return tuple(signed_in[who][0] for who in WELCOMING)


async def welcomed(gateway: Gateway, hosts: tuple[Account, ...], handle: str) -> None:
    async with gateway.database.transaction() as transaction:
        await welcome(transaction, hosts, handle, NOON)


@pytest.mark.parametrize("who", COMMUNITY, ids=lambda who: who.handle)
def test_a_portrait_is_small_square_and_always_the_same(who: Character) -> None:
    image = drawn(PORTRAITS[who])

    with Image.open(BytesIO(image)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (SIDE, SIDE))
    assert len(image) < PHOTO_BYTES
    assert drawn(PORTRAITS[who]) == image


async def test_a_member_has_a_face_a_biography_and_a_nomination(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await settled(gateway)
    await settled(gateway)
    profile = (await owner.get("/api/members/karl_demo")).body

    assert profile["person"]["photo"]
    assert profile["bio"]
    assert profile["nominated_by"]["handle"] == SARA.handle
    assert profile["following"] == sum(one.handle == "karl_demo" for one, _ in FOLLOWS)


async def test_a_newcomer_is_followed_and_asked_for_once(gateway: Gateway) -> None:
    owner = await gateway.owner()
    hosts = await settled(gateway)
    await welcomed(gateway, hosts, "owner")
    await welcomed(gateway, hosts, "owner")
    waiting = (await owner.get("/api/waiting")).body["reservations"]
    inbox = (await owner.get("/api/inbox")).body
    followers = (await owner.get("/api/members/owner/followers")).body["people"]

    assert {one["handle"] for one in waiting} == {who.handle for who in WAITING}
    assert all(one["names_me"] for one in waiting)
    assert [notice["kind"] for notice in inbox["notices"]] == ["waiting", "waiting"]
    assert {person["handle"] for person in followers} == {who.handle for who in WELCOMING}


async def test_who_has_blocked_a_host_is_left_in_peace(gateway: Gateway) -> None:
    owner = await gateway.owner()
    hosts = await settled(gateway)
    await owner.put(f"/api/members/{hosts[0].id}/block")
    await welcomed(gateway, hosts, "owner")

    assert (await owner.get("/api/waiting")).body["reservations"] == []


async def test_the_community_itself_is_no_newcomer(gateway: Gateway) -> None:
    await gateway.owner()
    await settled(gateway)

    assert await anext(newcomers(gateway.database)) == "owner"
