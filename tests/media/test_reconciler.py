"""The lease is the truth: what the media server does otherwise is set right within a second."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from livekit.protocol import models
from prometheus_client import REGISTRY
from tests.support.media import FakeMedia
from tests.support.signalling import Signalling, close_code, eventually, read

from torg.errors import MediaAway
from torg.kit.fresh import new_uuid
from torg.media.client import permission_of
from torg.media.leases import HEARS, SPEAKS, Grant, Lease, Lost, Observed
from torg.stage.roles import Role
from torg.stage.state import EndReason, Mic, Presence

RACES = 50


def orphans() -> float:
    return REGISTRY.get_sample_value("torg_media_orphans_total") or 0.0


def is_right(fake: FakeMedia, lease: Lease, grant: Grant) -> bool:
    return fake.rooms[str(lease.room)][lease.id].info.permission == permission_of(grant)


@pytest.mark.parametrize("identity", ["nobody", "#", "ana#publish"])
async def test_an_identity_without_a_lease_is_removed_and_counted(
    doors: Signalling, fake: FakeMedia, identity: str
) -> None:
    lease = await doors.a_lease()
    await doors.joined(lease)
    before = orphans()
    fake.put(str(lease.room), identity, permission_of(HEARS))

    await eventually(lambda: fake.people(str(lease.room)) == {lease.id})
    assert orphans() == before + 1


async def test_who_hides_is_removed(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    hidden = replace(HEARS, hidden=True)
    fake.rooms[str(lease.room)][lease.id].info.permission.CopyFrom(permission_of(hidden))

    assert (await read(socket)).leave.reason == models.DisconnectReason.PARTICIPANT_REMOVED


async def test_who_may_more_than_the_role_is_set_right(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()
    await doors.joined(lease)
    fake.rooms[str(lease.room)][lease.id].info.permission.CopyFrom(permission_of(SPEAKS))

    await eventually(lambda: is_right(fake, lease, HEARS))


async def test_a_change_of_role_reaches_media_at_once(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()
    await doors.joined(lease)
    await doors.set_role(lease, Role.SPEAKER)
    await eventually(lambda: is_right(fake, lease, SPEAKS))
    await doors.set_role(lease, Role.SPEAKER, held=True)
    await eventually(lambda: is_right(fake, lease, HEARS))
    await doors.set_role(lease, Role.SPEAKER)
    await eventually(lambda: is_right(fake, lease, SPEAKS))
    await doors.set_role(lease, Role.LISTENER)

    await eventually(lambda: is_right(fake, lease, HEARS))


async def test_who_is_removed_reads_why_and_is_cut(doors: Signalling, fake: FakeMedia) -> None:
    room = await doors.a_room()
    gone, stays = await doors.a_lease(room), await doors.a_lease(room)
    socket, _ = await doors.joined(gone), await doors.joined(stays)
    token = doors.token(gone)
    await doors.end(gone)

    assert (await read(socket)).leave.reason == models.DisconnectReason.PARTICIPANT_REMOVED
    assert await close_code(socket) is not None
    assert fake.people(str(room)) == {stays.id}
    assert (await doors.knock({"access_token": token}))[0] == 404


async def test_a_client_that_ignores_its_removal_is_cut(doors: Signalling, fake: FakeMedia) -> None:
    room = await doors.a_room()
    gone, stays = await doors.a_lease(room), await doors.a_lease(room)
    socket, _ = await doors.joined(gone), await doors.joined(stays)
    # A media server that takes someone out without a word, as a cluster's other node might.
    fake.rooms[str(room)].pop(gone.id)
    await doors.end(gone)

    assert await close_code(socket) == 1000


async def test_the_end_of_a_room_sends_everyone_away(doors: Signalling, fake: FakeMedia) -> None:
    room = await doors.a_room()
    leases = [await doors.a_lease(room) for _ in range(3)]
    sockets = [await doors.joined(lease) for lease in leases]
    for lease in leases:
        await doors.end(lease, EndReason.ROOM_ENDED)

    for socket in sockets:
        assert await close_code(socket) is not None
    await eventually(lambda: str(room) not in fake.rooms)
    await eventually(lambda: not doors.sockets.rooms())


async def test_a_room_without_leases_is_deleted_and_foreign_rooms_are_left_alone(
    doors: Signalling, fake: FakeMedia
) -> None:
    assert not doors.sockets.rooms()
    stale = str(new_uuid())
    fake.put(stale, "ghost", permission_of(SPEAKS))
    fake.put("somebody else's", "them", permission_of(SPEAKS))

    await eventually(lambda: stale not in fake.rooms)
    assert fake.people("somebody else's") == {"them"}


async def test_the_media_server_hears_from_us_while_no_room_is_open(
    doors: Signalling, fake: FakeMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torg.media.reconciler.SWEEP_EVERY_S", 0.01)

    await eventually(lambda: fake.calls.count("ListRooms") >= 3)
    assert doors.reconciler.is_confirmed


async def test_a_removal_in_the_same_instant_as_a_connect_wins(
    doors: Signalling, fake: FakeMedia
) -> None:
    room = await doors.a_room()
    lease, stays = await doors.a_lease(room), await doors.a_lease(room)
    await doors.joined(stays)

    async def removal() -> None:
        fake.before_join = None
        await doors.end(lease)

    fake.before_join = removal
    socket = await doors.connect(lease)

    assert (await socket.receive()).data in {1000, None}
    await eventually(lambda: fake.people(str(room)) == {stays.id})


async def test_a_removal_raced_with_reconnects_holds(doors: Signalling, fake: FakeMedia) -> None:
    room = await doors.a_room()
    await doors.joined(await doors.a_lease(room))
    staying = set(fake.people(str(room)))
    for _ in range(RACES):
        lease = await doors.a_lease(room)
        first = await doors.joined(lease)
        again = asyncio.create_task(_connects(doors, lease))
        await asyncio.gather(doors.end(lease), again)

        for socket in (first, again.result()):
            assert socket is None or await close_code(socket) is not None
        assert await _connects(doors, lease) is None
    await eventually(lambda: fake.people(str(room)) == staying)


async def _connects(doors: Signalling, lease: Lease) -> aiohttp.ClientWebSocketResponse | None:
    try:
        return await doors.connect(lease)
    except aiohttp.WSServerHandshakeError as refusal:
        if refusal.status != 404:
            raise
        return None


async def test_with_media_away_nobody_is_confirmed_and_nobody_is_lost(
    doors: Signalling, fake: FakeMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (
        ("torg.media.watch.UNCONFIRMED_AFTER_S", 0.05),
        ("torg.media.watch.EVERY_S", 0.01),
        ("torg.media.reach.CONFIRMED_FOR_S", 0.1),
        ("torg.media.sockets.AUDIENCE_BEAT_S", 0.02),
        ("torg.media.leases.LOST_AFTER_S", 0.4),
        ("torg.media.reconciler.SWEEP_EVERY_S", 0.02),
    ):
        monkeypatch.setattr(name, seconds)
    lease = await doors.a_lease()
    reading = asyncio.ensure_future((await doors.joined(lease)).receive())
    there = Observed(lease.id, lease.account, Presence.PRESENT, Mic.NONE)
    unsure = replace(there, presence=Presence.RECONNECTING)
    await eventually(lambda: there in doors.told.changes)
    fake.refuses = True
    await eventually(lambda: unsure in doors.told.changes)
    await eventually(lambda: not doors.reconciler.is_confirmed)
    with pytest.raises(MediaAway):
        doors.reconciler.require_media()
    await asyncio.sleep(0.5)  # longer than a lease lives without signs
    fake.refuses = False

    await eventually(lambda: doors.told.changes[-1] == there)
    assert Lost(lease.id, lease.account) not in doors.told.changes
    reading.cancel()
    doors.reconciler.require_media()


async def test_an_ended_lease_is_cut_while_media_is_away(
    doors: Signalling, fake: FakeMedia
) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    fake.refuses = True
    await doors.end(lease)

    assert await close_code(socket) == 1000
    fake.refuses = False
    await eventually(lambda: not fake.people(str(lease.room)))


async def test_an_ended_lease_is_cut_while_media_takes_calls_and_answers_none(
    doors: Signalling, fake: FakeMedia
) -> None:
    socket = await doors.joined(lease := await doors.a_lease())
    fake.answering.clear()
    began = doors.clock.monotonic()
    await doors.end(lease)
    await close_code(socket)
    took_s = doors.clock.monotonic() - began
    fake.answering.set()

    assert took_s < 1


async def test_a_removal_does_not_wait_for_the_rest_after_a_list_that_timed_out(
    doors: Signalling, fake: FakeMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torg.media.client.CALL_WITHIN_S", 1.0)
    room = await doors.a_room()
    gone, stays = await doors.a_lease(room), await doors.a_lease(room)
    for lease in (gone, stays):
        await doors.joined(lease)
    there = Observed(stays.id, stays.account, Presence.PRESENT, Mic.NONE)
    unsure = replace(there, presence=Presence.RECONNECTING)
    await eventually(lambda: there in doors.told.changes)
    fake.answering.clear()
    await eventually(lambda: unsure in doors.told.changes)
    fake.answering.set()
    began, alarms = doors.clock.monotonic(), orphans()
    await doors.end(gone)
    await eventually(lambda: fake.people(str(room)) == {stays.id})

    assert doors.clock.monotonic() - began < 1
    assert orphans() == alarms  # a removal after a silence is nobody's secret entry
