"""All SQL about recovery codes and recovery links."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update

from torg.accounts.models import AccountRow, RecoveryCodeRow, RecoveryLinkRow
from torg.accounts.rules import RECOVERY_LINK
from torg.accounts.schemas import RecoveryNotice
from torg.db.session import Transaction
from torg.kit.fresh import fingerprint_of, new_uuid
from torg.kit.ids import AccountId


class RecoveryCodes:
    """The codes members wrote down; of each only the SHA-256 is here, and only until its use."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def replace(self, account: AccountId, codes: Iterable[str], now: datetime) -> None:
        """Let these codes (as typed) be the only ones of an account."""
        mine = RecoveryCodeRow.account_id == account
        await self._session.execute(delete(RecoveryCodeRow).where(mine))
        await self.keep(account, map(fingerprint_of, codes), now)

    async def keep(self, account: AccountId, codes: Iterable[bytes], now: datetime) -> None:
        """Let an account have these codes too, of which only the SHA-256 is known."""
        self._session.add_all(
            RecoveryCodeRow(code_hash=code, account_id=account, created_at=now) for code in codes
        )
        await self._session.flush()

    async def left(self, account: AccountId) -> int:
        """Count the codes that have not been used."""
        query = select(func.count()).where(RecoveryCodeRow.account_id == account)
        return await self._session.scalar(query) or 0

    async def spend(self, handle: str, code: str) -> AccountId | None:
        """Use a code up; give whose it was. One statement, whoever is unknown: one caller wins."""
        bearer = select(AccountRow.id).where(
            AccountRow.handle == handle, AccountRow.deleted_at.is_(None)
        )
        spent = (
            delete(RecoveryCodeRow)
            .where(
                RecoveryCodeRow.code_hash == fingerprint_of(code),
                RecoveryCodeRow.account_id == bearer.scalar_subquery(),
            )
            .returning(RecoveryCodeRow.account_id)
        )
        account = await self._session.scalar(spent)
        return None if account is None else AccountId(account)


class RecoveryLinks:
    """The links that the console has printed. Their rows stay, as the record of who made them."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def add(self, account: AccountId, token: str, now: datetime) -> None:
        """Let this token sign the account in once; older ones no longer do."""
        older = (
            RecoveryLinkRow.account_id == account,
            RecoveryLinkRow.used_at.is_(None),
            RecoveryLinkRow.expires_at > now,
        )
        await self._session.execute(update(RecoveryLinkRow).where(*older).values(expires_at=now))
        self._session.add(
            RecoveryLinkRow(
                id=new_uuid(),
                account_id=account,
                token_hash=fingerprint_of(token),
                created_at=now,
                expires_at=now + RECOVERY_LINK,
            )
        )
        await self._session.flush()

    async def use(self, token: str, now: datetime) -> AccountId | None:
        """Use a link up; give whose it was, None when it is old, used or unknown. One wins."""
        used = (
            update(RecoveryLinkRow)
            .where(
                RecoveryLinkRow.token_hash == fingerprint_of(token),
                RecoveryLinkRow.used_at.is_(None),
                RecoveryLinkRow.expires_at > now,
            )
            .values(used_at=now)
            .returning(RecoveryLinkRow.account_id)
        )
        account = await self._session.scalar(used)
        return None if account is None else AccountId(account)

    async def notice(self, account: AccountId) -> RecoveryNotice | None:
        """Give what the member has to be told: the last link they have not read about."""
        query = (
            select(RecoveryLinkRow)
            .where(RecoveryLinkRow.account_id == account, RecoveryLinkRow.dismissed_at.is_(None))
            .order_by(RecoveryLinkRow.created_at.desc())
            .limit(1)
        )
        row = await self._session.scalar(query)
        if row is None:
            return None
        return RecoveryNotice(made_at=row.created_at, used_at=row.used_at)

    async def dismiss(self, account: AccountId, now: datetime) -> None:
        """Note that the member has read of every link made so far."""
        unread = (RecoveryLinkRow.account_id == account, RecoveryLinkRow.dismissed_at.is_(None))
        await self._session.execute(update(RecoveryLinkRow).where(*unread).values(dismissed_at=now))
