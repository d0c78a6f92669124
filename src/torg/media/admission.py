"""Who may open a signalling connection: the checks of every connect and reconnect."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

from starlette.requests import HTTPConnection

from torg.config import Settings
from torg.db.session import Database
from torg.errors import DatabaseBusy, TooMany
from torg.kit.clock import Clock
from torg.kit.http import network_of
from torg.kit.ids import AccountId
from torg.kit.limits import Limited, Limits
from torg.kit.origin import is_own_origin
from torg.media.leases import Lease
from torg.media.reconciler import Reconciler
from torg.media.repository import Leases
from torg.media.sockets import Sockets
from torg.media.tokens import BadLeaseToken, LeaseClaim, LeaseKeys

NO_ROOM: Final = "requested room does not exist"
"""LiveKit's own words for 404. Any other text makes livekit-client try again, without end."""


IsCookieOf = Callable[[HTTPConnection, AccountId], Awaitable[bool]]
"""Says whether the cookie that came along, if any, is this account's."""


class Refused(Exception):
    """No connection; the status and words are LiveKit's, which its clients act on."""

    def __init__(self, status: HTTPStatus, words: str, retry_after: int | None = None) -> None:
        super().__init__(status, words)
        self.status = status
        self.words = words
        self.retry_after = retry_after


async def lease_of(connection: HTTPConnection, *, connects: bool) -> Lease:
    """Give the live lease whose token came along; `connects` counts it. Raises Refused."""
    state = connection.app.state
    settings: Settings = state.settings
    reconciler: Reconciler = state.reconciler
    origin = connection.headers.get("origin")
    if origin is not None and not is_own_origin(origin, settings):
        raise Refused(HTTPStatus.FORBIDDEN, "foreign origin")
    try:
        lease = await _lease_shown(connection, state.limits)
        if not connects:
            state.limits.spend(Limited.SIGNALLING_ASKED, lease=lease.id)
        if not reconciler.is_confirmed:
            raise media_away()
        if connects:
            _count(lease, state.limits, state.sockets)
    except TooMany as refusal:
        raise Refused(
            HTTPStatus.TOO_MANY_REQUESTS, "too many tries", refusal.retry_after
        ) from refusal
    except DatabaseBusy as refusal:
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "busy", refusal.retry_after) from refusal
    return lease


async def _lease_shown(connection: HTTPConnection, limits: Limits) -> Lease:
    """Find the lease; who has none is counted against their network. Raises TooMany."""
    network = network_of(connection)
    limits.check(Limited.SIGNALLING_ASTRAY, network=network)
    try:
        return await _lease_claimed(connection)
    except Refused:
        limits.spend(Limited.SIGNALLING_ASTRAY, network=network)
        raise


def _count(lease: Lease, limits: Limits, sockets: Sockets) -> None:
    """Count a connect, unless it is we who cannot take it: that is not the lease's fault."""
    limits.check(Limited.SIGNALLING, lease=lease.id)
    if not sockets.has_room_for_a_join():
        raise media_away()
    limits.spend(Limited.SIGNALLING, lease=lease.id)


def media_away() -> Refused:
    """Say that nobody can be let in just now; clients try again."""
    return Refused(HTTPStatus.SERVICE_UNAVAILABLE, "media server is away or busy", 1)


async def _lease_claimed(connection: HTTPConnection) -> Lease:
    """Read the token, then the lease: a token gives nothing by itself."""
    clock: Clock = connection.app.state.clock
    keys: LeaseKeys = connection.app.state.lease_keys
    try:
        claim = keys.read_lease_token(_token_in(connection), clock.now())
    except BadLeaseToken as fault:
        raise Refused(HTTPStatus.UNAUTHORIZED, "invalid token") from fault
    lease = await read_lease(connection.app.state.database, claim)
    if lease is None:
        raise Refused(HTTPStatus.NOT_FOUND, NO_ROOM)
    is_cookie_of: IsCookieOf = connection.app.state.is_cookie_of
    if not await is_cookie_of(connection, lease.account):
        raise Refused(HTTPStatus.FORBIDDEN, "signed in as somebody else")
    return lease


async def read_lease(database: Database, claim: LeaseClaim) -> Lease | None:
    """Give the lease as it is now, if it is live and just the one that is claimed."""
    async with database.reading() as transaction:
        lease = await Leases(transaction).live(claim.lease)
    return lease if lease is not None and claim.is_of(lease) else None


def _token_in(connection: HTTPConnection) -> str:
    """Find the one token: in the query as browsers send it, or as a bearer like other programs."""
    tokens = connection.query_params.getlist("access_token")
    scheme, _, bearer = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        tokens.append(bearer.strip())
    if len(tokens) != 1:
        raise BadLeaseToken
    return tokens[0]
