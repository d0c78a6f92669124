"""All SQL of the feed: which of the login sessions with an open socket are over."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Uuid, column, or_, select, table

from torg.db.base import Moment
from torg.db.session import Transaction
from torg.kit.ids import LoginSessionId

# Login sessions belong to a package above this one, so only their columns are named.
_LOGIN_SESSIONS = table(
    "login_sessions",
    column("id", Uuid()),
    column("account_id", Uuid()),
    column("revoked_at", Moment()),
    column("expires_at", Moment()),
)
_ACCOUNTS = table("accounts", column("id", Uuid()), column("deleted_at", Moment()))


async def ended_among(
    transaction: Transaction, login_sessions: Collection[LoginSessionId], now: datetime
) -> frozenset[LoginSessionId]:
    """Give those of the login sessions that were revoked or ran out, or whose account is gone."""
    query = (
        select(_LOGIN_SESSIONS.c.id)
        .join(_ACCOUNTS, _ACCOUNTS.c.id == _LOGIN_SESSIONS.c.account_id)
        .where(
            _LOGIN_SESSIONS.c.id.in_(login_sessions),
            or_(
                _LOGIN_SESSIONS.c.revoked_at.is_not(None),
                _LOGIN_SESSIONS.c.expires_at <= now,
                _ACCOUNTS.c.deleted_at.is_not(None),
            ),
        )
    )
    return frozenset(LoginSessionId(ended) for ended in await transaction.session.scalars(query))
