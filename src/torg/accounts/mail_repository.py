"""All SQL about mail addresses and mailed codes; of a code only a hash is kept."""

from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update

from torg.accounts.mail_rules import LIVES, TRIES, Purpose
from torg.accounts.models import AccountRow, ChallengeRow, EmailRow, MailedCodeRow
from torg.db.session import Transaction
from torg.kit.fresh import fingerprint_of, new_uuid
from torg.kit.ids import AccountId
from torg.kit.private import Private


class Emails:
    """The addresses members can be mailed at; each counts once it is confirmed."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def of(self, account: AccountId) -> tuple[Private[str], bool] | None:
        """Give a member's address, and whether it is confirmed."""
        row = await self._session.get(EmailRow, account)
        return None if row is None else (Private(row.address), row.confirmed_at is not None)

    async def confirmed_of(self, handle: str) -> tuple[AccountId, Private[str], str] | None:
        """Give whom a code may be mailed to: account, address, and the language to write in."""
        query = (
            select(AccountRow.id, AccountRow.languages, EmailRow.address)
            .join(EmailRow, EmailRow.account_id == AccountRow.id)
            .where(
                AccountRow.handle == handle,
                AccountRow.deleted_at.is_(None),
                EmailRow.confirmed_at.is_not(None),
            )
        )
        row = (await self._session.execute(query)).one_or_none()
        return None if row is None else (AccountId(row.id), Private(row.address), row.languages[0])

    async def put(self, account: AccountId, address: Private[str]) -> None:
        """Keep an address that is not confirmed yet, in place of any other and its codes."""
        # Of two at once, the second takes the place of the first.
        await self._session.execute(
            select(AccountRow.id).where(AccountRow.id == account).with_for_update(key_share=True)
        )
        await self.remove(account)
        self._session.add(EmailRow(account_id=account, address=address.reveal()))
        await self._session.flush()

    async def confirm(self, account: AccountId, now: datetime) -> None:
        """Note that mail to the address reaches the member."""
        mine = EmailRow.account_id == account
        await self._session.execute(update(EmailRow).where(mine).values(confirmed_at=now))

    async def remove(self, account: AccountId) -> None:
        """Forget a member's address, and every code that was mailed to it."""
        codes = MailedCodeRow.account_id == account
        await self._session.execute(delete(MailedCodeRow).where(codes))
        await self._session.execute(delete(EmailRow).where(EmailRow.account_id == account))


class MailedCodes:
    """The codes on their way; a member has one for each purpose at most."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def replace(self, account: AccountId, purpose: Purpose, code: str, now: datetime) -> None:
        """Let this code be the only one of a member for a purpose; forget all that are over."""
        older = (MailedCodeRow.account_id == account) & (MailedCodeRow.purpose == purpose)
        over = MailedCodeRow.expires_at <= now
        await self._session.execute(delete(MailedCodeRow).where(older | over))
        made = new_uuid()
        self._session.add(
            MailedCodeRow(
                id=made,
                account_id=account,
                purpose=purpose,
                code_hash=_hash(made, code),
                expires_at=now + LIVES,
            )
        )
        await self._session.flush()

    async def spend_for(self, handle: str, code: str, now: datetime) -> AccountId | None:
        """Try a code to sign in by; give whose it was. A wrong try is to be committed too.

        One statement counts the try, whoever is unknown; of many who know the code one wins.
        """
        bearer = select(AccountRow.id).where(
            AccountRow.handle == handle, AccountRow.deleted_at.is_(None)
        )
        whose = MailedCodeRow.account_id == bearer.scalar_subquery()
        return await self._spend(whose, Purpose.SIGN_IN, code, now)

    async def spend_own(self, account: AccountId, code: str, now: datetime) -> bool:
        """Try the code that confirms an address, as above."""
        whose = MailedCodeRow.account_id == account
        return await self._spend(whose, Purpose.CONFIRM, code, now) is not None

    async def _spend(
        self, whose: ColumnElement[bool], purpose: Purpose, code: str, now: datetime
    ) -> AccountId | None:
        tried = (
            update(MailedCodeRow)
            .where(
                whose,
                MailedCodeRow.purpose == purpose,
                MailedCodeRow.expires_at > now,
                MailedCodeRow.tries < TRIES,
            )
            .values(tries=MailedCodeRow.tries + 1)
            .returning(MailedCodeRow.id, MailedCodeRow.code_hash)
        )
        row = (await self._session.execute(tried)).one_or_none()
        if row is None:
            await self._write_as_well(now)
            return None
        if not compare_digest(row.code_hash, _hash(row.id, code)):
            return None
        spent = delete(MailedCodeRow).where(MailedCodeRow.id == row.id)
        account = await self._session.scalar(spent.returning(MailedCodeRow.account_id))
        return None if account is None else AccountId(account)

    async def _write_as_well(self, now: datetime) -> None:
        """Wait for the disk as a counted try does: who was mailed a code must not show in time."""
        row = ChallengeRow(id=new_uuid(), challenge=b"", expires_at=now)
        self._session.add(row)
        await self._session.flush()
        await self._session.delete(row)


def _hash(row: UUID, code: str) -> bytes:
    """Hash a code with its row's id, so that equal codes do not look alike."""
    return fingerprint_of(f"{row} {code}")
