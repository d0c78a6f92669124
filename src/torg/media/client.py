"""The media server as the gateway sees it, and LiveKit's interface behind that view."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Final, Protocol, TypeVar

import aiohttp
from livekit import api
from livekit.protocol.models import ParticipantInfo, ParticipantPermission, TrackSource, TrackType

from torg.media.leases import Grant, Participant
from torg.stage.state import Mic

T = TypeVar("T")

CALL_WITHIN_S: Final = 2.0
CONNECT_WITHIN_S: Final = 3.0
TOKEN_KEPT_S: Final = 300.0
"""Far less than the six hours for which the SDK signs one."""
TOKENS_KEPT: Final = 1_000
UPSTREAM_BEAT_S: Final = 15.0
UPSTREAM_FRAME_LIMIT: Final = 1 << 20
"""A `join` that names a whole stage has some 10 KB; LiveKit's own with 5,000 people 430 KB."""

UNIX_HOST: Final = "http://media"
"""The host written into requests through a unix socket; it is never resolved."""

_SOURCES: Final = {number: name.lower() for name, number in TrackSource.items()}


class MediaUnreachable(Exception):
    """The media server did not answer in time, or not as it should: nothing is known."""


class NoSuchRoom(Exception):
    """The media server has no room of this name."""


class MediaServer(Protocol):
    """All that the gateway ever asks of media. Every call raises MediaUnreachable."""

    async def rooms(self) -> frozenset[str]:
        """Give the names of all rooms."""
        ...

    async def open_room(self, room: str) -> None:
        """Make a room; one that is there stays as it is."""
        ...

    async def delete_room(self, room: str) -> None:
        """End a room for everyone in it; one that is not there is no error."""
        ...

    async def participants(self, room: str) -> tuple[Participant, ...]:
        """List everyone in a room; nobody is in a room that is not there."""
        ...

    async def remove(self, room: str, identity: str) -> None:
        """Take someone out of a room; who is not there is no error."""
        ...

    async def set_grant(self, room: str, identity: str, grant: Grant) -> None:
        """Replace what someone may do; who is not there is no error."""
        ...

    async def signalling(
        self, query: Mapping[str, str], token: str
    ) -> aiohttp.ClientWebSocketResponse:
        """Open a signalling socket with this inner token. Raises NoSuchRoom too."""
        ...


class _RoomService(api.room_service.RoomService):
    """LiveKit's own, but for its tokens: signing one for each call costs as much as the call."""

    def __init__(self, session: aiohttp.ClientSession, url: str, key: str, secret: str) -> None:
        super().__init__(session, url, key, secret, failover=False)
        self._headers: dict[tuple[str, str], tuple[float, dict[str, str]]] = {}

    def _auth_header(
        self, grants: api.VideoGrants | None, sip: api.SIPGrants | None = None
    ) -> dict[str, str]:
        """Give the header for these grants, the same one for a while."""
        now, which = asyncio.get_running_loop().time(), (repr(grants), repr(sip))
        made_at, header = self._headers.get(which, (-math.inf, {}))
        if now - made_at < TOKEN_KEPT_S:
            return header
        if len(self._headers) >= TOKENS_KEPT:
            self._headers.clear()
        header = super()._auth_header(grants, sip)
        self._headers[which] = (now, header)
        return header


