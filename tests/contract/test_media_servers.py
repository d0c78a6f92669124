"""One suite for the media server without sound and for our own: the fake keeps the promise."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest
from livekit.protocol import models, rtc
from tests.support.media import KEY, SECRET, a_fake_media
from tests.support.signalling import Signalling, a_signalling, close_code, eventually, read
from tests.support.torg_media import a_torg_media

from torg.kit.ids import RoomId
from torg.media.client import LiveKit, connected
from torg.media.leases import HEARS, SPEAKS, Lease, Participant
from torg.stage.roles import Role

RACES = 20
Gone = models.DisconnectReason
SERVERS = {"without sound": a_fake_media, "torg media": a_torg_media}


@pytest.fixture(params=SERVERS)
async def doors(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Signalling]:
    """A gateway's media part before each media server."""
    path = tmp_path / "media.sock"
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(SERVERS[request.param](path))
        yield await stack.enter_async_context(a_signalling(tmp_path, path))


@pytest.fixture
async def media(doors: Signalling) -> AsyncIterator[LiveKit]:
    """A second pair of eyes on the media server."""
    async with connected(doors.target, KEY, SECRET) as client:
        yield client


async def listed(media: LiveKit, room: RoomId) -> dict[str, Participant]:
    return {one.identity: one for one in await media.participants(str(room))}


async def until_listed(media: LiveKit, room: RoomId, expected: set[str]) -> None:
    async with asyncio.timeout(10):
        while set(await listed(media, room)) != expected:  # noqa: ASYNC110 - it is asked for
            await asyncio.sleep(0.01)


async def until_granted(media: LiveKit, lease: Lease, role: Role, *, held: bool = False) -> None:
    expected = SPEAKS if role.is_on_stage and not held else HEARS
    async with asyncio.timeout(10):
        while (await listed(media, lease.room))[lease.id].grant != expected:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)


async def said(socket: aiohttp.ClientWebSocketResponse, kind: str) -> rtc.SignalResponse:
    """Read on until the media server says this."""
    while True:
        message = await read(socket)
        if message.WhichOneof("message") == kind:
            return message


@pytest.mark.parametrize("role", Role)
async def test_a_lease_joins_its_room_with_the_grant_of_its_role(
    doors: Signalling, media: LiveKit, role: Role
) -> None:
    lease = await doors.a_lease(role=role)
    join = (await read(await doors.connect(lease))).join

    there = await listed(media, lease.room)
    assert (join.participant.identity, join.room.name) == (lease.id, str(lease.room))
    assert set(there) == {lease.id}
    assert there[lease.id].grant == (SPEAKS if role.is_on_stage else HEARS)


async def test_what_a_client_injects_changes_nobodys_identity_or_grant(
    doors: Signalling, media: LiveKit
) -> None:
    lease = await doors.a_lease()
    injected = {"publish": "x", "attributes": "eyJhIjoiYiJ9", "join_request": "AA", "room": "y"}
    join = (await read(await doors.connect(lease, injected))).join

    there = await listed(media, lease.room)
    assert set(there) == {lease.id}
    assert there[lease.id].grant == HEARS
    assert not join.participant.attributes


async def test_a_change_of_role_becomes_the_grant(doors: Signalling, media: LiveKit) -> None:
    lease = await doors.a_lease()
    await doors.joined(lease)
    for role, held in (
        (Role.SPEAKER, False),
        (Role.SPEAKER, True),
        (Role.MODERATOR, False),
        (Role.LISTENER, False),
    ):
        await doors.set_role(lease, role, held=held)
        await until_granted(media, lease, role, held=held)


async def test_a_newer_socket_of_a_lease_replaces_the_older(
    doors: Signalling, media: LiveKit
) -> None:
    lease = await doors.a_lease()
    older = await doors.joined(lease)
    newer = await doors.joined(lease)
    farewell = (await said(older, "leave")).leave
    await close_code(older)
    await newer.send_bytes(rtc.SignalRequest(ping_req=rtc.Ping(timestamp=1)).SerializeToString())

    assert farewell.reason == Gone.DUPLICATE_IDENTITY
    await until_listed(media, lease.room, {lease.id})


async def test_who_is_removed_is_told_and_never_comes_back(
    doors: Signalling, media: LiveKit
) -> None:
    room = await doors.a_room()
    gone, stays = await doors.a_lease(room), await doors.a_lease(room)
    socket, _ = await doors.joined(gone), await doors.joined(stays)
    await doors.end(gone)

    assert (await said(socket, "leave")).leave.reason == Gone.PARTICIPANT_REMOVED
    await close_code(socket)
    await until_listed(media, room, {stays.id})
    assert (await doors.knock({"access_token": doors.token(gone)}))[0] == 404


async def test_the_end_of_a_room_ends_it_at_media(doors: Signalling, media: LiveKit) -> None:
    room = await doors.a_room()
    leases = [await doors.a_lease(room) for _ in range(2)]
    sockets = [await doors.joined(lease) for lease in leases]
    await doors.end_all(room)

    for socket in sockets:
        assert (await said(socket, "leave")).leave.reason == Gone.ROOM_DELETED
        await close_code(socket)
    assert str(room) not in await media.rooms()


async def test_who_came_in_past_the_gateway_is_removed(doors: Signalling, media: LiveKit) -> None:
    room = await doors.a_room()
    lease, ended = await doors.a_lease(room), await doors.a_lease(room)
    await doors.joined(lease)
    await doors.end(ended)
    past = await media.signalling({}, doors.keys.inner_token(ended, doors.clock.now()))
    await read(past)

    await until_listed(media, room, {lease.id})
    await past.close()


async def test_a_removal_raced_with_reconnects_holds(doors: Signalling, media: LiveKit) -> None:
    room = await doors.a_room()
    stays = await doors.a_lease(room)
    await doors.joined(stays)
    for _ in range(RACES):
        lease = await doors.a_lease(room)
        await doors.joined(lease)
        _, status = await asyncio.gather(doors.end(lease), _knocks(doors, lease))

        assert status in {101, 404}
        assert await _knocks(doors, lease) == 404
    await until_listed(media, room, {stays.id})
    await eventually(lambda: doors.sockets.rooms() == {room})


async def _knocks(doors: Signalling, lease: Lease) -> int:
    try:
        await doors.connect(lease)
    except aiohttp.WSServerHandshakeError as refusal:
        return refusal.status
    return 101
