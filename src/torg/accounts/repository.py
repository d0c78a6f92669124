"""All SQL about accounts and login sessions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, exists, select, update
from sqlalchemy.exc import IntegrityError

from torg.accounts.account import Account, InstanceRole, Person
from torg.accounts.handles import skeleton_of
from torg.accounts.models import AccountRow, LoginSessionRow
from torg.accounts.names_repository import Names
from torg.accounts.rules import ABSOLUTE, is_live
from torg.accounts.suspension_repository import may_act
from torg.db.session import Transaction
from torg.errors import HandleTaken, NotSignedIn
from torg.kit.fresh import fingerprint_of, new_uuid
from torg.kit.ids import AccountId, LoginSessionId


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a person says about themselves when they come in."""

    handle: str
    name: str
    languages: tuple[str, ...]
    role: InstanceRole


@dataclass(frozen=True, slots=True)
class Known:
    """A login session as its holder may know it."""

    id: LoginSessionId
    created_at: datetime
    last_seen_at: datetime
    browser: str | None


class Accounts:
    """The members of this instance."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session
        self._names = Names(transaction)

    async def add(self, who: NewAccount, now: datetime, account: UUID | None = None) -> Person:
        """Make an account, under an id that was promised or a new one. Raises HandleTaken."""
        row = AccountRow(
            id=account or new_uuid(),
            handle=who.handle,
            skeleton=skeleton_of(who.handle),
            name=who.name,
            languages=list(who.languages),
            role=who.role,
            created_at=now,
        )
        try:
            async with self._session.begin_nested():
                self._session.add(row)
                await self._session.flush()
                await self._names.require_unlocked(who.handle, now)
        except IntegrityError as taken:
            raise HandleTaken from taken
        await self._names.first_found_by(AccountId(row.id), who.handle, who.name)
        return Person(AccountId(row.id), row.handle, row.name, row.photo_id)

    async def acting(self, account: AccountId, login_session: LoginSessionId) -> Account | None:
        """Give a member as they act by a login session; None when they are gone."""
        query = select(AccountRow).where(AccountRow.id == account, AccountRow.deleted_at.is_(None))
        row = await self._session.scalar(query)
        if row is None:
            return None
        return Account(
            id=AccountId(row.id),
            handle=row.handle,
            name=row.name,
            photo=row.photo_id,
            languages=tuple(row.languages),
            role=InstanceRole(row.role),
            login_session=login_session,
        )

    async def any_owner(self) -> bool:
        """Say whether somebody has claimed this instance."""
        query = select(exists().where(AccountRow.role == InstanceRole.OWNER))
        return bool(await self._session.scalar(query))

    async def people(self, ids: Collection[AccountId]) -> Mapping[AccountId, Person]:
        """Give the members with these ids; unknown and deleted ones are left out."""
        query = _PERSON.where(AccountRow.id.in_(ids))
        return {person.id: person for person in map(_person, await self._session.execute(query))}

    async def people_by_handle(self, handles: Collection[str]) -> Mapping[str, Person]:
        """Give the members with these handles; unknown and deleted ones are left out."""
        query = _PERSON.where(AccountRow.handle.in_(handles))
        found = map(_person, await self._session.execute(query))
        return {person.handle: person for person in found}

    async def first_joined_at(self) -> datetime | None:
        """Give when the first of those who are here came; None when nobody is."""
        here = AccountRow.deleted_at.is_(None)
        query = select(AccountRow.created_at).where(here).order_by(AccountRow.created_at)
        return await self._session.scalar(query.limit(1))

    async def joined_at(self, ids: Collection[AccountId]) -> Mapping[AccountId, datetime]:
        """Give the times at which these members came in."""
        query = select(AccountRow.id, AccountRow.created_at).where(AccountRow.id.in_(ids))
        return {AccountId(row.id): row.created_at for row in await self._session.execute(query)}


class LoginSessions:
    """Who is signed in, and until when."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def open(
        self,
        account: AccountId,
        secret: str,
        now: datetime,
        browser: str | None = None,
        *,
        passkey: UUID | None = None,
    ) -> LoginSessionId:
        """Begin a login session whose bearer knows the secret, and perhaps came by a passkey."""
        row = LoginSessionRow(
            id=new_uuid(),
            account_id=account,
            secret_hash=fingerprint_of(secret),
            created_at=now,
            last_seen_at=now,
            expires_at=now + ABSOLUTE,
            browser=browser,
            passkey_id=passkey,
        )
        self._session.add(row)
        await self._session.flush()
        return LoginSessionId(row.id)

    async def bearer_of(self, secret: str, now: datetime) -> tuple[Account, datetime] | None:
        """Give who bears this secret and when they were last seen; None when nobody may."""
        query = (
            select(
                AccountRow.id,
                AccountRow.handle,
                AccountRow.name,
                AccountRow.photo_id,
                AccountRow.languages,
                AccountRow.role,
                LoginSessionRow.id.label("login_session"),
                LoginSessionRow.last_seen_at,
                LoginSessionRow.expires_at,
            )
            .join(LoginSessionRow, LoginSessionRow.account_id == AccountRow.id)
            .where(
                LoginSessionRow.secret_hash == fingerprint_of(secret),
                LoginSessionRow.revoked_at.is_(None),
                AccountRow.deleted_at.is_(None),
                may_act(now),
            )
        )
        row = (await self._session.execute(query)).one_or_none()
        if row is None or not is_live(row.last_seen_at, row.expires_at, now):
            return None
        account = Account(
            id=AccountId(row.id),
            handle=row.handle,
            name=row.name,
            photo=row.photo_id,
            languages=tuple(row.languages),
            role=InstanceRole(row.role),
            login_session=LoginSessionId(row.login_session),
        )
        return account, row.last_seen_at

    async def renew(
        self,
        login_session: LoginSessionId,
        secret: str,
        now: datetime,
        browser: str | None,
        *,
        passkey: UUID | None = None,
    ) -> None:
        """Give a login session whose bearer has signed in anew another secret, and a new life."""
        renewed = {
            "secret_hash": fingerprint_of(secret),
            "proved_at": now,
            "last_seen_at": now,
            "expires_at": now + ABSOLUTE,
            "browser": browser,
            "passkey_id": passkey,
        }
        which = LoginSessionRow.id == login_session
        await self._session.execute(update(LoginSessionRow).where(which).values(renewed))

    async def proved_at(self, login_session: LoginSessionId) -> datetime:
        """Say when the bearer of a login session last signed in.

        Raises NotSignedIn for one that ended while its command waited for its turn.
        """
        row = await self._session.get_one(LoginSessionRow, login_session)
        if row.revoked_at is not None:
            raise NotSignedIn
        return row.proved_at or row.created_at

    async def live_of(self, account: AccountId, now: datetime) -> Sequence[Known]:
        """Give the live login sessions of an account, the latest use first."""
        query = (
            select(LoginSessionRow)
            .where(LoginSessionRow.account_id == account, LoginSessionRow.revoked_at.is_(None))
            .order_by(LoginSessionRow.last_seen_at.desc(), LoginSessionRow.id)
        )
        return [
            Known(LoginSessionId(row.id), row.created_at, row.last_seen_at, row.browser)
            for row in await self._session.scalars(query)
            if is_live(row.last_seen_at, row.expires_at, now)
        ]

    async def begun_by(
        self, passkey: UUID, account: AccountId, now: datetime
    ) -> Sequence[LoginSessionId]:
        """Give the live login sessions of an account whose bearers last came by this passkey."""
        query = select(LoginSessionRow.id).where(
            LoginSessionRow.account_id == account, LoginSessionRow.passkey_id == passkey
        )
        begun = set(await self._session.scalars(query))
        return [known.id for known in await self.live_of(account, now) if known.id in begun]

    async def touch(self, login_session: LoginSessionId, now: datetime) -> None:
        """Note that the login session is in use."""
        which = LoginSessionRow.id == login_session
        await self._session.execute(update(LoginSessionRow).where(which).values(last_seen_at=now))

    async def revoke(self, login_session: LoginSessionId, now: datetime) -> None:
        """End the login session; once ended it stays as it was."""
        which = (LoginSessionRow.id == login_session, LoginSessionRow.revoked_at.is_(None))
        await self._session.execute(update(LoginSessionRow).where(*which).values(revoked_at=now))

    async def is_live(self, login_session: LoginSessionId, now: datetime) -> bool:
        """Say whether the login session still counts, for sockets that stay open."""
        query = (
            select(LoginSessionRow.last_seen_at, LoginSessionRow.expires_at)
            .join(AccountRow, AccountRow.id == LoginSessionRow.account_id)
            .where(
                LoginSessionRow.id == login_session,
                LoginSessionRow.revoked_at.is_(None),
                AccountRow.deleted_at.is_(None),
                may_act(now),
            )
        )
        row = (await self._session.execute(query)).one_or_none()
        return row is not None and is_live(row.last_seen_at, row.expires_at, now)


_PERSON = select(AccountRow.id, AccountRow.handle, AccountRow.name, AccountRow.photo_id).where(
    AccountRow.deleted_at.is_(None)
)


def _person(row: Row[UUID, str, str, UUID | None]) -> Person:
    return Person(AccountId(row.id), row.handle, row.name, row.photo_id)
