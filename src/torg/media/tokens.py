"""The two tokens of a lease: one for the browser, one for the media server behind us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import jwt
from livekit import api
from livekit.api.access_token import Claims

from torg.errors import BadRequest
from torg.kit.ids import AccountId, LeaseId, RoomId
from torg.kit.strict_json import Json, read_json
from torg.media.leases import Grant, Lease, grants_for

AUDIENCE: Final = "torg-rtc"
ALGORITHM: Final = "HS256"
LEASE_TOKEN_LIFE: Final = timedelta(minutes=10)
INNER_TOKEN_LIFE: Final = timedelta(seconds=60)
LEEWAY: Final = timedelta(seconds=5)
CLAIMS: Final = frozenset({"aud", "sub", "account", "room", "epoch", "nbf", "exp"})
TOKEN_LIMIT: Final = 2_048
"""A lease token has some 400 characters; whatever is much longer is not looked at."""

_JWS: Final = jwt.PyJWS()


class BadLeaseToken(Exception):
    """The text is no lease token of this instance, or not of this moment."""


@dataclass(frozen=True, slots=True)
class LeaseClaim:
    """What a lease token claims; worth nothing until the lease itself has been read."""

    lease: LeaseId
    account: AccountId
    room: RoomId
    epoch: int

    def is_of(self, lease: Lease) -> bool:
        """Say whether this is a claim to just that lease."""
        return (self.lease, self.account, self.room, self.epoch) == (
            lease.id,
            lease.account,
            lease.room,
            lease.epoch,
        )


@dataclass(frozen=True, slots=True, repr=False)
class LeaseKeys:
    """The gateway's own key for lease tokens, and the key pair it has at the media server."""

    own: bytes
    livekit_key: str
    livekit_secret: str

    def lease_token(self, lease: Lease, now: datetime) -> str:
        """Mint what the browser shows at /rtc; renewed every 5 minutes, it lives 10."""
        claims = {
            "aud": AUDIENCE,
            "sub": lease.id,
            "account": str(lease.account),
            "room": str(lease.room),
            "epoch": lease.epoch,
            "nbf": int(now.timestamp()),
            "exp": int((now + LEASE_TOKEN_LIFE).timestamp()),
        }
        return jwt.encode(claims, self.own, algorithm=ALGORITHM)

    def read_lease_token(self, text: str, now: datetime) -> LeaseClaim:
        """Read a lease token. Raises BadLeaseToken for every fault alike."""
        try:
            claims = self._signed_claims(text)
            _check_times(claims, now)
            if claims.keys() != CLAIMS or claims["aud"] != AUDIENCE:
                raise BadLeaseToken
            return LeaseClaim(
                lease=LeaseId(_text(claims["sub"])),
                account=AccountId(UUID(_text(claims["account"]))),
                room=RoomId(UUID(_text(claims["room"]))),
                epoch=_whole(claims["epoch"]),
            )
        except (jwt.InvalidTokenError, BadRequest, KeyError, ValueError) as fault:
            raise BadLeaseToken from fault

    def _signed_claims(self, text: str) -> dict[str, Json]:
        """Check form and signature; one algorithm, one key, and no header that names others."""
        if len(text) > TOKEN_LIMIT or not text.isascii():
            raise BadLeaseToken
        if not jwt.get_unverified_header(text).keys() <= {"alg", "typ"}:
            raise BadLeaseToken
        claims = read_json(_JWS.decode(text, self.own, algorithms=[ALGORITHM]))
        if not isinstance(claims, dict):
            raise BadLeaseToken
        return claims

    def inner_token(self, lease: Lease, now: datetime) -> str:
        """Mint what the gateway shows upstream: the lease's grant of this moment, for 60 s."""
        grant = grants_for(lease.role, held=lease.held)
        claims = Claims(video=_video(grant, lease.room)).asdict() | {
            "iss": self.livekit_key,
            "sub": lease.id,
            "nbf": int(now.timestamp()),
            "exp": int((now + INNER_TOKEN_LIFE).timestamp()),
        }
        return jwt.encode(claims, self.livekit_secret, algorithm=ALGORITHM)


def _check_times(claims: Mapping[str, Json], now: datetime) -> None:
    """Hold the times against `now`, not against the machine's clock."""
    begins, ends = _whole(claims["nbf"]), _whole(claims["exp"])
    leeway = LEEWAY.total_seconds()
    if not begins - leeway <= now.timestamp() < ends + leeway:
        raise BadLeaseToken
    if ends - begins > LEASE_TOKEN_LIFE.total_seconds():
        raise BadLeaseToken


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise BadLeaseToken
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise BadLeaseToken
    return value


def _video(grant: Grant, room: RoomId) -> api.VideoGrants:
    """Write every field out: LiveKit reads an absent one as true."""
    return api.VideoGrants(
        room_join=True,
        room=str(room),
        can_subscribe=grant.can_subscribe,
        can_publish=grant.can_publish,
        can_publish_sources=list(grant.can_publish_sources),
        can_publish_data=grant.can_publish_data,
        can_update_own_metadata=grant.can_update_own_metadata,
    )
