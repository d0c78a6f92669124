"""People on the official Python SDK: they speak steady tones, listen, and keep a log of events."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from livekit import api, rtc
from livekit.protocol.models import DisconnectReason
from tests.support.livekit_server import LiveKitServer
from tests.support.tones import share_of
from tests.support.waiting import until

SPEAKS_HZ: Final = 48_000
FRAME: Final = SPEAKS_HZ // 100
HEARS_HZ: Final = 16_000
WINDOW_S: Final = 0.2
LOUD: Final = 300
"""Root mean square above which a window is sound; a tone has about 5,600."""
MOSTLY: Final = 0.8


def _who(participant: Any, *_: object) -> str:  # noqa: ANN401 - of either side
    return str(participant.identity)


def _third(_: object, __: object, participant: Any) -> str:  # noqa: ANN401 - of either side
    return str(participant.identity)


def _second(_: object, participant: Any) -> str:  # noqa: ANN401 - of either side
    return str(participant.identity)


def _nobody(*_: object) -> str:
    return ""


TOLD: Final[dict[str, Callable[..., str]]] = {
    "participant_connected": _who,
    "participant_disconnected": _who,
    "track_published": _second,
    "track_unpublished": _second,
    "track_subscribed": _third,
    "track_unsubscribed": _third,
    "track_muted": _who,
    "track_unmuted": _who,
    "participant_metadata_changed": _who,
    "participant_attributes_changed": lambda _, participant: str(participant.identity),
    "participant_name_changed": _who,
    "participant_permissions_changed": _who,
    "room_metadata_changed": lambda _, new: str(new),
    "local_track_published": _nobody,
    "local_track_unpublished": _nobody,
    "local_track_subscribed": _nobody,
    "reconnecting": _nobody,
    "reconnected": _nobody,
    "disconnected": lambda reason: str(DisconnectReason.Name(reason)),
}
"""Events that go into the log, each with whom or what it is about."""


class SdkPerson:
    """One client of the SDK."""

    def __init__(self, identity: str) -> None:
        self.identity = identity
        self.room = rtc.Room()
        self.log: list[str] = []
        self._tones: dict[str, asyncio.Task[None]] = {}
        self._ears: dict[str, Ear] = {}
        self._closed: list[Ear] = []
        for event, about in TOLD.items():
            self.room.on(event, self._noting(event, about))  # type: ignore[arg-type] # by name
        self.room.on("track_subscribed", self._listen)
        self.room.on("track_unsubscribed", self._hear_no_more)

    async def connect(
        self, server: LiveKitServer, room: str, *, may_publish: bool = True, hears: bool = True
    ) -> None:
        """Join a room."""
        token = server.token(self.identity, room, may_publish=may_publish)
        options = rtc.RoomOptions(auto_subscribe=hears, connect_timeout=5)
        await self.room.connect(server.url, token, options)

    async def publish(self, hz: float = 440) -> str:
        """Publish a microphone that hums; returns the track's sid."""
        source = rtc.AudioSource(SPEAKS_HZ, 1)
        track = rtc.LocalAudioTrack.create_audio_track("microphone", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        humming = asyncio.create_task(_hum(source, hz))
        try:
            publication = await self.room.local_participant.publish_track(track, options)
        except rtc.participant.PublishTrackError:
            humming.cancel()
            raise
        self._tones[publication.sid] = humming
        return str(publication.sid)

    async def unpublish(self, sid: str) -> None:
        """Take a track back."""
        await self.room.local_participant.unpublish_track(sid)
        self._tones.pop(sid).cancel()

    def mute(self, *, muted: bool) -> None:
        """Mute or unmute one's own track."""
        for publication in self.room.local_participant.track_publications.values():
            track = publication.track
            assert isinstance(track, rtc.LocalAudioTrack)
            if muted:
                track.mute()
            else:
                track.unmute()

    async def hears(self, speaker: str, hz: float = 440) -> None:
        """Wait until the newest fifth of a second from somebody is that tone."""
        await until(lambda: _answer(speaker in self._ears and self._ears[speaker].rings(hz)))

    async def hears_nothing(self, speaker: str) -> None:
        """Wait until there is silence from somebody."""
        await until(lambda: _answer(speaker not in self._ears or self._ears[speaker].silent()))

    def forget_sounds(self) -> None:
        """Count only what is heard from now on."""
        for ear in self._ears.values():
            ear.forget()

    async def has_seen(self, line: str, times: int = 1) -> None:
        """Wait until an event is in the log."""
        try:
            await until(lambda: _answer(self.log.count(line) >= times))
        except TimeoutError:
            raise AssertionError(f"{self.identity} has not seen {line!r} but {self.log}") from None

    async def leave(self) -> None:
        """Leave, and end everything begun."""
        for task in self._tones.values():
            task.cancel()
        for ear in [*self._ears.values(), *self._closed]:
            await ear.close()
        await self.room.disconnect()

    def _noting(self, event: str, about: Callable[..., str]) -> Callable[..., None]:
        def note(*arguments: object) -> None:
            self.log.append(f"{event} {about(*arguments)}".strip())

        return note

    def _listen(self, track: rtc.Track, _: object, participant: rtc.RemoteParticipant) -> None:
        self._ears[participant.identity] = Ear(track)

    def _hear_no_more(self, _: rtc.Track, __: object, participant: rtc.RemoteParticipant) -> None:
        self._closed.append(self._ears.pop(participant.identity))


class Ear:
    """The newest fifth of a second of one track."""

    def __init__(self, track: rtc.Track) -> None:
        self._stream = rtc.AudioStream(track, sample_rate=HEARS_HZ, num_channels=1)
        self._newest: deque[int] = deque(maxlen=int(HEARS_HZ * WINDOW_S))
        self._listening = asyncio.create_task(self._listen())

    def rings(self, hz: float) -> bool:
        """Whether it is that tone and little else."""
        samples = np.array(self._newest, np.int16)
        return not self.silent() and share_of(hz, samples, HEARS_HZ) > MOSTLY

    def silent(self) -> bool:
        """Whether nothing can be heard in all of it."""
        if len(self._newest) < (self._newest.maxlen or 0):
            return True
        return float(np.sqrt(np.mean(np.square(np.array(self._newest, np.float64))))) < LOUD

    def forget(self) -> None:
        """Begin anew."""
        self._newest.clear()

    async def close(self) -> None:
        """Stop listening."""
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening
        await self._stream.aclose()

    async def _listen(self) -> None:
        async for event in self._stream:
            self._newest.extend(np.frombuffer(event.frame.data, np.int16).tolist())


@dataclass(slots=True)
class SdkTown:
    """One room on a server, and the people in it."""

    server: LiveKitServer
    room: str
    people: dict[str, SdkPerson] = field(default_factory=dict)
    closing: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def enters(
        self, identity: str, *, may_publish: bool = True, hears: bool = True
    ) -> SdkPerson:
        """Let somebody join; the same identity again is kept as another person."""
        person = SdkPerson(identity)
        self.closing.push_async_callback(person.leave)
        name = identity if identity not in self.people else f"{identity} again"
        self.people[name] = person
        await person.connect(self.server, self.room, may_publish=may_publish, hears=hears)
        return person

    async def lists_track_of(self, identity: str) -> None:
        """Wait until RoomService lists a track of somebody."""
        who = api.RoomParticipantIdentity(room=self.room, identity=identity)
        async with self.server.service() as service:
            await until(lambda: _has_track(service, who))

    def logs(self) -> dict[str, list[str]]:
        """Give everybody's log so far."""
        return {name: [*person.log] for name, person in self.people.items()}


async def _hum(source: rtc.AudioSource, hz: float) -> None:
    number = 0
    while True:
        phase = 2 * np.pi * hz * (np.arange(FRAME) + number) / SPEAKS_HZ
        samples = (np.sin(phase) * 8_000).astype(np.int16)
        number += FRAME
        await source.capture_frame(rtc.AudioFrame(samples.tobytes(), SPEAKS_HZ, 1, FRAME))


async def _has_track(service: api.LiveKitAPI, who: api.RoomParticipantIdentity) -> bool:
    return bool((await service.room.get_participant(who)).tracks)


async def _answer(answer: bool) -> bool:  # noqa: FBT001 - as `until` asks
    return answer
