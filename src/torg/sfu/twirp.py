"""RoomService over Twirp: who may call what, in protobuf and JSON, and its errors."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Any, Final

from google.protobuf.json_format import MessageToJson, Parse, ParseError
from google.protobuf.message import DecodeError, Message
from livekit.protocol import room as api
from livekit.protocol.models import DisconnectReason, ParticipantInfo
from livekit.protocol.models import Room as RoomInfo

from torg.sfu.admission import bearer
from torg.sfu.engine import Engine
from torg.sfu.guard import Guard
from torg.sfu.participant import Participant
from torg.sfu.room import Room
from torg.sfu.tokens import Claims, Identity, RoomName, TokenRefused, permission_from, read_token

PROTOBUF: Final = "application/protobuf"
JSON: Final = "application/json"
LONGEST_REQUEST: Final = 64 * 1024

STATUS: Final[Mapping[str, HTTPStatus]] = {
    "invalid_argument": HTTPStatus.BAD_REQUEST,
    "malformed": HTTPStatus.BAD_REQUEST,
    "unauthenticated": HTTPStatus.UNAUTHORIZED,
    "permission_denied": HTTPStatus.FORBIDDEN,
    "not_found": HTTPStatus.NOT_FOUND,
    "bad_route": HTTPStatus.NOT_FOUND,
    "failed_precondition": HTTPStatus.PRECONDITION_FAILED,
    "resource_exhausted": HTTPStatus.TOO_MANY_REQUESTS,
    "unimplemented": HTTPStatus.NOT_IMPLEMENTED,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Twirp's own error codes."""


class CallFailed(Exception):
    """A call that is answered with one of Twirp's errors."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP."""

    status: HTTPStatus
    content_type: str
    body: bytes


class Right(Enum):
    """What a method asks of the caller's token."""

    CREATE = "roomCreate"
    LIST = "roomList"
    ADMIN = "roomAdmin for this room"


@dataclass(frozen=True, slots=True)
class Method:
    """One method of RoomService."""

    right: Right
    request: type[Message]
    answer: Callable[[Any, float], Message]


LATER: Final = frozenset({"SendData", "ForwardParticipant", "MoveParticipant", "PerformRpc"})
"""Methods LiveKit has and we do not."""


