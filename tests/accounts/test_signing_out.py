"""Signing out ends everything the login session held open."""

from uuid import UUID

import aiohttp
from sqlalchemy import select
from tests.support.gateway import Gateway

from torg.accounts.repository import LoginSessions
from torg.kit.ids import AccountId
from torg.media.models import LeaseRow


async def test_signing_out_leaves_the_room(gateway: Gateway) -> None:
    owner = await gateway.owner()
    bob = await gateway.member("bob")
    room = await owner.post("/api/rooms", {"title": "Talk", "languages": ["en"], "type": "open"})
    path = f"/api/rooms/{room.body['id']}"
    await bob.post(f"{path}/join")
    listening = (await owner.get(path)).body["listening"]
    await bob.delete("/api/session")
    left = (await owner.get(path)).body["listening"]
    async with gateway.database.reading() as transaction:
        lease = await transaction.session.scalar(select(LeaseRow))

    assert (listening, left) == (1, 0)
    assert lease is not None
    assert lease.end_reason == "signed_out"


async def test_signing_out_closes_the_feed(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    async with bob.socket("/api/feed") as feed:
        await feed.send_json({"watch": "me"})
        await feed.receive_json()
        await bob.delete("/api/session")
        while (message := await feed.receive()).type is aiohttp.WSMsgType.TEXT:
            pass

    assert message.type is aiohttp.WSMsgType.CLOSE
    assert message.data == 4001


async def test_signing_out_is_for_one_browser_only(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    async with gateway.database.transaction() as transaction:
        account = AccountId(UUID(bob.me["id"]))
        await LoginSessions(transaction).open(account, "elsewhere", gateway.clock.now())
    elsewhere = {"Cookie": "torg-local=elsewhere"}
    await bob.delete("/api/session")
    stranger = await gateway.browser()

    assert (await stranger.ask("GET", "/api/me", headers=elsewhere)).body["handle"] == "bob"
