"""The doors for who has been here before: a passkey, a recovery code, or a recovery link."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from torg.accounts import returning, service
from torg.accounts.browsers import browser_of
from torg.accounts.cookie import secret_in, set_secret
from torg.accounts.passkeys import RelyingParty, credential_id_of
from torg.accounts.returning import Arrival, Returning, taken_challenge
from torg.accounts.rules import handle_as_typed
from torg.accounts.schemas import Me
from torg.accounts.service import SignedInAs
from torg.accounts.sign_in_schemas import (
    ByPasskey,
    ByRecoveryCode,
    ByRecoveryLink,
    SignInOptions,
)
from torg.accounts.signed_in import Now, Tx, answers, count_visitor
from torg.accounts.ways_repository import Passkeys
from torg.config import Settings
from torg.db.session import Database, Transaction
from torg.errors import ForeignOrigin, SignInFailed, Suspended, TooMany, Validation
from torg.kit.http import network_of, nothing_said
from torg.kit.ids import AccountId
from torg.kit.limits import Limited, Limits

router = APIRouter(
    prefix="/api/sign-in", tags=["signing in"], dependencies=[Depends(count_visitor)]
)

_REFUSALS = answers(SignInFailed, Suspended, ForeignOrigin, Validation, TooMany)


class Door:
    """The door of one request: it counts who tries, and hands the member their new key."""

    def __init__(self, request: Request, response: Response, now: Now) -> None:
        self.settings: Settings = request.app.state.settings
        self.arrival = Arrival(
            now, browser_of(request.headers.get("user-agent")), secret_in(request)
        )
        self._limits: Limits = request.app.state.limits
        self._network = network_of(request)
        self._depart = request.app.state.depart
        self._response = response

    def count(self, what: Limited) -> None:
        """Count a request of this network, and of everybody. Raises TooMany."""
        self._limits.spend(what, network=self._network)

    @contextmanager
    def failures_counted(
        self, *, account: AccountId | None = None, handle: str | None = None
    ) -> Iterator[None]:
        """Count the failures of one account or handle; beyond them nothing is looked at."""
        self._limits.check(Limited.SIGN_IN_FAILURE, account=account, handle=handle)
        try:
            yield
        except SignInFailed:
            self._limits.spend(Limited.SIGN_IN_FAILURE, account=account, handle=handle)
            raise

    def returning(self, transaction: Transaction) -> Returning:
        """Let this browser come back."""
        return Returning(transaction, self.arrival, self._depart)

    async def let_in(self, transaction: Transaction, signed_in: SignedInAs) -> Me:
        """Give this browser its secret, and tell it who it is."""
        set_secret(self._response, self.settings, signed_in.secret)
        return await service.me(transaction, signed_in.account)


Entrance = Annotated[Door, Depends(Door)]


@router.post(
    "/options",
    dependencies=[Depends(nothing_said)],
    responses=answers(ForeignOrigin, Validation, TooMany),
)
async def options(door: Entrance, transaction: Tx, now: Now) -> SignInOptions:
    """Ask the browser for any passkey it has for this instance."""
    door.count(Limited.SIGN_IN_OPTIONS)
    return await returning.options(transaction, RelyingParty.of(door.settings), now)


@router.post("/passkey", responses=_REFUSALS)
async def by_passkey(body: ByPasskey, door: Entrance, now: Now, request: Request) -> Me:
    """Sign in by a passkey."""
    door.count(Limited.SIGN_IN)
    database: Database = request.app.state.database
    # In a transaction of its own: a challenge is spent by a wrong answer too.
    async with database.transaction() as transaction:
        challenge = await taken_challenge(transaction, body.id, now)
    async with database.transaction() as transaction:
        kept = await Passkeys(transaction).by_credential(credential_id_of(body.credential))
        if kept is None:
            raise SignInFailed
        with door.failures_counted(account=kept.account):
            signed_in = await door.returning(transaction).by_passkey(
                RelyingParty.of(door.settings), kept, body.credential, challenge
            )
        return await door.let_in(transaction, signed_in)


@router.post("/recovery", responses=_REFUSALS)
async def by_recovery_code(body: ByRecoveryCode, door: Entrance, transaction: Tx) -> Me:
    """Sign in by a recovery code, which is spent by it."""
    door.count(Limited.SIGN_IN)
    handle = handle_as_typed(body.handle)
    with door.failures_counted(handle=handle):
        signed_in = await door.returning(transaction).by_code(handle, body.code)
    return await door.let_in(transaction, signed_in)


@router.post("/link", responses=_REFUSALS)
async def by_recovery_link(body: ByRecoveryLink, door: Entrance, transaction: Tx) -> Me:
    """Sign in by the one-time link from the console."""
    door.count(Limited.SIGN_IN)
    return await door.let_in(transaction, await door.returning(transaction).by_link(body.token))
