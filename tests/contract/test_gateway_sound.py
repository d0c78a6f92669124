"""The official SDK, unmodified, through the gateway to our media server: leases with sound."""

import asyncio
import math
import os
import signal
from array import array
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from livekit import rtc
from tests.support.media import KEY, SECRET
from tests.support.signalling import Signalling, a_signalling, eventually
from tests.support.torg_media import a_keeper, a_torg_media
from tests.support.wire import a_wire

from torg.accounts.suspension_repository import Suspensions
from torg.kit.ids import RoomId
from torg.media.child import Child
from torg.media.client import connected
from torg.media.leases import Lease, Observed
from torg.media.repository import Leases
from torg.stage.roles import Role
from torg.stage.state import Mic, Presence

RATE, FRAME = 48_000, 480
BOTH = 2
SECOND = 10
"""Samples in one."""


@dataclass
class House:
    """A gateway's media part, its media server, and the people who came by the SDK."""

    doors: Signalling
    child: Child
    stack: AsyncExitStack

    async def enters(self, lease: Lease, by: str | None = None) -> rtc.Room:
        """Connect as a program does, by the address and the token that `join` answers."""
        room = rtc.Room()
        await room.connect(by or self.doors.base.replace("http", "ws"), self.doors.token(lease))
        self.stack.push_async_callback(room.disconnect)
        return room

    async def speaks(self, room: rtc.Room) -> rtc.LocalAudioTrack:
        """Publish a tone that does not end."""
        source = rtc.AudioSource(RATE, 1)
        track = rtc.LocalAudioTrack.create_audio_track("tone", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await room.local_participant.publish_track(track, options)
        await self.stack.enter_async_context(_beside(_tone(source)))
        return track

    async def counts_rows(self, lease: Lease, counted: list[tuple[int, int]]) -> None:
        """Note ten times a second how often a person is in the roster and in the media server."""
        async with connected(self.doors.target, KEY, SECRET) as media:
            while True:
                listed = await media.participants(str(lease.room))
                async with self.doors.database.reading() as transaction:
                    live = await Leases(transaction).live_in(lease.room)
                rows = sum(each.account == lease.account for each in live)
                counted.append((rows, sum(each.identity == str(lease.id) for each in listed)))
                await asyncio.sleep(0.1)

    def seen(self, lease: Lease) -> tuple[Presence, Mic] | None:
        """What the row of a lease says by what was observed last."""
        changes = [
            change
            for change in self.doors.told.changes
            if change.lease == lease.id and isinstance(change, Observed)
        ]
        return (changes[-1].presence, changes[-1].mic) if changes else None


async def _tone(source: rtc.AudioSource) -> None:
    period = array("h", (int(9_000 * math.sin(math.tau * n / 100)) for n in range(FRAME + 100)))
    for number in range(1_000_000):
        start = number * FRAME % 100
        data = period[start : start + FRAME].tobytes()
        await source.capture_frame(rtc.AudioFrame(data, RATE, 1, FRAME))


@asynccontextmanager
async def _beside(work: object) -> AsyncIterator[None]:
    task = asyncio.ensure_future(work)  # type: ignore[call-overload]
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    path = tmp_path / "media.sock"
    async with AsyncExitStack() as stack:
        child = await stack.enter_async_context(a_torg_media(path))
        doors = await stack.enter_async_context(a_signalling(tmp_path, path))
        yield House(doors, child, await stack.enter_async_context(AsyncExitStack()))


async def a_stage(house: House) -> tuple[RoomId, Lease, Lease]:
    room = await house.doors.a_room()
    return (
        room,
        await house.doors.a_lease(room, Role.HOST),
        await house.doors.a_lease(room),
    )


async def test_who_speaks_is_heard_listed_and_ringed_until_held(house: House) -> None:
    _, ana, bo = await a_stage(house)
    heard = asyncio.Event()
    speaker, listener = await house.enters(ana), await house.enters(bo)
    listener.on("track_subscribed", lambda *_: heard.set())
    await house.speaks(speaker)
    await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.LIVE))
    await eventually(lambda: frozenset({ana.id}) in house.doors.told.talking)
    await eventually(heard.is_set)
    await house.doors.set_role(ana, Role.HOST, held=True)

    await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.NONE))
    await eventually(lambda: house.doors.told.talking[-1] == frozenset())
    assert house.seen(bo) == (Presence.PRESENT, Mic.NONE)


