"""LiveKit access tokens: who somebody is and what he may do, or a refusal."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NewType

import jwt
from livekit.protocol.models import ParticipantInfo, ParticipantPermission, TrackSource

Identity = NewType("Identity", str)
RoomName = NewType("RoomName", str)

LEEWAY_S: Final = 5.0
"""Clocks of one machine or of a well-kept cluster; LiveKit allows 60."""
LONGEST_TOKEN: Final = 32 * 1024
"""Metadata and attributes at their limits, in base64, twice over."""
LONGEST_IDENTITY: Final = 256

SOURCES: Final[Mapping[str, int]] = {
    "camera": TrackSource.CAMERA,
    "microphone": TrackSource.MICROPHONE,
    "screen_share": TrackSource.SCREEN_SHARE,
    "screen_share_audio": TrackSource.SCREEN_SHARE_AUDIO,
}
KINDS: Final[Mapping[str, int]] = {
    name.lower(): number for name, number in ParticipantInfo.Kind.items()
}


class TokenRefused(Exception):
    """The token proves nothing; the message says why and quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a participant may do in a room; changed as a whole."""

    can_publish: bool = True
    can_subscribe: bool = True
    can_publish_data: bool = True
    sources: frozenset[int] = frozenset()
    """Track sources that may be published; none named means all."""
    can_update_metadata: bool = False
    hidden: bool = False
    recorder: bool = False
    agent: bool = False

    def may_publish(self, source: int) -> bool:
        """Whether a track of that source (`TrackSource`) may be published."""
        return self.can_publish and (not self.sources or source in self.sources)

    def message(self) -> ParticipantPermission:
        """Write it as LiveKit's message."""
        return ParticipantPermission(
            can_publish=self.can_publish,
            can_subscribe=self.can_subscribe,
            can_publish_data=self.can_publish_data,
            can_publish_sources=sorted(self.sources),  # type: ignore[arg-type] # numbers of an enum
            can_update_metadata=self.can_update_metadata,
            hidden=self.hidden,
            recorder=self.recorder,
            agent=self.agent,
        )


def permission_from(message: ParticipantPermission) -> Permission:
    """Read LiveKit's message; what it leaves out is forbidden."""
    return Permission(
        can_publish=message.can_publish,
        can_subscribe=message.can_subscribe,
        can_publish_data=message.can_publish_data,
        sources=frozenset(message.can_publish_sources),
        can_update_metadata=message.can_update_metadata,
        hidden=message.hidden,
        recorder=message.recorder,
        agent=message.agent,
    )


@dataclass(frozen=True, slots=True)
class Claims:
    """What a valid token says."""

    key: str
    identity: Identity
    expires_at: float
    name: str = ""
    metadata: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    kind: int = ParticipantInfo.STANDARD
    sha256: str = ""
    room: RoomName = RoomName("")
    room_join: bool = False
    room_admin: bool = False
    room_create: bool = False
    room_list: bool = False
    permission: Permission = field(default_factory=Permission)

    def may_join(self) -> bool:
        """Whether it admits to its room."""
        return self.room_join and bool(self.room) and bool(self.identity)

    def may_govern(self, room: str) -> bool:
        """Whether it may change that room and who is in it."""
        return self.room_admin and bool(room) and self.room == room


def read_token(token: str, keys: Mapping[str, str], wall: float) -> Claims:
    """Check and read an access token at wall time `wall` (Unix seconds). Raises TokenRefused."""
    payload = _signed_payload(token, keys)
    expires_at = _time(payload, "exp")
    if expires_at is None:
        raise TokenRefused("a token must expire")
    if wall >= expires_at + LEEWAY_S:
        raise TokenRefused("the token has expired")
    not_before = _time(payload, "nbf")
    if not_before is not None and wall < not_before - LEEWAY_S:
        raise TokenRefused("the token is not valid yet")
    return _claims(payload, expires_at)


def refreshed(claims: Claims, name: str, permission: Permission, wall: float, secret: str) -> str:
    """Mint the token a client connects with next time: same rights as now, ten minutes."""
    now = replace(claims, name=name, permission=permission)
    names = {number: source for source, number in SOURCES.items()}
    kinds = {number: kind for kind, number in KINDS.items()}
    video = {
        "roomJoin": True,
        "room": now.room,
        "canPublish": permission.can_publish,
        "canSubscribe": permission.can_subscribe,
        "canPublishData": permission.can_publish_data,
        "canPublishSources": [names[source] for source in sorted(permission.sources)],
        "canUpdateOwnMetadata": permission.can_update_metadata,
        "hidden": permission.hidden,
        "recorder": permission.recorder,
        "agent": permission.agent,
    }
    payload = {
        "iss": now.key,
        "sub": now.identity,
        "nbf": int(wall),
        "exp": int(wall) + 600,
        "name": now.name,
        "metadata": now.metadata,
        "attributes": dict(now.attributes),
        "kind": kinds[now.kind],
        "video": video,
    }
    return jwt.encode(payload, secret, algorithm="HS256")


