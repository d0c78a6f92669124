"""One room: who is in it, what is published, and who is told what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from livekit.protocol.models import Codec, DisconnectReason, ParticipantInfo, SpeakerInfo, TrackType
from livekit.protocol.models import Room as RoomInfo
from livekit.protocol.rtc import (
    AddTrackRequest,
    LeaveRequest,
    MuteTrackRequest,
    ParticipantUpdate,
    RoomUpdate,
    SignalResponse,
    SpeakersChanged,
    TrackPublishedResponse,
    TrackUnpublishedResponse,
)
from livekit.protocol.webhook import WebhookEvent

from torg.sfu.audience import Audience, Published
from torg.sfu.config import Announce, Limits
from torg.sfu.forwarding import Forwarding
from torg.sfu.levels import Levels
from torg.sfu.negotiation import Slots
from torg.sfu.participant import (
    OPUS,
    Participant,
    Publication,
    changed_attributes,
    say_to_all,
    track_info,
)
from torg.sfu.publishing import Announced, Binding
from torg.sfu.tokens import Identity, Permission, RoomName

NORMAL_CLOSURE: Final = 1000
DISCONNECT: Final = LeaveRequest.DISCONNECT
RECONNECT: Final = LeaveRequest.RECONNECT


def fresh_sid(prefix: str, random: Callable[[int], bytes]) -> str:
    """Draw an id in LiveKit's form: PA_ participants, TR_ tracks, RM_ rooms, EV_ events."""
    return f"{prefix}_{random(8).hex()}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all rooms of the process share."""

    forwarding: Forwarding
    random: Callable[[int], bytes]
    announce: Announce
    limits: Limits
    reports: list[WebhookEvent]
    """Webhooks to be, without id and time."""


