"""All SQL about suspensions, which stand in the rows of the accounts."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from torg.accounts.models import AccountRow, LoginSessionRow
from torg.accounts.suspension import Suspension, holds, seconds_left
from torg.db.session import Transaction
from torg.errors import Suspended
from torg.kit.ids import AccountId


def may_act(now: datetime) -> ColumnElement[bool]:
    """Select accounts that nobody has suspended, or not for so long."""
    return or_(AccountRow.suspended_at.is_(None), AccountRow.suspended_until <= now)


def is_suspended(now: datetime) -> ColumnElement[bool]:
    """Select the others; not by a `NOT`, which is NULL for who waits until it is lifted."""
    until = AccountRow.suspended_until
    return and_(AccountRow.suspended_at.is_not(None), or_(until.is_(None), until > now))


class Suspensions:
    """Who may not act, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._session = transaction.session

    async def require_none(self, account: AccountId, now: datetime) -> None:
        """Let only those sign in who may act; one that has run out is forgotten by it.

        Raises Suspended. Without it nobody holds a lease: leases know no clock.
        """
        # A suspension in the same moment must find either no login session or this one.
        row = await self._session.scalar(_locked([account]))
        if row is None or row.suspended_at is None:
            return
        suspension = Suspension(row.suspended_at, row.suspended_until)
        if holds(suspension, now):
            raise Suspended(account, retry_after=seconds_left(suspension, now))
        row.suspended_at, row.suspended_until = None, None
        await self._session.flush()

    async def standing(self, account: AccountId, now: datetime) -> Suspension | None:
        """Give what keeps a member from acting, under the lock of their account."""
        row = await self._session.scalar(_locked([account]))
        if row is None or row.suspended_at is None:
            return None
        suspension = Suspension(row.suspended_at, row.suspended_until)
        return suspension if holds(suspension, now) else None

    async def lock(self, accounts: Collection[AccountId]) -> None:
        """Keep others from changing or signing in these members until the end."""
        await self._session.execute(_locked(accounts).with_only_columns(AccountRow.id))

    async def suspend(
        self, accounts: Collection[AccountId], now: datetime, until: datetime | None
    ) -> None:
        """Suspend members, and end all their login sessions with what those hold open."""
        suspended = update(AccountRow).where(AccountRow.id.in_(accounts))
        await self._session.execute(
            suspended.values(suspended_at=now, suspended_until=until),
            execution_options={"synchronize_session": False},
        )
        ended = (
            update(LoginSessionRow)
            .where(LoginSessionRow.account_id.in_(accounts), LoginSessionRow.revoked_at.is_(None))
            .values(revoked_at=now)
            .returning(LoginSessionRow.id)
        )
        # Haste only: the feeds of who is signed out are looked for twice a second anyway.
        for login_session in await self._session.scalars(
            ended, execution_options={"synchronize_session": False}
        ):
            self._transaction.tell(f"session:{login_session}", {"kind": "signed_out"})

    async def lift(self, account: AccountId) -> bool:
        """Let a member act again; False when nobody had suspended them."""
        lifted = (
            update(AccountRow)
            .where(AccountRow.id == account, AccountRow.suspended_at.is_not(None))
            .values(suspended_at=None, suspended_until=None)
            .returning(AccountRow.id)
        )
        return await self._session.scalar(lifted) is not None


def _locked(accounts: Collection[AccountId]) -> Select[AccountRow]:
    """Select accounts in one order under their lock, which leaves references to them free."""
    return (
        select(AccountRow)
        .where(AccountRow.id.in_(accounts))
        .order_by(AccountRow.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
