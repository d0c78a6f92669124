"""How long after a mute its listener still hears sound, with the official SDK at both ends."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

import numpy as np
import pytest
from livekit import api, rtc
from tests.support.livekit_server import a_livekit_server
from tests.support.sdk import HEARS_HZ, LOUD, SdkPerson, SdkTown
from tests.support.waiting import until

# The secret of a development server is short.
pytestmark = pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")

SILENT_WITHIN_S: Final = 0.2
OPUS_HZ: Final = 48_000
QUIET_FOR_S: Final = 0.6
"""Nothing loud for so long is the end of the sound, not a gap in it."""


class Receiver(NamedTuple):
    """What a client counts for a track it receives.

    `held_s` is how long its jitter buffer holds a sample on average, `made_up_s` how much sound
    it has made up in place of packets that did not come, and `last_packet` the time of day.
    """

    held_s: float
    made_up_s: float
    last_packet: float


class LoudFrames:
    """When the newest loud frame of 10 ms of somebody's sound came out of the client."""

    def __init__(self, track: rtc.Track) -> None:
        self.track = track
        self._stream = rtc.AudioStream(track, sample_rate=HEARS_HZ, num_channels=1)
        self.last = 0.0

    async def listen(self) -> None:
        """Listen until cancelled."""
        async for event in self._stream:
            samples = np.frombuffer(event.frame.data, np.int16).astype(np.float64)
            if np.sqrt(np.mean(np.square(samples))) > LOUD:
                self.last = time.monotonic()

    async def begun(self) -> bool:
        """Say whether there was any."""
        return self.last > 0

    async def ended(self) -> float:
        """Wait for the end of the sound, and say when it was."""

        async def silent() -> bool:
            return time.monotonic() - self.last > QUIET_FOR_S

        await until(silent)
        return self.last

    async def close(self) -> None:
        """Let go of the track."""
        await self._stream.aclose()

    async def receiver(self) -> Receiver:
        """Read what the client itself counts for the track."""
        for each in await self.track.get_stats():
            if each.WhichOneof("stats") == "inbound_rtp":
                inbound = each.inbound_rtp.inbound
                made_up = inbound.concealed_samples - inbound.silent_concealed_samples
                return Receiver(
                    inbound.jitter_buffer_delay / inbound.jitter_buffer_emitted_count,
                    made_up / OPUS_HZ,
                    inbound.last_packet_received_timestamp / 1000,
                )
        raise AssertionError("the client receives nothing")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[SdkTown]:
    async with a_livekit_server(tmp_path, "--auto-create") as server:
        town = SdkTown(server, f"room-{uuid4().hex[:8]}")
        yield town
        await town.closing.aclose()


async def by_itself(ana: SdkPerson, _: api.LiveKitAPI, __: api.MuteRoomTrackRequest) -> None:
    ana.mute(muted=True)


async def by_the_server(
    _: SdkPerson, service: api.LiveKitAPI, order: api.MuteRoomTrackRequest
) -> None:
    await service.room.mute_published_track(order)


Mute = Callable[[SdkPerson, api.LiveKitAPI, api.MuteRoomTrackRequest], Awaitable[None]]


@pytest.mark.parametrize("mute", [by_itself, by_the_server])
async def test_after_a_mute_packets_end_within_200_ms_and_sound_with_what_the_receiver_makes_up(
    town: SdkTown, mute: Mute
) -> None:
    ana, bo = await town.enters("ana"), await town.enters("bo")
    sid = await ana.publish()
    await bo.hears("ana")
    [publication] = bo.room.remote_participants["ana"].track_publications.values()
    assert publication.track is not None
    sound = LoudFrames(publication.track)
    listening = asyncio.create_task(sound.listen())
    await until(sound.begun)
    before = await sound.receiver()
    order = api.MuteRoomTrackRequest(room=town.room, identity="ana", track_sid=sid, muted=True)
    async with town.server.service() as service:
        await service.room.list_rooms(api.ListRoomsRequest())  # the connection is open by now
        muted, muted_at = time.monotonic(), time.time()
        await mute(ana, service, order)
        ended = await sound.ended()
    after = await sound.receiver()
    listening.cancel()
    await sound.close()
    added_s = after.held_s + after.made_up_s - before.made_up_s

    assert after.last_packet - muted_at <= SILENT_WITHIN_S
    assert ended - muted <= SILENT_WITHIN_S + added_s