class RoomService:
    """LiveKit's API for whoever governs rooms; an order has taken effect when it is answered."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._methods: Final[Mapping[str, Method]] = {
            "CreateRoom": Method(Right.CREATE, api.CreateRoomRequest, self._create_room),
            "ListRooms": Method(Right.LIST, api.ListRoomsRequest, self._list_rooms),
            "DeleteRoom": Method(Right.CREATE, api.DeleteRoomRequest, self._delete_room),
            "UpdateRoomMetadata": Method(
                Right.ADMIN, api.UpdateRoomMetadataRequest, self._update_room_metadata
            ),
            "ListParticipants": Method(
                Right.ADMIN, api.ListParticipantsRequest, self._list_participants
            ),
            "GetParticipant": Method(
                Right.ADMIN, api.RoomParticipantIdentity, self._get_participant
            ),
            "RemoveParticipant": Method(
                Right.ADMIN, api.RoomParticipantIdentity, self._remove_participant
            ),
            "MutePublishedTrack": Method(
                Right.ADMIN, api.MuteRoomTrackRequest, self._mute_published_track
            ),
            "UpdateParticipant": Method(
                Right.ADMIN, api.UpdateParticipantRequest, self._update_participant
            ),
            "UpdateSubscriptions": Method(
                Right.ADMIN, api.UpdateSubscriptionsRequest, self._update_subscriptions
            ),
        }

    def call(
        self, name: str, content_type: str, authorization: str | None, body: bytes, now: float
    ) -> Reply:
        """Answer one call; never raises for what a caller sent."""
        reply = None
        with Guard(self._engine.metrics):
            reply = self._reply(name, content_type, authorization, body, now)
        return reply or error("internal", "an error of the server")

    def _reply(
        self, name: str, content_type: str, authorization: str | None, body: bytes, now: float
    ) -> Reply:
        kind = content_type.partition(";")[0].strip().lower()
        try:
            answer = self._answer(name, kind, authorization, body, now)
        except CallFailed as failure:
            return error(failure.code, failure.text)
        if kind == JSON:
            written = MessageToJson(
                answer,
                preserving_proto_field_name=True,
                always_print_fields_with_no_presence=True,
                indent=None,
            )
            return Reply(HTTPStatus.OK, JSON, written.encode())
        return Reply(HTTPStatus.OK, PROTOBUF, answer.SerializeToString())

    def _answer(
        self, name: str, kind: str, authorization: str | None, body: bytes, now: float
    ) -> Message:
        claims = self._caller(authorization, now)
        if name in LATER:
            raise CallFailed("unimplemented", f"{name} is not implemented")
        method = self._methods.get(name)
        if method is None or kind not in {PROTOBUF, JSON}:
            raise CallFailed("bad_route", "no such method, or an unexpected Content-Type")
        request = _read(method.request, kind, body)
        if not _allowed(method.right, claims, request):
            raise CallFailed("permission_denied", f"{name} needs {method.right.value}")
        self._engine.governed(now)
        answer = method.answer(request, now)
        self._engine.settle(now)
        return answer

    def _caller(self, authorization: str | None, now: float) -> Claims:
        token = bearer(authorization)
        if token is None:
            raise CallFailed("unauthenticated", "no token")
        try:
            return read_token(token, self._engine.config.keys, self._engine.wall(now))
        except TokenRefused as refusal:
            raise CallFailed("unauthenticated", f"invalid token: {refusal}") from None

    # -- rooms

    def _create_room(self, request: api.CreateRoomRequest, now: float) -> RoomInfo:
        limits = self._engine.config.limits
        if not request.name or len(request.name.encode()) > limits.name_bytes:
            raise CallFailed("invalid_argument", "a room needs a name of at most 256 bytes")
        if len(request.metadata.encode()) > limits.metadata_bytes:
            raise CallFailed("invalid_argument", "the metadata is too long")
        name = RoomName(request.name)
        room = self._engine.rooms.get(name)
        if room is None:
            if len(self._engine.rooms) >= limits.rooms:
                raise CallFailed("resource_exhausted", "too many rooms")
            room = self._engine.open_room(name, now)
            room.empty_timeout_s = request.empty_timeout or room.empty_timeout_s
            room.departure_timeout_s = request.departure_timeout or room.departure_timeout_s
            room.max_participants = request.max_participants
            room.metadata = request.metadata
        return room.info()

    def _list_rooms(self, request: api.ListRoomsRequest, _: float) -> api.ListRoomsResponse:
        names = set(request.names)
        rooms = self._engine.rooms.values()
        return api.ListRoomsResponse(
            rooms=[room.info() for room in rooms if not names or room.name in names]
        )

    def _delete_room(self, request: api.DeleteRoomRequest, now: float) -> api.DeleteRoomResponse:
        self._engine.close_room(self._room(request.room), now)
        return api.DeleteRoomResponse()

    def _update_room_metadata(self, request: api.UpdateRoomMetadataRequest, _: float) -> RoomInfo:
        room = self._room(request.room)
        if len(request.metadata.encode()) > self._engine.config.limits.metadata_bytes:
            raise CallFailed("invalid_argument", "the metadata is too long")
        room.describe(request.metadata)
        return room.info()

    # -- participants

    def _list_participants(
        self, request: api.ListParticipantsRequest, _: float
    ) -> api.ListParticipantsResponse:
        room = self._room(request.room)
        people = [each.info() for each in room.participants.values()]
        return api.ListParticipantsResponse(participants=people)

    def _get_participant(self, request: api.RoomParticipantIdentity, _: float) -> ParticipantInfo:
        return self._participant(self._room(request.room), request.identity).info()

    def _remove_participant(
        self, request: api.RoomParticipantIdentity, now: float
    ) -> api.RemoveParticipantResponse:
        room = self._room(request.room)
        participant = self._participant(room, request.identity)
        room.remove(participant, DisconnectReason.PARTICIPANT_REMOVED, now=now)
        return api.RemoveParticipantResponse()

    def _mute_published_track(
        self, request: api.MuteRoomTrackRequest, _: float
    ) -> api.MuteRoomTrackResponse:
        room = self._room(request.room)
        participant = self._participant(room, request.identity)
        publication = participant.publications.get(request.track_sid)
        if publication is None:
            raise CallFailed("not_found", "track does not exist")
        if not request.muted:
            raise CallFailed("failed_precondition", "only its owner opens a microphone")
        room.mute(participant, request.track_sid, muted=True, ordered=True)
        return api.MuteRoomTrackResponse(track=publication.info)

    def _update_participant(
        self, request: api.UpdateParticipantRequest, _: float
    ) -> ParticipantInfo:
        room = self._room(request.room)
        participant = self._participant(room, request.identity)
        described = request.name or request.metadata or request.attributes
        if described and not room.rename(
            participant,
            name=request.name,
            metadata=request.metadata,
            attributes=dict(request.attributes),
        ):
            raise CallFailed("invalid_argument", "name, metadata or attributes are too long")
        if request.HasField("permission"):
            room.permit(participant, permission_from(request.permission))
        return participant.info()

    def _update_subscriptions(
        self, request: api.UpdateSubscriptionsRequest, _: float
    ) -> api.UpdateSubscriptionsResponse:
        room = self._room(request.room)
        listener = self._participant(room, request.identity)
        sids = [*request.track_sids]
        for each in request.participant_tracks:
            sids.extend(each.track_sids)
        room.audience.choose(listener, sids, room.published, wanted=request.subscribe)
        return api.UpdateSubscriptionsResponse()

    def _room(self, name: str) -> Room:
        room = self._engine.rooms.get(RoomName(name))
        if room is None:
            raise CallFailed("not_found", "requested room does not exist")
        return room

    def _participant(self, room: Room, identity: str) -> Participant:
        participant = room.participants.get(Identity(identity))
        if participant is None:
            raise CallFailed("not_found", "participant does not exist")
        return participant


def error(code: str, text: str) -> Reply:
    """Write one of Twirp's errors."""
    body = {"code": code, "msg": text, "meta": {}}
    return Reply(STATUS[code], JSON, json.dumps(body).encode())


def _read(kind: type[Message], content_type: str, body: bytes) -> Message:
    if len(body) > LONGEST_REQUEST:
        raise CallFailed("invalid_argument", "the request is too long")
    try:
        if content_type == JSON:
            return Parse(body, kind(), ignore_unknown_fields=True, max_recursion_depth=20)
        return kind.FromString(body)
    except (ParseError, DecodeError, UnicodeDecodeError, RecursionError):
        raise CallFailed("malformed", "the request cannot be read") from None


def _allowed(right: Right, claims: Claims, request: Any) -> bool:  # noqa: ANN401 - any of them
    match right:
        case Right.CREATE:
            return claims.room_create
        case Right.LIST:
            return claims.room_list
        case Right.ADMIN:
            return claims.may_govern(request.room)
