"""Ending login sessions, and with each all it held open: requests, feed, signalling, sound."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from uuid import UUID

from torg.accounts.account import Account
from torg.accounts.repository import LoginSessions
from torg.accounts.sign_in_schemas import LoginSession, MyLoginSessions
from torg.db.session import Transaction
from torg.kit.ids import AccountId, LoginSessionId

Departure = Callable[[Transaction, AccountId, LoginSessionId, datetime], Awaitable[None]]
"""Takes whoever signs out from the room this login session let them into."""


class Ending:
    """Ends a member's own login sessions, within one transaction."""

    def __init__(
        self, transaction: Transaction, account: Account, depart: Departure, now: datetime
    ) -> None:
        self._transaction = transaction
        self._sessions = LoginSessions(transaction)
        self._account = account
        self._depart = depart
        self._now = now

    async def current(self) -> None:
        """End the login session that asks."""
        await self._end([self._account.login_session])

    async def one(self, login_session: UUID) -> None:
        """End one of them; one that is not the member's own is not there."""
        mine = await self._mine()
        await self._end([each for each in mine if each == login_session])

    async def others(self) -> None:
        """End all but the one that asks."""
        mine = await self._mine()
        await self._end([each for each in mine if each != self._account.login_session])

    async def begun_by(self, passkey: UUID) -> None:
        """End those whose bearer came by this passkey, be it the one that asks."""
        await self._end(await self._sessions.begun_by(passkey, self._account.id, self._now))

    async def all(self) -> None:
        """End all, that which asks too."""
        await self._end(await self._mine())

    async def _mine(self) -> list[LoginSessionId]:
        return [each.id for each in await self._sessions.live_of(self._account.id, self._now)]

    async def _end(self, login_sessions: Iterable[LoginSessionId]) -> None:
        await _end(self._transaction, self._account.id, login_sessions, self._depart, self._now)


async def end_all_of(
    transaction: Transaction, account: AccountId, depart: Departure, now: datetime
) -> None:
    """End every login session of a member who has risen: what they may now takes a new secret."""
    known = await LoginSessions(transaction).live_of(account, now)
    await _end(transaction, account, [each.id for each in known], depart, now)


async def _end(
    transaction: Transaction,
    account: AccountId,
    login_sessions: Iterable[LoginSessionId],
    depart: Departure,
    now: datetime,
) -> None:
    for each in login_sessions:
        await depart(transaction, account, each, now)
        await LoginSessions(transaction).revoke(each, now)
        transaction.tell(f"session:{each}", {"kind": "signed_out"})


async def listed(transaction: Transaction, account: Account, now: datetime) -> MyLoginSessions:
    """Say where a member is signed in."""
    known = await LoginSessions(transaction).live_of(account.id, now)
    return MyLoginSessions(
        sessions=tuple(
            LoginSession(
                id=each.id,
                current=each.id == account.login_session,
                created_at=each.created_at,
                last_seen_at=each.last_seen_at,
                browser=each.browser,
            )
            for each in known
        )
    )
