"""One participant: who it is, what it may publish and hears, and how others see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NewType

from livekit.protocol.models import (
    AudioTrackFeature,
    DisconnectReason,
    ParticipantInfo,
    SimulcastCodecInfo,
    TrackInfo,
    TrackSource,
    TrackType,
)
from livekit.protocol.rtc import AddTrackRequest, SignalResponse

from torg.sfu.forwarding import Track
from torg.sfu.negotiation import Listening
from torg.sfu.publishing import Announced
from torg.sfu.quality import Hearing
from torg.sfu.seam import PeerId
from torg.sfu.tokens import Identity, Permission

ConnectionId = NewType("ConnectionId", int)
"""One signalling socket; never reused within a process."""

OPUS: Final = "audio/opus"


@dataclass(frozen=True, slots=True)
class Hangup:
    """Close the socket, after what was said before."""

    code: int
    reason: str = ""


Signals = list[tuple[ConnectionId, bytes | Hangup]]
"""What is to be sent on which signalling socket, in order."""


@dataclass(slots=True, eq=False)
class Publication:
    """A track as its publisher announced it, and as it is forwarded."""

    announced: Announced
    info: TrackInfo
    track: Track
    slot: int
    published: bool = False
    """The publisher's offer with it was answered: others may know of it."""
    heard: bool = False
    """Its publisher was told of the first listener."""

    @property
    def sid(self) -> str:
        """LiveKit's id of the track."""
        return self.announced.sid


def track_info(sid: str, request: AddTrackRequest) -> TrackInfo:
    """Describe an announced track as its publisher and the others see it."""
    features = list(request.audio_features)
    no_dtx = request.disable_dtx or AudioTrackFeature.TF_NO_DTX in features
    stereo = request.stereo or AudioTrackFeature.TF_STEREO in features
    return TrackInfo(
        sid=sid,
        type=TrackType.AUDIO,
        name=request.name,
        muted=request.muted,
        source=request.source,
        mime_type=OPUS,
        codecs=[SimulcastCodecInfo(mime_type=OPUS, cid=request.cid)],
        disable_dtx=no_dtx,
        disable_red=True,
        stereo=stereo,
        stream=request.stream or _stream_of(request.source),
        audio_features=features,
    )


def _stream_of(source: int) -> str:
    """Camera and microphone share a stream, as LiveKit's clients expect of their lip-sync."""
    if source in {TrackSource.CAMERA, TrackSource.MICROPHONE}:
        return "camera"
    return TrackSource.Name(source).lower() if source in TrackSource.values() else ""


@dataclass(slots=True, eq=False)
class Participant:
    """Someone in a room, from `join` to `leave`."""

    identity: Identity
    sid: str
    permission: Permission
    joined_at: float
    """Wall time."""
    signals: Signals
    name: str = ""
    metadata: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    kind: int = ParticipantInfo.STANDARD
    client_protocol: int = 0
    auto_subscribe: bool = True
    connection: ConnectionId | None = None
    hears_at: PeerId | None = None
    """The transport to it, once it is up."""
    state: ParticipantInfo.State = ParticipantInfo.JOINED
    version: int = 1
    announced: bool = False
    """The others were told of it."""
    publications: dict[str, Publication] = field(default_factory=dict)
    by_mid: dict[str, Publication] = field(default_factory=dict)
    """Where its packets belong: the section they come in names the track."""
    listening: Listening = field(default_factory=Listening)
    refused: set[str] = field(default_factory=set)
    """Sids it asked not to hear."""
    heard_before: set[str] = field(default_factory=set)
    """Sids that need another SSRC when they are heard again."""
    hearing: Hearing = field(default_factory=Hearing)
    closed_at: float | None = None
    """When it closed a transport itself; monotonic."""
    lost_s: float = 0
    """How long its socket has been gone without `leave`."""
    gone: bool = False

    def say(self, message: SignalResponse) -> None:
        """Queue a message for its socket, if it has one."""
        if self.connection is not None:
            self.signals.append((self.connection, message.SerializeToString()))

    def hang_up(self, code: int, reason: str) -> None:
        """Have its socket closed."""
        if self.connection is not None:
            self.signals.append((self.connection, Hangup(code, reason)))
            self.connection = None

    def info(self, reason: DisconnectReason | None = None) -> ParticipantInfo:
        """Describe it as others see it; with a reason, as gone."""
        info = ParticipantInfo(
            sid=self.sid,
            identity=self.identity,
            state=self.state,
            name=self.name,
            metadata=self.metadata,
            attributes=self.attributes,
            joined_at=int(self.joined_at),
            joined_at_ms=int(self.joined_at * 1000),
            version=self.version,
            permission=self.permission.message(),
            kind=self.kind,  # type: ignore[arg-type] # a number of the enum
            client_protocol=self.client_protocol,
        )
        if reason is not None:
            info.state, info.disconnect_reason = ParticipantInfo.DISCONNECTED, reason
            return info
        info.tracks.extend(each.info for each in self.publications.values() if each.published)
        info.is_publisher = bool(info.tracks)
        return info


def say_to_all(participants: Iterable[Participant], message: SignalResponse) -> None:
    """Queue one message for many sockets; it is written once."""
    data = message.SerializeToString()
    for participant in participants:
        if participant.connection is not None:
            participant.signals.append((participant.connection, data))


def changed_attributes(now: Mapping[str, str], change: Mapping[str, str]) -> dict[str, str]:
    """Fold a change in: LiveKit deletes an attribute by an empty value."""
    return {name: value for name, value in {**now, **change}.items() if value}