@dataclass(slots=True, eq=False)
class Room:
    """A live room of the media server."""

    name: RoomName
    sid: str
    cname: str
    around: Surroundings
    created_at: float
    """Wall time."""
    empty_since: float
    """Monotonic; counts only while nobody is in."""
    empty_timeout_s: int = 300
    departure_timeout_s: int = 20
    max_participants: int = 0
    metadata: str = ""
    was_joined: bool = False
    participants: dict[Identity, Participant] = field(default_factory=dict)
    published: dict[str, Published] = field(default_factory=dict)
    """All that others may hear, by track sid, each with its publisher."""
    departed: list[Participant] = field(default_factory=list)
    """Those whose transports are still to be closed."""
    slots: Slots[str] = field(init=False)
    levels: Levels = field(default_factory=Levels)
    audience: Audience = field(init=False)

    def __post_init__(self) -> None:
        self.slots = Slots(self.around.limits.tracks_per_room)
        self.audience = Audience(self.cname, self.around.forwarding)
        self._report("room_started")

    # -- who is here

    def join(self, participant: Participant) -> None:
        """Let somebody in; the same identity is replaced at once."""
        before = self.participants.get(participant.identity)
        if before is not None:
            self.remove(before, DisconnectReason.DUPLICATE_IDENTITY)
        self.was_joined = True
        self.participants[participant.identity] = participant
        participant.announced = self._shows(participant)
        if participant.announced:
            self._update(self._others(participant), participant.info())
        self.audience.enter(participant, self.published)

    def activate(self, participant: Participant) -> None:
        """Its first transport is up."""
        if participant.state == ParticipantInfo.ACTIVE:
            return
        participant.state = ParticipantInfo.ACTIVE
        self._changed(participant, itself=False)
        self._report("participant_joined", participant)

    def remove(
        self,
        participant: Participant,
        reason: DisconnectReason,
        action: LeaveRequest.Action = DISCONNECT,
        *,
        now: float | None = None,
        tell: bool = True,
    ) -> None:
        """Send somebody away: the media stops here and now, the socket closes after `leave`."""
        if participant.gone:
            return
        participant.gone = True
        was_active = participant.state == ParticipantInfo.ACTIVE
        for publication in [*participant.publications.values()]:
            self._withdraw(participant, publication)
        self.audience.leave(participant)
        if self.participants.get(participant.identity) is participant:
            del self.participants[participant.identity]
        if now is not None:
            self.empty_since = now
        if tell:
            participant.say(SignalResponse(leave=LeaveRequest(reason=reason, action=action)))
        participant.hang_up(NORMAL_CLOSURE, "left")
        participant.version += 1
        if participant.announced:
            self._update(self._others(participant), participant.info(reason))
        participant.state = ParticipantInfo.DISCONNECTED
        self._report(
            "participant_left" if was_active else "participant_connection_aborted", participant
        )
        self.departed.append(participant)

    def close(self, now: float) -> None:
        """End the room for everybody in it."""
        everybody = [*self.participants.values()]
        self.participants.clear()  # nobody is told of the others' going: he goes himself
        for participant in everybody:
            self.remove(participant, DisconnectReason.ROOM_DELETED, now=now)
        self._report("room_finished")

    def announced_to(self, newcomer: Participant) -> list[ParticipantInfo]:
        """Whom a newcomer is told of in `join`."""
        return [each.info() for each in self._others(newcomer) if each.announced]

    # -- what it is allowed and called

    def permit(self, participant: Participant, permission: Permission) -> None:
        """Replace its permission; what it no longer may publish is silent before this returns."""
        before, participant.permission = participant.permission, permission
        lost = [
            each
            for each in participant.publications.values()
            if permission.hidden or not permission.may_publish(each.info.source)
        ]
        for publication in lost:
            self._withdraw(participant, publication)
        if before.can_subscribe and not permission.can_subscribe:
            self.audience.leave(participant)
        elif permission.can_subscribe and not before.can_subscribe:
            self.audience.enter(participant, self.published)
        self._changed(participant)
        for publication in lost:
            self._tell_unpublished(participant, publication)

    def rename(
        self,
        participant: Participant,
        *,
        name: str = "",
        metadata: str = "",
        attributes: dict[str, str] | None = None,
    ) -> bool:
        """Change how it is described, empty for as before; False when it breaks a limit."""
        limits = self.around.limits
        folded = changed_attributes(participant.attributes, attributes or {})
        size = sum(len(key.encode()) + len(value.encode()) for key, value in folded.items())
        if (
            len(name.encode()) > limits.name_bytes
            or len(metadata.encode()) > limits.metadata_bytes
            or size > limits.attributes_bytes
        ):
            return False
        participant.name = name or participant.name
        participant.metadata = metadata or participant.metadata
        participant.attributes = folded
        self._changed(participant)
        return True

    def describe(self, metadata: str) -> None:
        """Replace the room's metadata and tell everybody."""
        self.metadata = metadata
        say_to_all(
            self.participants.values(), SignalResponse(room_update=RoomUpdate(room=self.info()))
        )

    def info(self) -> RoomInfo:
        """Describe the room."""
        return RoomInfo(
            sid=self.sid,
            name=self.name,
            empty_timeout=self.empty_timeout_s,
            departure_timeout=self.departure_timeout_s,
            max_participants=self.max_participants,
            creation_time=int(self.created_at),
            creation_time_ms=int(self.created_at * 1000),
            enabled_codecs=[Codec(mime=OPUS)],
            metadata=self.metadata,
            num_participants=len(self.participants),
            num_publishers=len({owner.identity for owner, _ in self.published.values()}),
        )

    # -- what is published

    def add_track(self, participant: Participant, request: AddTrackRequest) -> Publication | None:
        """Announce a track; None when rights or limits are against it."""
        if not self._may_add(participant, request):
            return None
        sid = fresh_sid("TR", self.around.random)
        slot = self.slots.take(sid)
        if slot is None:
            return None
        info = track_info(sid, request)
        publication = Publication(
            announced=Announced(sid, request.cid, dtx=not info.disable_dtx),
            info=info,
            track=self.around.forwarding.open(self.levels, gate_open=not request.muted),
            slot=slot,
        )
        participant.publications[sid] = publication
        participant.say(
            SignalResponse(track_published=TrackPublishedResponse(cid=request.cid, track=info))
        )
        return publication

    def bound(self, participant: Participant, binding: Binding) -> None:
        """Take in what an answered offer means: tracks that appear, and tracks that ended."""
        for sid in binding.ended:
            publication = participant.publications[sid]
            self._withdraw(participant, publication)
            self._report("track_unpublished", participant, publication)
        participant.by_mid = {
            mid: participant.publications[sid] for mid, sid in binding.tracks.items()
        }
        fresh = [each for each in participant.by_mid.values() if not each.published]
        for mid, publication in participant.by_mid.items():
            publication.info.mid = mid
            publication.published = True
            self.published[publication.sid] = (participant, publication)
        if fresh or binding.ended:
            self._changed(participant)
        for publication in fresh:
            self.audience.hear(self.participants.values(), participant, publication)
            self._report("track_published", participant, publication)

    def mute(self, participant: Participant, sid: str, *, muted: bool, ordered: bool) -> bool:
        """Close or open a track's gate; `ordered` by others it is told to the publisher."""
        publication = participant.publications.get(sid)
        if publication is None:
            return False
        changed = publication.info.muted != muted
        publication.info.muted = muted
        self.around.forwarding.gate(publication.track, is_open=not muted)
        if ordered:
            participant.say(SignalResponse(mute=MuteTrackRequest(sid=sid, muted=muted)))
        if changed:
            self._changed(participant, itself=ordered)
        return True

    def talking(self) -> None:
        """End a window of levels: tell who began, changed or stopped talking."""
        levels = self.levels.changes()
        if not levels:
            return
        speakers = {
            sid: SpeakerInfo(sid=owner.sid, level=levels[each.track.id])
            for sid, (owner, each) in self.published.items()
            if each.track.id in levels
        }
        for speaker in speakers.values():
            speaker.active = speaker.level > 0
        self._tell_talking(speakers)

    # -- inside

    def _tell_talking(self, speakers: Mapping[str, SpeakerInfo]) -> None:
        """Tell of these, by track sid, to whoever hears them and to themselves."""
        texts: dict[frozenset[str], bytes] = {}
        for listener in self.participants.values():
            told = frozenset(
                sid
                for sid in speakers
                if sid in listener.listening.subscriptions or sid in listener.publications
            )
            if told and listener.connection is not None:
                if told not in texts:
                    changes = SpeakersChanged(speakers=[speakers[sid] for sid in sorted(told)])
                    texts[told] = SignalResponse(speakers_changed=changes).SerializeToString()
                listener.signals.append((listener.connection, texts[told]))

    def _may_add(self, participant: Participant, request: AddTrackRequest) -> bool:
        limits = self.around.limits
        permission = participant.permission
        if permission.hidden or not permission.may_publish(request.source):
            return False
        if request.type != TrackType.AUDIO:
            return False
        texts = (request.name, request.cid, request.stream)
        if any(len(text.encode()) > limits.name_bytes for text in texts):
            return False
        if len(participant.publications) >= limits.tracks_per_participant:
            # One that was announced and never sent makes room: its offer got lost.
            stale = next(
                (each for each in participant.publications.values() if not each.published), None
            )
            if stale is None:
                return False
            self._withdraw(participant, stale)
        return True

    def _withdraw(self, participant: Participant, publication: Publication) -> None:
        if self.levels.end(publication.track.id):
            # Its track is no longer there when the window ends.
            self._tell_talking({publication.sid: SpeakerInfo(sid=participant.sid)})
        del participant.publications[publication.sid]
        participant.by_mid = {
            mid: each for mid, each in participant.by_mid.items() if each is not publication
        }
        self.published.pop(publication.sid, None)
        self.around.forwarding.close(publication.track)
        self.slots.free(publication.slot)
        self.audience.lose(self.participants.values(), publication)

    def _tell_unpublished(self, participant: Participant, publication: Publication) -> None:
        unpublished = TrackUnpublishedResponse(track_sid=publication.sid)
        participant.say(SignalResponse(track_unpublished=unpublished))
        self._report("track_unpublished", participant, publication)

    def _others(self, participant: Participant) -> list[Participant]:
        return [each for each in self.participants.values() if each is not participant]

    def _shows(self, participant: Participant) -> bool:
        if participant.permission.hidden:
            return False
        return (
            self.around.announce is Announce.ALL
            or participant.permission.can_publish
            or any(each.published for each in participant.publications.values())
        )

    def _changed(self, participant: Participant, *, itself: bool = True) -> None:
        participant.version += 1
        shown = self._shows(participant)
        info = participant.info()
        if shown:
            self._update(self._others(participant), info)
        elif participant.announced:
            unknown = DisconnectReason.UNKNOWN_REASON
            self._update(self._others(participant), participant.info(unknown))
        participant.announced = shown
        if itself:
            self._update([participant], info)

    def _update(self, to: Iterable[Participant], info: ParticipantInfo) -> None:
        say_to_all(to, SignalResponse(update=ParticipantUpdate(participants=[info])))

    def _report(
        self,
        event: str,
        participant: Participant | None = None,
        publication: Publication | None = None,
    ) -> None:
        self.around.reports.append(
            WebhookEvent(
                event=event,
                room=self.info(),
                participant=participant.info() if participant else None,
                track=publication.info if publication else None,
            )
        )
