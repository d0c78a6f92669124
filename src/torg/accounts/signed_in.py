"""Who is asking: the login session behind a request or a socket."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection, Request
from starlette.websockets import WebSocket

from torg.accounts.account import Account, InstanceRole
from torg.accounts.cookie import secret_in
from torg.accounts.repository import LoginSessions
from torg.accounts.rules import is_due_for_touch
from torg.db.request import Reading, Tx
from torg.db.session import Database
from torg.errors import NotAllowed, NotSignedIn
from torg.kit.http import Now, answers, network_of
from torg.kit.limits import Limited, Limits
from torg.kit.origin import is_own_origin

__all__ = [
    "Account",
    "Admin",
    "Now",
    "Owner",
    "Reading",
    "SignedIn",
    "Tx",
    "answers",
    "count_visitor",
    "signed_in_socket",
]


async def _signed_in(request: Request, now: Now) -> Account:
    account = await _counted(request, request.app.state.database, now)
    if account is None:
        raise NotSignedIn
    return account


async def _counted(connection: HTTPConnection, database: Database, now: datetime) -> Account | None:
    """Give who asks and count it, for nobody against their network. Raises TooMany."""
    limits: Limits = connection.app.state.limits
    account = await bearer(connection, database, now)
    if account is not None:
        limits.spend(Limited.REQUEST, account=account.id)
    elif secret_in(connection) is not None:
        # Any cookie buys the network's larger allowance, so a false one pays here.
        limits.spend(Limited.REQUEST_SIGNED_OUT, network=network_of(connection))
    return account


async def count_visitor(request: Request, now: Now) -> None:
    """Count whoever asks where nobody needs to be signed in. Raises TooMany."""
    await _counted(request, request.app.state.database, now)


SignedIn = Annotated[Account, Depends(_signed_in)]
"""The member who asks, from the cookie and the session row, never from the request's own words."""


async def _admin(account: SignedIn) -> Account:
    if account.role not in {InstanceRole.OWNER, InstanceRole.ADMIN}:
        raise NotAllowed
    return account


async def _owner(account: SignedIn) -> Account:
    if account.role is not InstanceRole.OWNER:
        raise NotAllowed
    return account


Admin = Annotated[Account, Depends(_admin)]
"""The member who asks, if they may act on the instance as a whole. Raises NotAllowed."""

Owner = Annotated[Account, Depends(_owner)]
"""The member who asks, if the instance is theirs. Raises NotAllowed."""


async def bearer(connection: HTTPConnection, database: Database, now: datetime) -> Account | None:
    """Give whose cookie came along; None when there is none or its login session is over.

    It reads in a transaction of its own and gives the connection back at once: a request that
    held one while it waited for its second could starve the pool.
    """
    secret = secret_in(connection)
    if secret is None:
        return None
    async with database.reading() as transaction:
        found = await LoginSessions(transaction).bearer_of(secret, now)
    if found is None:
        return None
    account, last_seen_at = found
    if is_due_for_touch(last_seen_at, now):
        async with database.transaction() as transaction:
            await LoginSessions(transaction).touch(account.login_session, now)
    return account


async def signed_in_socket(
    websocket: WebSocket, database: Database, now: datetime
) -> Account | None:
    """Give who opens this socket, before it is accepted; None for no one and for foreign pages.

    Raises TooMany.
    """
    if not is_own_origin(websocket.headers.get("origin"), websocket.app.state.settings):
        return None
    return await _counted(websocket, database, now)
