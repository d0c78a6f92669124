"""All SQL about what members may give beyond their first invitations, and who may give at all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, exists, insert, literal, or_, select, update

from torg.accounts.account import InstanceRole
from torg.accounts.models import AccountRow
from torg.accounts.suspension_repository import may_act
from torg.db.session import Transaction
from torg.invitations.growth import WINDOW, Growth, Stay
from torg.invitations.models import AllowanceRow
from torg.invitations.rules import Allowance
from torg.kit.ids import AccountId, RoomId
from torg.media.models import LeaseRow


@dataclass(frozen=True, slots=True)
class Due:
    """A member for whom a window has ended that is not counted yet."""

    account: AccountId
    role: InstanceRole
    counted_until: datetime


class Allowances:
    """What each member may give, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def of(self, account: AccountId, now: datetime) -> Allowance:
        """Give what a member may give; nothing while they are suspended."""
        query = (
            select(AllowanceRow.grown, AllowanceRow.granted, may_act(now).label("acts"))
            .select_from(AccountRow)
            .outerjoin(AllowanceRow, AllowanceRow.account_id == AccountRow.id)
            .where(AccountRow.id == account)
        )
        row = (await self._session.execute(query)).one()
        return Allowance(row.grown or 0, row.granted or 0, suspended=not row.acts)

    async def hold(self, account: AccountId) -> None:
        """Keep others from spending this member's invitations until the end.

        Where writers do not take turns, two commands could else both find the last one left.
        """
        which = select(AccountRow.id).where(AccountRow.id == account)
        await self._session.execute(which.with_for_update(key_share=True))

    async def begin(self, account: AccountId, now: datetime) -> None:
        """Begin a newcomer's first window."""
        self._session.add(AllowanceRow(account_id=account, counted_until=now))
        await self._session.flush()

    async def begin_older(self) -> None:
        """Begin the windows of members of a version that counted none, when they came in."""
        counted = exists().where(AllowanceRow.account_id == AccountRow.id)
        nothing = literal(0)
        uncounted = select(AccountRow.id, nothing, nothing, AccountRow.created_at).where(~counted)
        columns = ["account_id", "grown", "granted", "counted_until"]
        await self._session.execute(insert(AllowanceRow).from_select(columns, uncounted))

    async def grant(self, account: UUID, count: int) -> bool:
        """Let a member give so many more; False when there is no such member."""
        more = (
            update(AllowanceRow)
            .where(
                AllowanceRow.account_id == account,
                exists().where(AccountRow.id == account, AccountRow.deleted_at.is_(None)),
            )
            .values(granted=AllowanceRow.granted + count)
            .returning(AllowanceRow.account_id)
        )
        return await self._session.scalar(more) is not None

    async def due(self, now: datetime, most: int) -> Sequence[Due]:
        """Give members for whom a window has ended, those first who have waited longest."""
        query = (
            select(AllowanceRow.account_id, AccountRow.role, AllowanceRow.counted_until)
            .join(AccountRow, AccountRow.id == AllowanceRow.account_id)
            .where(AllowanceRow.counted_until <= now - WINDOW, AccountRow.deleted_at.is_(None))
            .order_by(AllowanceRow.counted_until, AllowanceRow.account_id)
            .limit(most)
        )
        rows = await self._session.execute(query)
        return [
            Due(AccountId(row.account_id), InstanceRole(row.role), row.counted_until)
            for row in rows
        ]

    async def stays_of(
        self, due: Collection[Due], now: datetime
    ) -> Mapping[AccountId, Sequence[Stay]]:
        """Give where these members have been since the earliest of their windows began."""
        since = min((each.counted_until for each in due), default=now)
        query = select(
            LeaseRow.account_id, LeaseRow.room_id, LeaseRow.started_at, LeaseRow.ended_at
        ).where(
            LeaseRow.account_id.in_([each.account for each in due]),
            LeaseRow.started_at < now,
            or_(LeaseRow.ended_at.is_(None), LeaseRow.ended_at > since),
        )
        stays: dict[AccountId, list[Stay]] = {}
        for account, room, start, end in await self._session.execute(query):
            stays.setdefault(AccountId(account), []).append(Stay(RoomId(room), start, end))
        return stays

    async def grow(self, grown: Sequence[tuple[Due, Growth]]) -> None:
        """Note what the windows gave; nothing for whom another gateway has counted them."""
        if not grown:
            return
        which = update(AllowanceRow).where(
            AllowanceRow.account_id == bindparam("account"),
            AllowanceRow.counted_until == bindparam("before"),
        )
        more = which.values(
            grown=AllowanceRow.grown + bindparam("more"), counted_until=bindparam("until")
        )
        connection = await self._session.connection()
        await connection.execute(
            more,
            [
                {
                    "account": due.account,
                    "before": due.counted_until,
                    "more": growth.more,
                    "until": growth.counted_until,
                }
                for due, growth in grown
            ],
        )
