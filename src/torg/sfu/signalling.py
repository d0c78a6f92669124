"""What one participant says on its socket (LiveKit signalling v0) and what follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from google.protobuf.message import DecodeError
from livekit.protocol.models import DisconnectReason, SubscriptionError
from livekit.protocol.rtc import (
    AddTrackRequest,
    MuteTrackRequest,
    Ping,
    Pong,
    RequestResponse,
    SessionDescription,
    SignalRequest,
    SignalResponse,
    SubscriptionResponse,
    UpdateParticipantMetadata,
    UpdateSubscription,
)

from torg.sfu.errors import MalformedSdp
from torg.sfu.links import Link, Links, Side
from torg.sfu.metrics import Metrics
from torg.sfu.participant import Participant
from torg.sfu.publishing import bind
from torg.sfu.room import Room
from torg.sfu.sdp import SessionDescription as Description
from torg.sfu.sdp import read_sdp
from torg.sfu.sdp_write import write_publisher_answer

POLICY_VIOLATION: Final = 1008


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, where and when."""

    room: Room
    participant: Participant
    now: float
    wall: float

    def say(self, message: SignalResponse) -> None:
        """Answer."""
        self.participant.say(message)


class Refused(Exception):
    """The message breaks the protocol or a limit: the socket is closed, with this reason."""


class Signalling:
    """Answers the messages of all participants; holds no state of its own."""

    def __init__(self, links: Links, metrics: Metrics) -> None:
        self._links, self._metrics = links, metrics
        self._handlers: Final[Mapping[str, Callable[[Speaker, Any], None]]] = {
            "offer": self._offer,
            "answer": self._answer,
            "add_track": self._add_track,
            "mute": self._mute,
            "subscription": self._subscription,
            "update_metadata": self._update_metadata,
            "ping": self._ping,
            "ping_req": self._ping_req,
            "leave": self._leave,
        }

    def receive(self, speaker: Speaker, data: bytes) -> None:
        """Do what one message asks for; what we do not speak is counted and ignored."""
        try:
            request = SignalRequest.FromString(data)
        except DecodeError:
            self._refuse(speaker, "malformed message")
            return
        kind = request.WhichOneof("message")
        handler = self._handlers.get(kind or "")
        if handler is None:
            self._metrics.count(f"signal_ignored_{kind or 'unknown'}")
            return
        try:
            handler(speaker, getattr(request, kind or ""))
        except (MalformedSdp, Refused):
            self._refuse(speaker, "malformed session description")

    def offer(self, participant: Participant, now: float) -> None:
        """Send a listener its next offer."""
        link = self._links.of(participant, Side.HEARS)
        if link is None:
            return
        offer = participant.listening.offer(self._links.local(link), now)
        description = SessionDescription(type="offer", sdp=offer.sdp, id=offer.id)
        participant.say(SignalResponse(offer=description))

    def _offer(self, speaker: Speaker, description: SessionDescription) -> None:
        """Answer on a publisher's connection, where the client offers, always."""
        offer = read_sdp(description.sdp)
        participant = speaker.participant
        link = self._links.of(participant, Side.SPEAKS)
        if link is None:
            link = self._links.open(speaker.room, participant, Side.SPEAKS, speaker.now)
        self._expect(link, offer, {"actpass", "active"})
        binding = bind(offer, [each.announced for each in participant.publications.values()])
        link.peer.publish(binding.sections)
        link.version += 1
        local = self._links.local(link)
        answer = SessionDescription(
            type="answer",
            sdp=write_publisher_answer(offer, binding.accept, local, link.version),
            id=description.id,
        )
        speaker.say(SignalResponse(answer=answer))
        speaker.room.bound(participant, binding)

    def _answer(self, speaker: Speaker, description: SessionDescription) -> None:
        """Take the answer to our offer of a listener's connection."""
        participant = speaker.participant
        if not participant.listening.answers_open_offer(description.id):
            self._metrics.count("answer_stale")
            return
        answer = read_sdp(description.sdp)
        link = self._links.of(participant, Side.HEARS)
        if link is None:
            return
        self._expect(link, answer, {"active"})
        accepted = participant.listening.answered(answer)
        speaker.room.audience.send(participant, accepted, speaker.room.published)

    def _expect(self, link: Link, description: Description, setups: set[str]) -> None:
        # We are always the DTLS server, so that an unverified address can never make us send.
        if description.setup not in setups or description.fingerprint is None:
            raise Refused
        link.peer.expect(description.fingerprint)

    def _add_track(self, speaker: Speaker, request: AddTrackRequest) -> None:
        if speaker.room.add_track(speaker.participant, request) is None:
            refusal = RequestResponse(reason=RequestResponse.NOT_ALLOWED, add_track=request)
            speaker.say(SignalResponse(request_response=refusal))

    def _mute(self, speaker: Speaker, request: MuteTrackRequest) -> None:
        speaker.room.mute(speaker.participant, request.sid, muted=request.muted, ordered=False)

    def _subscription(self, speaker: Speaker, request: UpdateSubscription) -> None:
        sids = [*request.track_sids]
        for each in request.participant_tracks:
            sids.extend(each.track_sids)
        missing = speaker.room.audience.choose(
            speaker.participant, sids, speaker.room.published, wanted=request.subscribe
        )
        for sid in missing:
            error = SubscriptionResponse(track_sid=sid, err=SubscriptionError.SE_TRACK_NOTFOUND)
            speaker.say(SignalResponse(subscription_response=error))

    def _update_metadata(self, speaker: Speaker, request: UpdateParticipantMetadata) -> None:
        participant = speaker.participant
        allowed = participant.permission.can_update_metadata and speaker.room.rename(
            participant,
            name=request.name,
            metadata=request.metadata,
            attributes=dict(request.attributes),
        )
        reason = RequestResponse.OK if allowed else RequestResponse.NOT_ALLOWED
        # JS and Rust wait for it.
        answer = RequestResponse(request_id=request.request_id, reason=reason)
        speaker.say(SignalResponse(request_response=answer))

    def _ping(self, speaker: Speaker, _: int) -> None:
        speaker.say(SignalResponse(pong=int(speaker.wall * 1000)))

    def _ping_req(self, speaker: Speaker, request: Ping) -> None:
        pong = Pong(last_ping_timestamp=request.timestamp, timestamp=int(speaker.wall * 1000))
        speaker.say(SignalResponse(pong_resp=pong))

    def _leave(self, speaker: Speaker, _: object) -> None:
        reason = DisconnectReason.CLIENT_INITIATED
        speaker.room.remove(speaker.participant, reason, now=speaker.now, tell=False)

    def _refuse(self, speaker: Speaker, reason: str) -> None:
        self._metrics.count("signal_refused")
        speaker.participant.hang_up(POLICY_VIOLATION, reason)
