"""All SQL about whose the instance is when its owner goes."""

from collections.abc import Sequence

from sqlalchemy import exists, select, update

from torg.accounts.account import InstanceRole
from torg.accounts.models import AccountRow
from torg.db.session import Transaction
from torg.kit.ids import AccountId

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
