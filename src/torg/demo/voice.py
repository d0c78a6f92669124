"""A demo member's connection to the stage, by the official LiveKit SDK as any client would."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import av
from livekit import rtc

RATE: Final = 48_000
FRAME_SAMPLES: Final = RATE // 50
"""20 ms, as Opus packets have."""
SAMPLE_BYTES: Final = 2
FRAME_BYTES: Final = FRAME_SAMPLES * SAMPLE_BYTES
QUEUE_MS: Final = 200

# The SDK warns of each dialect it tries that a server does not speak.
logging.getLogger("livekit").setLevel(logging.ERROR)


def sound_of(file: Path) -> bytes:
    """Decode a recording to 48 kHz mono, 16 bits a sample, filled up to whole frames."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(file)) as source:
        frames = [
            bytes(frame.planes[0])[: frame.samples * SAMPLE_BYTES]
            for decoded in source.decode(audio=0)
            for frame in resampler.resample(decoded)
        ]
    sound = b"".join(frames)
    return sound + bytes(-len(sound) % FRAME_BYTES)


class Presence:
    """Being in a room: connected, and told when that is over."""

    def __init__(self, room: rtc.Room) -> None:
        self._room = room
        self._source: rtc.AudioSource | None = None
        self.over = asyncio.Event()
        room.on("disconnected", self._ended)

    async def open_microphone(self) -> None:
        """Publish a microphone that is silent until something is said."""
        self._source = rtc.AudioSource(RATE, 1, queue_size_ms=QUEUE_MS)
        track = rtc.LocalAudioTrack.create_audio_track("microphone", self._source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self._room.local_participant.publish_track(track, options)

    async def say(self, sound: bytes) -> None:
        """Speak, at the pace of speech; returns when the last word is out."""
        if self._source is None:
            return
        for start in range(0, len(sound), FRAME_BYTES):
            frame = rtc.AudioFrame(sound[start : start + FRAME_BYTES], RATE, 1, FRAME_SAMPLES)
            await self._source.capture_frame(frame)
        await self._source.wait_for_playout()

    def _ended(self, reason: object) -> None:
        del reason
        self.over.set()


@asynccontextmanager
async def present(base: str, token: str) -> AsyncIterator[Presence]:
    """Be connected with this lease token for as long as the block. Raises rtc.ConnectError."""
    room = rtc.Room()
    presence = Presence(room)
    url = base.replace("http", "ws", 1)
    await room.connect(url, token)
    try:
        yield presence
    finally:
        await room.disconnect()