class LiveKit:
    """RoomService and signalling of a LiveKit server, over one HTTP session."""

    def __init__(self, session: aiohttp.ClientSession, url: str, key: str, secret: str) -> None:
        """Take the server's http(s) or ws(s) address; `connected` makes the session."""
        self._session = session
        # The scheme only: LiveKit is known by ws:// and wss:// addresses.
        self._url = url.replace("ws", "http", 1) if url.startswith("ws") else url
        self._service = _RoomService(session, self._url, key, secret)

    async def rooms(self) -> frozenset[str]:
        """Give the names of all rooms."""
        listed = await _asked(self._service.list_rooms(api.ListRoomsRequest()))
        return frozenset() if listed is None else frozenset(room.name for room in listed.rooms)

    async def open_room(self, room: str) -> None:
        """Make a room; one that is there stays as it is."""
        await _asked(self._service.create_room(api.CreateRoomRequest(name=room)))

    async def delete_room(self, room: str) -> None:
        """End a room for everyone in it; one that is not there is no error."""
        await _asked(self._service.delete_room(api.DeleteRoomRequest(room=room)))

    async def participants(self, room: str) -> tuple[Participant, ...]:
        """List everyone in a room; nobody is in a room that is not there."""
        listed = await _asked(
            self._service.list_participants(api.ListParticipantsRequest(room=room))
        )
        return () if listed is None else tuple(map(participant_of, listed.participants))

    async def remove(self, room: str, identity: str) -> None:
        """Take someone out of a room; who is not there is no error."""
        who = api.RoomParticipantIdentity(room=room, identity=identity)
        await _asked(self._service.remove_participant(who))

    async def set_grant(self, room: str, identity: str, grant: Grant) -> None:
        """Replace what someone may do; who is not there is no error."""
        change = api.UpdateParticipantRequest(
            room=room, identity=identity, permission=permission_of(grant)
        )
        await _asked(self._service.update_participant(change))

    async def signalling(
        self, query: Mapping[str, str], token: str
    ) -> aiohttp.ClientWebSocketResponse:
        """Open a signalling socket with this inner token. Raises NoSuchRoom too."""
        try:
            async with asyncio.timeout(CONNECT_WITHIN_S):
                return await self._session.ws_connect(
                    f"{self._url}/rtc",
                    params=query,
                    headers={"Authorization": f"Bearer {token}"},
                    max_msg_size=UPSTREAM_FRAME_LIMIT,
                    compress=0,
                    heartbeat=UPSTREAM_BEAT_S,
                )
        except aiohttp.WSServerHandshakeError as refusal:
            if refusal.status == HTTPStatus.NOT_FOUND:
                raise NoSuchRoom from None
            # Not `from refusal`: it carries the request's headers, and so the token.
            raise MediaUnreachable(f"signalling refused with {refusal.status}") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            raise MediaUnreachable(type(fault).__name__) from None

    async def figures(self) -> bytes:
        """Give the figures of our own media server, in Prometheus' text form."""
        try:
            async with self._session.get(f"{self._url}/metrics") as answer:
                answer.raise_for_status()
                return await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            raise MediaUnreachable(type(fault).__name__) from fault


@asynccontextmanager
async def connected(target: str | Path, key: str, secret: str) -> AsyncIterator[LiveKit]:
    """Give a client for a server's address, or for the unix socket at a path."""
    connector = (
        # No limit: one connection per person in a room, and a call must never wait for one.
        aiohttp.UnixConnector(path=str(target), limit=0)
        if isinstance(target, Path)
        else aiohttp.TCPConnector(limit=0)
    )
    timeout = aiohttp.ClientTimeout(total=CALL_WITHIN_S)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        yield LiveKit(session, UNIX_HOST if isinstance(target, Path) else target, key, secret)


async def _asked(call: Awaitable[T]) -> T | None:
    """Wait for an answer; None when what was asked about is not there."""
    try:
        async with asyncio.timeout(CALL_WITHIN_S):
            return await call
    except api.TwirpError as error:
        if error.code == api.TwirpErrorCode.NOT_FOUND:
            return None
        raise MediaUnreachable(error.code) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as fault:
        raise MediaUnreachable(type(fault).__name__) from fault


def participant_of(info: ParticipantInfo) -> Participant:
    """Read one line of ListParticipants."""
    muted = [
        track.muted
        for track in info.tracks
        if track.type == TrackType.AUDIO and track.source == TrackSource.MICROPHONE
    ]
    return Participant(
        identity=info.identity,
        grant=grant_of(info.permission),
        connected=info.state == ParticipantInfo.State.ACTIVE,
        mic=Mic.NONE if not muted else Mic.MUTED if all(muted) else Mic.LIVE,
    )


def grant_of(permission: ParticipantPermission) -> Grant:
    """Read what a participant may do."""
    return Grant(
        can_subscribe=permission.can_subscribe,
        can_publish=permission.can_publish,
        can_publish_sources=tuple(
            _SOURCES.get(source, "unknown") for source in permission.can_publish_sources
        ),
        can_publish_data=permission.can_publish_data,
        can_update_own_metadata=permission.can_update_metadata,
        hidden=permission.hidden,
        recorder=permission.recorder,
        agent=permission.agent,
    )


def permission_of(grant: Grant) -> ParticipantPermission:
    """Write a grant as LiveKit's permission, every field of it: UpdateParticipant replaces all."""
    return ParticipantPermission(
        can_subscribe=grant.can_subscribe,
        can_publish=grant.can_publish,
        can_publish_sources=[source.upper() for source in grant.can_publish_sources],
        can_publish_data=grant.can_publish_data,
        can_update_metadata=grant.can_update_own_metadata,
        hidden=grant.hidden,
        recorder=grant.recorder,
        agent=grant.agent,
    )
