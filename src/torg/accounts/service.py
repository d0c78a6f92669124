"""Coming in, and saying who one is: one function per use case."""

from datetime import datetime
from typing import NamedTuple

from torg.accounts.account import Account, Person
from torg.accounts.recovery_repository import RecoveryCodes, RecoveryLinks
from torg.accounts.repository import Accounts, LoginSessions, NewAccount
from torg.accounts.rules import handle_of
from torg.accounts.schemas import Me, RecoveryNotice, Ways
from torg.accounts.unread import unread_of
from torg.accounts.ways_repository import Passkeys
from torg.db.session import Transaction
from torg.kit.fresh import new_secret
from torg.kit.ids import AccountId
from torg.media.repository import Leases


class SignedInAs(NamedTuple):
    """A member, and the secret their browser is to carry."""

    account: Account
    secret: str


async def register(
    transaction: Transaction, who: NewAccount, now: datetime, browser: str | None = None
) -> SignedInAs:
    """Make an account and sign its browser in. Raises HandleRefused, HandleTaken."""
    handle_of(who.handle, who.role)
    person = await Accounts(transaction).add(who, now)
    return await sign_in(transaction, person, who, now, browser)


async def sign_in(
    transaction: Transaction,
    person: Person,
    who: NewAccount,
    now: datetime,
    browser: str | None = None,
) -> SignedInAs:
    """Begin a login session with a secret that never was used before."""
    secret = new_secret()
    login_session = await LoginSessions(transaction).open(person.id, secret, now, browser)
    account = Account(
        id=person.id,
        handle=person.handle,
        name=person.name,
        photo=person.photo,
        languages=who.languages,
        role=who.role,
        login_session=login_session,
    )
    return SignedInAs(account, secret)


async def me(transaction: Transaction, account: Account) -> Me:
    """Say who asks, where they are, and how they could come back."""
    lease = await Leases(transaction).live_of(account.id)
    unread = await unread_of(transaction, account.id)
    return Me.of(account, lease, *await means(transaction, account.id), unread)


async def means(transaction: Transaction, account: AccountId) -> tuple[Ways, RecoveryNotice | None]:
    """Count a member's ways in, and give the notice of a recovery link they have not read."""
    codes = await RecoveryCodes(transaction).left(account)
    ways = Ways(passkeys=await Passkeys(transaction).count(account), recovery_codes=codes)
    return ways, await RecoveryLinks(transaction).notice(account)