def _signed_payload(token: str, keys: Mapping[str, str]) -> dict[str, Any]:
    if not token or len(token) > LONGEST_TOKEN:
        raise TokenRefused("no token, or one that is too long")
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") != "HS256" or "crit" in header or "b64" in header:
            raise TokenRefused("only plain HS256 is understood")
        issuer = jwt.decode_complete(token, options={"verify_signature": False})["payload"].get(
            "iss"
        )
        secret = keys.get(issuer) if isinstance(issuer, str) else None
        if secret is None:
            raise TokenRefused("the API key is unknown")
        verified = jwt.api_jws.decode(token, secret, algorithms=["HS256"])
        payload = json.loads(verified)
    except (jwt.PyJWTError, ValueError, RecursionError):
        # Raised without its cause: PyJWT's words may quote the token.
        raise TokenRefused("the token is malformed or its signature wrong") from None
    if not isinstance(payload, dict):
        raise TokenRefused("the token holds no object")
    return payload


def _claims(payload: dict[str, Any], expires_at: float) -> Claims:
    video = payload.get("video", {})
    if not isinstance(video, dict):
        raise TokenRefused("video must be an object")
    identity = _text(payload, "sub")
    if len(identity.encode(errors="replace")) > LONGEST_IDENTITY or "#" in identity:
        raise TokenRefused("the identity is too long or holds a #")
    kind = _text(payload, "kind").lower() or "standard"
    if kind not in KINDS:
        raise TokenRefused("the kind is unknown")
    permission = Permission(
        can_publish=_truth(video, "canPublish", default=True),
        can_subscribe=_truth(video, "canSubscribe", default=True),
        can_publish_data=_truth(video, "canPublishData", default=True),
        sources=_sources(video),
        can_update_metadata=_truth(video, "canUpdateOwnMetadata"),
        hidden=_truth(video, "hidden"),
        recorder=_truth(video, "recorder"),
        agent=_truth(video, "agent"),
    )
    return Claims(
        key=payload["iss"],
        identity=Identity(identity),
        expires_at=expires_at,
        name=_text(payload, "name"),
        metadata=_text(payload, "metadata"),
        attributes=_attributes(payload),
        kind=KINDS[kind],
        sha256=_text(payload, "sha256"),
        room=RoomName(_text(video, "room")),
        room_join=_truth(video, "roomJoin"),
        room_admin=_truth(video, "roomAdmin"),
        room_create=_truth(video, "roomCreate"),
        room_list=_truth(video, "roomList"),
        permission=permission,
    )


def _time(payload: dict[str, Any], claim: str) -> float | None:
    value = payload.get(claim)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TokenRefused(f"{claim} must be a number")
    return float(value)


def _text(source: dict[str, Any], claim: str) -> str:
    value = source.get(claim)
    if value is None:
        return ""
    if not isinstance(value, str) or not _encodable(value):
        raise TokenRefused(f"{claim} must be text")
    return value


def _truth(source: dict[str, Any], claim: str, *, default: bool = False) -> bool:
    value = source.get(claim)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise TokenRefused(f"{claim} must be true or false")
    return value


def _sources(video: dict[str, Any]) -> frozenset[int]:
    names = video.get("canPublishSources") or []
    if not isinstance(names, list):
        raise TokenRefused("canPublishSources must be a list")
    if not all(isinstance(name, str) and name in SOURCES for name in names):
        raise TokenRefused("canPublishSources names an unknown source")
    return frozenset(SOURCES[name] for name in names)


def _attributes(payload: dict[str, Any]) -> Mapping[str, str]:
    attributes = payload.get("attributes") or {}
    if not isinstance(attributes, dict):
        raise TokenRefused("attributes must be an object")
    if not all(isinstance(value, str) and _encodable(value) for value in attributes.values()):
        raise TokenRefused("attributes must be texts")
    if not all(_encodable(name) for name in attributes):
        raise TokenRefused("attributes must be texts")
    return attributes


def _encodable(text: str) -> bool:
    """Say whether protobuf can carry it: JSON may hold lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
