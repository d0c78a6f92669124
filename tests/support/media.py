"""A LiveKit server without sound: real signalling and real RoomService, in this process."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
from aiohttp import WSMsgType, web
from google.protobuf.message import Message
from livekit.protocol import models, room, rtc

KEY = "torg"
SECRET = "the secret of a media server in a test"  # noqa: S105 - of nothing real

Permission = models.ParticipantPermission
Handler = Callable[[dict[str, Any], bytes], Awaitable[Message]]


@dataclass
class FakeParticipant:
    info: models.ParticipantInfo
    query: dict[str, str]
    video: dict[str, Any]
    claims: dict[str, Any]
    socket: web.WebSocketResponse | None = None
    received: list[str] = field(default_factory=list)


class FakeMedia:
    """Rooms and participants as a media server keeps them; tests look at both and change both."""

    def __init__(self) -> None:
        self.rooms: dict[str, dict[str, FakeParticipant]] = {}
        self.calls: list[str] = []
        self.refuses = False
        """Answers every call with 503, as a server that is not quite there."""
        self.answering = asyncio.Event()
        """While it is clear, calls are taken and not answered."""
        self.answering.set()
        self.joins_as = models.ParticipantInfo.State.ACTIVE
        self.before_join: Callable[[], Awaitable[None]] | None = None
        """Runs when a participant is in, and has not been told so yet."""
        self._sids = itertools.count(1)
        self._calls: dict[str, tuple[str, Handler]] = {
            "ListRooms": ("roomList", self._list_rooms),
            "CreateRoom": ("roomCreate", self._create_room),
            "DeleteRoom": ("roomCreate", self._delete_room),
            "ListParticipants": ("roomAdmin", self._list_participants),
            "RemoveParticipant": ("roomAdmin", self._remove_participant),
            "UpdateParticipant": ("roomAdmin", self._update_participant),
        }

    @property
    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/rtc", self._rtc)
        app.router.add_post("/twirp/livekit.RoomService/{method}", self._twirp)
        return app

    def people(self, name: str) -> set[str]:
        """Who is in a room."""
        return set(self.rooms.get(name, ()))

    def put(self, name: str, identity: str, permission: Permission) -> FakeParticipant:
        """Put somebody into a room by the back door."""
        info = models.ParticipantInfo(
            sid=f"PA_{next(self._sids)}",
            identity=identity,
            state=self.joins_as,
            permission=permission,
        )
        participant = FakeParticipant(info, {}, {}, {})
        self.rooms.setdefault(name, {})[identity] = participant
        return participant

    async def say(self, name: str, identity: str, message: rtc.SignalResponse) -> None:
        """Send a message to a participant."""
        socket = self.rooms[name][identity].socket
        assert socket is not None
        await socket.send_bytes(message.SerializeToString())

    async def _rtc(self, request: web.Request) -> web.StreamResponse:
        if self.refuses:
            return web.Response(status=503)
        claims = self._claims(request)
        video = claims["video"]
        if video["room"] not in self.rooms:
            return web.Response(status=404, text="requested room does not exist")
        socket = web.WebSocketResponse(max_msg_size=1 << 20, timeout=0.2)
        await socket.prepare(request)
        await self._leave_older(video["room"], claims["sub"])
        participant = self.put(video["room"], claims["sub"], _permission(video))
        participant.query, participant.video = dict(request.query), video
        participant.claims, participant.socket = claims, socket
        if self.before_join is not None:
            await self.before_join()
        join = rtc.JoinResponse(
            room=models.Room(name=video["room"], sid="RM_1"),
            participant=participant.info,
            ping_interval=5,
            ping_timeout=15,
        )
        await _send(socket, rtc.SignalResponse(join=join))
        async for message in socket:
            if message.type is WSMsgType.BINARY:
                request_ = rtc.SignalRequest.FromString(message.data)
                await self._received(video["room"], participant, request_)
        return socket

    async def _leave_older(self, name: str, identity: str) -> None:
        older = self.rooms[name].pop(identity, None)
        if older is not None:
            await _bye(older, models.DisconnectReason.DUPLICATE_IDENTITY)

    async def _received(
        self, name: str, participant: FakeParticipant, request: rtc.SignalRequest
    ) -> None:
        kind = request.WhichOneof("message") or ""
        participant.received.append(kind)
        tracks = participant.info.tracks
        if kind == "add_track" and participant.info.permission.can_publish:
            asked = request.add_track
            tracks.add(
                sid=f"TR_{next(self._sids)}",
                type=asked.type,
                source=asked.source,
                muted=asked.muted,
            )
        elif kind == "mute":
            for track in tracks:
                if track.sid == request.mute.sid:
                    track.muted = request.mute.muted
        elif kind == "leave":
            self.rooms[name].pop(participant.info.identity, None)

    async def _twirp(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls.append(method)
        if self.refuses:
            return _twirp_error("unavailable", 503)
        await self.answering.wait()
        right, handler = self._calls[method]
        try:
            video = self._claims(request)["video"]
        except (jwt.InvalidTokenError, KeyError):
            return _twirp_error("unauthenticated", 401)
        if not video.get(right):
            return _twirp_error("permission_denied", 403)
        try:
            answer = await handler(video, await request.read())
        except LookupError:
            return _twirp_error("not_found", 404)
        return web.Response(body=answer.SerializeToString(), content_type="application/protobuf")

    def _claims(self, request: web.Request) -> dict[str, Any]:
        token = request.headers["Authorization"].removeprefix("Bearer ")
        claims: dict[str, Any] = jwt.decode(token, SECRET, ["HS256"], issuer=KEY)
        return claims

    async def _list_rooms(self, _: dict[str, Any], body: bytes) -> Message:
        names = room.ListRoomsRequest.FromString(body).names or self.rooms
        found = [models.Room(name=name) for name in names if name in self.rooms]
        return room.ListRoomsResponse(rooms=found)

    async def _create_room(self, _: dict[str, Any], body: bytes) -> Message:
        name = room.CreateRoomRequest.FromString(body).name
        self.rooms.setdefault(name, {})
        return models.Room(name=name)

    async def _delete_room(self, _: dict[str, Any], body: bytes) -> Message:
        for participant in self.rooms.pop(room.DeleteRoomRequest.FromString(body).room).values():
            await _bye(participant, models.DisconnectReason.ROOM_DELETED)
        return room.DeleteRoomResponse()

    async def _list_participants(self, _: dict[str, Any], body: bytes) -> Message:
        people = self.rooms[room.ListParticipantsRequest.FromString(body).room].values()
        return room.ListParticipantsResponse(participants=[one.info for one in people])

    async def _remove_participant(self, _: dict[str, Any], body: bytes) -> Message:
        who = room.RoomParticipantIdentity.FromString(body)
        participant = self.rooms[who.room].pop(who.identity)
        await _bye(participant, models.DisconnectReason.PARTICIPANT_REMOVED)
        return room.RemoveParticipantResponse()

    async def _update_participant(self, _: dict[str, Any], body: bytes) -> Message:
        asked = room.UpdateParticipantRequest.FromString(body)
        info = self.rooms[asked.room][asked.identity].info
        info.permission.CopyFrom(asked.permission)
        if not info.permission.can_publish:
            del info.tracks[:]
        return info


@asynccontextmanager
async def a_fake_media(path: Path) -> AsyncIterator[FakeMedia]:
    """Run a media server on a unix socket."""
    media = FakeMedia()
    runner = web.AppRunner(media.app, shutdown_timeout=0.1)
    await runner.setup()
    await web.UnixSite(runner, str(path)).start()
    try:
        yield media
    finally:
        await runner.cleanup()


def _permission(video: dict[str, Any]) -> Permission:
    return Permission(
        can_subscribe=video.get("canSubscribe", True),
        can_publish=video.get("canPublish", True),
        can_publish_data=video.get("canPublishData", True),
        can_publish_sources=[name.upper() for name in video.get("canPublishSources", ())],
        can_update_metadata=video.get("canUpdateOwnMetadata", False),
        hidden=video.get("hidden", False),
        recorder=video.get("recorder", False),
        agent=video.get("agent", False),
    )


def _twirp_error(code: str, status: int) -> web.Response:
    return web.json_response({"code": code, "msg": code}, status=status)


async def _send(socket: web.WebSocketResponse, message: Message) -> None:
    await socket.send_bytes(message.SerializeToString())


async def _bye(participant: FakeParticipant, reason: models.DisconnectReason) -> None:
    if participant.socket is None or participant.socket.closed:
        return
    leave = rtc.LeaveRequest(action=rtc.LeaveRequest.Action.DISCONNECT, reason=reason)
    await _send(participant.socket, rtc.SignalResponse(leave=leave))
    # Closing waits for the other side; whoever gave the order does not.
    _goodbyes.add(task := asyncio.ensure_future(participant.socket.close()))
    task.add_done_callback(_goodbyes.discard)


_goodbyes: set[asyncio.Future[bool]] = set()
