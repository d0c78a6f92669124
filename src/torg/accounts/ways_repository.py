"""All SQL about passkeys and the challenges they sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError

from torg.accounts.models import AccountRow, ChallengeRow, LoginSessionRow, PasskeyRow
from torg.accounts.passkeys import Key
from torg.accounts.rules import CHALLENGE
from torg.accounts.sign_in_schemas import Passkey
from torg.db.session import Transaction
from torg.errors import PasskeyRefused
from torg.kit.fresh import new_uuid
from torg.kit.ids import AccountId, LoginSessionId


@dataclass(frozen=True, slots=True)
class Kept:
    """A passkey as stored."""

    id: UUID
    account: AccountId
    key: Key


class Challenges:
    """What passkeys are asked to sign; each is answered once."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def add(
        self, challenge: bytes, now: datetime, login_session: LoginSessionId | None = None
    ) -> UUID:
        """Store a challenge, the only one of its login session; give its id."""
        old = ChallengeRow.expires_at <= now
        if login_session is not None:
            # Of two at once, the second takes the place of the first.
            mine = select(LoginSessionRow.id).where(LoginSessionRow.id == login_session)
            await self._session.execute(mine.with_for_update(key_share=True))
            old |= ChallengeRow.login_session_id == login_session
        await self._session.execute(delete(ChallengeRow).where(old))
        row = ChallengeRow(
            id=new_uuid(),
            challenge=challenge,
            login_session_id=login_session,
            expires_at=now + CHALLENGE,
        )
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def take(self, challenge: UUID, now: datetime) -> bytes | None:
        """Take the challenge of a sign-in away; None when it is old, was taken, or never was."""
        which = (ChallengeRow.id == challenge, ChallengeRow.login_session_id.is_(None))
        taken = delete(ChallengeRow).where(*which, ChallengeRow.expires_at > now)
        return await self._session.scalar(taken.returning(ChallengeRow.challenge))

    async def take_of(self, login_session: LoginSessionId, now: datetime) -> bytes | None:
        """Take away the challenge by which a login session that goes on may add a passkey."""
        which = (ChallengeRow.login_session_id == login_session, ChallengeRow.expires_at > now)
        goes_on = exists().where(
            LoginSessionRow.id == login_session, LoginSessionRow.revoked_at.is_(None)
        )
        taken = delete(ChallengeRow).where(*which, goes_on).returning(ChallengeRow.challenge)
        return await self._session.scalar(taken)


class Passkeys:
    """The passkeys of members."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def add(self, account: AccountId, key: Key, name: str, now: datetime) -> Passkey:
        """Keep a passkey. Raises PasskeyRefused when it is known already."""
        row = PasskeyRow(
            id=new_uuid(),
            account_id=account,
            credential_id=key.credential_id,
            public_key=key.public_key,
            sign_count=key.sign_count,
            name=name,
            created_at=now,
        )
        try:
            async with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError as known:
            raise PasskeyRefused from known
        return _passkey(row)

    async def of(self, account: AccountId) -> Sequence[Passkey]:
        """Give a member's passkeys, oldest first."""
        query = (
            select(PasskeyRow)
            .where(PasskeyRow.account_id == account)
            .order_by(PasskeyRow.created_at, PasskeyRow.id)
        )
        return [_passkey(row) for row in await self._session.scalars(query)]

    async def credentials_of(self, account: AccountId) -> Sequence[bytes]:
        """Give the credential ids of a member's passkeys."""
        query = select(PasskeyRow.credential_id).where(PasskeyRow.account_id == account)
        return list(await self._session.scalars(query))

    async def count(self, account: AccountId) -> int:
        """Count a member's passkeys."""
        query = select(func.count()).where(PasskeyRow.account_id == account)
        return await self._session.scalar(query) or 0

    async def by_credential(self, credential_id: bytes) -> Kept | None:
        """Find the passkey with this credential id."""
        query = select(PasskeyRow).where(PasskeyRow.credential_id == credential_id)
        row = await self._session.scalar(query)
        if row is None:
            return None
        key = Key(row.credential_id, row.public_key, row.sign_count)
        return Kept(row.id, AccountId(row.account_id), key)

    async def used(self, passkey: UUID, sign_count: int, now: datetime) -> bool:
        """Note that a passkey has signed somebody in; False when it is gone."""
        used = (
            update(PasskeyRow)
            .where(PasskeyRow.id == passkey)
            .values(sign_count=sign_count, last_used_at=now)
            .returning(PasskeyRow.id)
        )
        return await self._session.scalar(used) is not None

    async def remove(self, passkey: UUID, account: AccountId) -> bool:
        """Forget a member's own passkey; False when there is none."""
        # Two removals at once must not both find the other's passkey still there.
        await self._session.execute(
            select(AccountRow.id).where(AccountRow.id == account).with_for_update(key_share=True)
        )
        which = (PasskeyRow.id == passkey, PasskeyRow.account_id == account)
        removed = delete(PasskeyRow).where(*which).returning(PasskeyRow.id)
        return await self._session.scalar(removed) is not None


def _passkey(row: PasskeyRow) -> Passkey:
    return Passkey(
        id=row.id, name=row.name, created_at=row.created_at, last_used_at=row.last_used_at
    )
