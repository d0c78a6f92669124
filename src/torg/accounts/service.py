"""Signing in and out: one function per use case."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple

from torg.accounts.account import Account, Person
from torg.accounts.repository import Accounts, LoginSessions, NewAccount
from torg.accounts.rules import handle_of
from torg.accounts.schemas import Me
from torg.db.session import Transaction
from torg.kit.fresh import new_secret
from torg.kit.ids import AccountId, LoginSessionId
from torg.media.repository import Leases

Departure = Callable[[Transaction, AccountId, LoginSessionId, datetime], Awaitable[None]]
"""Takes whoever signs out from the room this login session let them into."""


class SignedInAs(NamedTuple):
    """A new member, and the secret their browser is to carry."""

    account: Account
    secret: str


async def register(transaction: Transaction, who: NewAccount, now: datetime) -> SignedInAs:
    """Make an account and sign its browser in. Raises HandleRefused, HandleTaken."""
    handle_of(who.handle)
    person = await Accounts(transaction).add(who, now)
    return await sign_in(transaction, person, who, now)


async def sign_in(
    transaction: Transaction, person: Person, who: NewAccount, now: datetime
) -> SignedInAs:
    """Begin a login session with a secret that never was used before."""
    secret = new_secret()
    login_session = await LoginSessions(transaction).open(person.id, secret, now)
    account = Account(
        id=person.id,
        handle=person.handle,
        name=person.name,
        languages=who.languages,
        role=who.role,
        login_session=login_session,
    )
    return SignedInAs(account, secret)


async def me(transaction: Transaction, account: Account) -> Me:
    """Say who asks, and where they are."""
    return Me.of(account, await Leases(transaction).live_of(account.id))


async def sign_out(
    transaction: Transaction, account: Account, depart: Departure, now: datetime
) -> None:
    """End this login session, and with it the place in a room it gave."""
    await depart(transaction, account.id, account.login_session, now)
    await LoginSessions(transaction).revoke(account.login_session, now)
    transaction.tell(f"session:{account.login_session}", {"kind": "signed_out"})
