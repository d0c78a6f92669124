"""The two tokens of a lease: one for the browser, one for the media server behind us."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import jwt
from livekit import api
from livekit.api.access_token import Claims

from torg.kit.ids import AccountId, LeaseId, RoomId
from torg.media.leases import Grant, Lease, grants_for

AUDIENCE: Final = "torg-rtc"
ALGORITHM: Final = "HS256"
LEASE_TOKEN_LIFE: Final = timedelta(minutes=10)
INNER_TOKEN_LIFE: Final = timedelta(seconds=60)
LEEWAY: Final = timedelta(seconds=5)
TOKEN_LIMIT: Final = 2_048
"""A lease token has some 400 characters; whatever is much longer is not looked at."""


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
        if len(text) > TOKEN_LIMIT:
            raise BadLeaseToken
        try:
            claims = self._verified(text, now)
            return LeaseClaim(
                lease=LeaseId(claims["sub"]),
                account=AccountId(UUID(claims["account"])),
                room=RoomId(UUID(claims["room"])),
                epoch=int(claims["epoch"]),
            )
        except (jwt.InvalidTokenError, KeyError, TypeError, ValueError, AttributeError) as fault:
            raise BadLeaseToken from fault

    def _verified(self, text: str, now: datetime) -> dict[str, Any]:
        """Check form, signature, audience and times; the times against `now`, not the machine."""
        header = jwt.get_unverified_header(text)
        if not header.keys() <= {"alg", "typ"}:
            raise jwt.InvalidTokenError("a key or an extension is named; there is one of each")
        claims: dict[str, Any] = jwt.decode(
            text,
            self.own,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            options={
                "require": ["aud", "sub", "nbf", "exp"],
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
                "strict_aud": True,
            },
        )
        begins, ends = (_moment(claims[name]) for name in ("nbf", "exp"))
        if not begins - LEEWAY.total_seconds() <= now.timestamp() < ends + LEEWAY.total_seconds():
            raise jwt.ExpiredSignatureError
        if ends - begins > LEASE_TOKEN_LIFE.total_seconds():
            raise jwt.InvalidTokenError("no lease token lives this long")
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


def _moment(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise jwt.InvalidTokenError("times are whole seconds")
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
