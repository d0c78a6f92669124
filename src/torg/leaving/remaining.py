"""All SQL about what somebody who goes leaves behind: the instance, and places kept in rooms."""

from collections.abc import Sequence

from sqlalchemy import exists, select, union, update

from torg.accounts.account import InstanceRole
from torg.accounts.models import AccountRow
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.rooms.models import HandRow, OfferRow, RoomRow, SeatRow

HERE = AccountRow.deleted_at.is_(None)


class Remaining:
    """Who and what is there when one member goes, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def is_owner(self, account: AccountId) -> bool:
        """Say whether the instance is this member's."""
        query = select(AccountRow.role).where(AccountRow.id == account)
        role = await self._session.scalar(query.with_for_update(key_share=True))
        return role == InstanceRole.OWNER

    async def heirs_of(self, owner: AccountId) -> Sequence[AccountId]:
        """Give the admins who may act, who has been here longest first."""
        query = (
            select(AccountRow.id)
            .where(AccountRow.role == InstanceRole.ADMIN, AccountRow.id != owner, HERE)
            .where(AccountRow.suspended_at.is_(None))
            .order_by(AccountRow.created_at, AccountRow.id)
            .with_for_update(key_share=True)
        )
        return list(map(AccountId, await self._session.scalars(query)))

    async def make_owner(self, account: AccountId) -> None:
        """Let the instance be this member's."""
        heir = update(AccountRow).where(AccountRow.id == account)
        await self._session.execute(heir.values(role=InstanceRole.OWNER))

    async def anybody_but(self, account: AccountId) -> bool:
        """Say whether there are other members."""
        others = exists().where(AccountRow.id != account, HERE)
        return bool(await self._session.scalar(select(others)))

    async def rooms_awaiting(self, account: AccountId) -> Sequence[RoomId]:
        """Give the live rooms in which a seat, a hand or an offer is this member's."""
        theirs = union(
            *(
                select(row.room_id).where(row.account_id == account)
                for row in (SeatRow, HandRow, OfferRow)
            )
        )
        query = (
            select(RoomRow.id)
            .where(RoomRow.id.in_(theirs), RoomRow.ended_at.is_(None))
            .order_by(RoomRow.id)
        )
        return [RoomId(room) for room in await self._session.scalars(query)]