async def test_who_loses_the_socket_while_muted_comes_back_muted_and_is_one_row_throughout(
    house: House,
) -> None:
    _, ana, bo = await a_stage(house)
    back, counted = asyncio.Event(), list[tuple[int, int]]()
    listener = await house.enters(bo)
    async with a_wire(house.doors.base) as wire:
        speaker = await house.enters(ana, by=wire.url)
        speaker.on("reconnected", back.set)
        track = await house.speaks(speaker)
        await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.LIVE))
        track.mute()
        await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.MUTED))
        already = len(house.doors.told.changes)
        async with _beside(house.counts_rows(ana, counted)):
            await eventually(lambda: counted)
            wire.cut()
            await eventually(back.is_set)
            await eventually(lambda: len(house.doors.sockets.heard_in(ana.room)) == BOTH)
            await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.MUTED))
            after = len(counted)
            await eventually(lambda: len(counted) > after + SECOND)
        told = [each for each in house.doors.told.changes[already:] if each.lease == ana.id]
        muted = [
            each.muted
            for each in listener.remote_participants[str(ana.id)].track_publications.values()
        ]
        track.unmute()
        await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.LIVE))

    assert set(counted) == {(1, 1)}
    # The client begins a new session: for a moment it has no microphone there, never a live one.
    assert Mic.LIVE not in {each.mic for each in told if isinstance(each, Observed)}
    assert muted == [True]


async def test_who_is_removed_learns_why_and_stays_away(house: House) -> None:
    _, ana, bo = await a_stage(house)
    await house.enters(ana)
    listener = await house.enters(bo)
    reasons: list[int] = []
    listener.on("disconnected", reasons.append)
    await house.doors.end(bo)

    await eventually(lambda: reasons == [rtc.DisconnectReason.PARTICIPANT_REMOVED])
    await eventually(lambda: house.doors.sockets.heard_in(bo.room).keys() == {ana.id})


async def test_who_is_suspended_is_silent_within_a_second_though_nobody_is_told(
    house: House,
) -> None:
    _, ana, bo = await a_stage(house)
    speaker, listener = await house.enters(ana), await house.enters(bo)
    cut, gone = asyncio.Event(), asyncio.Event()
    speaker.on("disconnected", lambda *_: cut.set())
    listener.on("participant_disconnected", lambda *_: gone.set())
    await house.speaks(speaker)
    await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.LIVE))
    async with house.doors.database.transaction() as transaction:
        # As another gateway does whose news do not arrive: no kick, only rows.
        await Suspensions(transaction).suspend([ana.account], house.doors.clock.now(), None)
    async with asyncio.timeout(1):
        await asyncio.gather(cut.wait(), gone.wait())
    with pytest.raises(rtc.ConnectError):
        await house.enters(ana)

    assert listener.remote_participants == {}
    assert house.doors.sockets.heard_in(bo.room).keys() == {bo.id}


async def test_after_the_death_of_the_media_server_the_same_lease_speaks_on(house: House) -> None:
    _, ana, _ = await a_stage(house)
    await house.speaks(await house.enters(ana))
    await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.LIVE))
    dead = house.child.pid
    assert dead is not None
    house.doors.told.changes.clear()
    os.kill(dead, signal.SIGKILL)
    await eventually(lambda: house.child.pid not in {dead, None})

    await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.LIVE))
    assert (await house.doors.lease(ana.id)).ended_at is None


async def test_the_next_gateway_takes_over_the_living_media_server(house: House) -> None:
    _, ana, _ = await a_stage(house)
    await house.enters(ana)
    await eventually(lambda: house.seen(ana) == (Presence.PRESENT, Mic.NONE))
    assert isinstance(house.doors.target, Path)
    async with a_keeper(house.doors.target) as heir:
        taken_over = heir.pid

    assert taken_over == house.child.pid
    assert house.seen(ana) == (Presence.PRESENT, Mic.NONE)
