"""C13, S3: suspended on three devices, and all they held is dead within a second."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID

import aiohttp
import pytest
from sqlalchemy import select, update
from tests.support.admins import suspend
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import open_room
from tests.support.signalling import eventually, read
from tests.support.signing import add_passkey, elsewhere
from tests.support.waiting import until

from torg.accounts.models import AccountRow
from torg.media.models import LeaseRow

End = Callable[[Gateway, Browser], Awaitable[None]]


async def _by_the_owner(gateway: Gateway, bob: Browser) -> None:
    answer = await suspend(await gateway.owner(), bob)
    assert answer.status == 204


async def _with_a_branch(gateway: Gateway, bob: Browser) -> None:
    answer = await suspend(await gateway.owner(), bob, branch=True)
    assert answer.body["count"] == 1


async def _with_nobody_told(gateway: Gateway, bob: Browser) -> None:
    """Suspend as another gateway would whose news do not arrive: only the row is written."""
    async with gateway.database.transaction() as transaction:
        row = update(AccountRow).where(AccountRow.id == UUID(bob.me["id"]))
        await transaction.session.execute(row.values(suspended_at=gateway.clock.now()))


@pytest.mark.parametrize("end", [_by_the_owner, _with_a_branch, _with_nobody_told])
async def test_all_devices_of_the_suspended_are_dead_within_a_second(
    gateway: Gateway, end: End
) -> None:
    # The media server reads its tokens by the machine's own clock.
    await gateway.forward(datetime.now(UTC) - gateway.clock.now())
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    devices = [bob, await elsewhere(gateway, device), await elsewhere(gateway, device)]
    room = await open_room(await gateway.owner())
    ticket = (await devices[1].post(f"/api/rooms/{room}/join")).body
    rtc = f"/rtc?access_token={ticket['token']}"
    async with (
        devices[0].socket("/api/feed") as first,
        devices[1].socket("/api/feed") as second,
        devices[2].socket("/api/feed") as third,
        devices[1].socket(rtc) as signalling,
    ):
        await read(signalling)
        in_the_room = ticket["lease_id"] in gateway.media.people(room)
        await end(gateway, bob)
        async with asyncio.timeout(1):
            farewells = [await farewell(feed) for feed in (first, second, third)]
            while (await signalling.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
            await eventually(lambda: not gateway.media.people(room))
            refused = await (await gateway.browser()).get(
                f"/rtc/validate?access_token={ticket['token']}"
            )
            answers = [(await each.get("/api/me")).code for each in devices]
            ended_as = await until(lambda: end_of_the_lease(gateway))

    assert in_the_room
    assert farewells == [4001] * 3
    assert signalling.closed
    assert (refused.status, refused.body) == (404, "requested room does not exist")
    assert answers == ["not_signed_in"] * 3
    assert ended_as == "signed_out"


async def test_others_go_on_talking(gateway: Gateway) -> None:
    await gateway.forward(datetime.now(UTC) - gateway.clock.now())
    owner, bob, eva = (
        await gateway.owner(),
        await gateway.member("bob"),
        await gateway.member("eva"),
    )
    room = await open_room(owner)
    await bob.post(f"/api/rooms/{room}/join")
    hers = (await eva.post(f"/api/rooms/{room}/join")).body
    await suspend(owner, bob)

    assert (await eva.get("/api/me")).body["lease"]["lease_id"] == hers["lease_id"]


async def farewell(feed: aiohttp.ClientWebSocketResponse) -> int | None:
    """Read a feed to its end; give the close code."""
    while (message := await feed.receive()).type is aiohttp.WSMsgType.TEXT:
        pass
    code: int | None = message.data
    return code


async def end_of_the_lease(gateway: Gateway) -> str | None:
    """Say why the lease ended: by the departure, or by the round that looks for strays."""
    async with gateway.database.reading() as transaction:
        reason: str | None = await transaction.session.scalar(select(LeaseRow.end_reason))
    return reason
