"""The waiting list for those outside: reserve a name, see how it stands, withdraw it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from torg.accounts.passkeys import RelyingParty, read_new
from torg.accounts.rules import handle_of
from torg.accounts.signed_in import Now, Reading, Tx, answers, count_visitor
from torg.accounts.ways import named_party
from torg.accounts.ways_repository import Challenges
from torg.config import Settings
from torg.db.session import Database, Transaction
from torg.errors import (
    ForeignOrigin,
    HandleRefused,
    PasskeyRefused,
    ReservationNotFound,
    TooMany,
    Validation,
)
from torg.kit.fresh import new_uuid
from torg.kit.http import network_of
from torg.kit.limits import Limited, Limits
from torg.waiting.schemas import (
    ByCode,
    NewReservation,
    Reserved,
    ReservedPasskey,
    Standing,
    WaitingOptions,
    WhoWaits,
)
from torg.waiting.service import Proved, Reserving

router = APIRouter(
    prefix="/api/waiting", tags=["waiting list"], dependencies=[Depends(count_visitor)]
)


class Door:
    """The door of one request: it counts who tries, and reads passkeys."""

    def __init__(self, request: Request, now: Now) -> None:
        self.database: Database = request.app.state.database
        self._settings: Settings = request.app.state.settings
        self._limits: Limits = request.app.state.limits
        self._network = network_of(request)
        self._now = now

    def count(self, what: Limited) -> None:
        """Count a request of this network, and of everybody. Raises TooMany."""
        self._limits.spend(what, network=self._network)

    async def party(self, transaction: Transaction) -> RelyingParty:
        """Give this instance as a passkey is to know it."""
        return await named_party(transaction, self._settings)

    async def proved(self, passkey: ReservedPasskey | None) -> Proved | None:
        """Read the passkey that came along, if one did. Raises PasskeyRefused."""
        if passkey is None:
            return None
        # In a transaction of its own: a challenge is spent by a wrong answer too.
        async with self.database.transaction() as transaction:
            challenge = await Challenges(transaction).take(passkey.id, self._now)
        if challenge is None:
            raise PasskeyRefused
        party = RelyingParty.of(self._settings)
        return Proved(passkey.id, read_new(party, passkey.credential, challenge), passkey.name)


Entrance = Annotated[Door, Depends(Door)]


@router.post("/options", responses=answers(HandleRefused, ForeignOrigin, Validation, TooMany))
async def options(body: WhoWaits, door: Entrance, transaction: Tx, now: Now) -> WaitingOptions:
    """Ask the browser for a passkey, good for one reservation within five minutes."""
    door.count(Limited.SIGN_IN_OPTIONS)
    return await Reserving(transaction, now).passkey_options(await door.party(transaction), body)


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    responses=answers(HandleRefused, PasskeyRefused, ForeignOrigin, Validation, TooMany),
)
async def reserve(body: NewReservation, door: Entrance, now: Now) -> Reserved:
    """Reserve a name; the codes are shown this once.

    Whether the handle is free and who of the named members is here, the answer does not tell.
    """
    handle_of(body.handle)
    door.count(Limited.RESERVE)
    passkey = await door.proved(body.passkey)
    async with door.database.transaction() as transaction:
        return await Reserving(transaction, now).reserve(new_uuid(), body, passkey)


@router.post("/look", responses=answers(ReservationNotFound, ForeignOrigin, Validation, TooMany))
async def look(body: ByCode, door: Entrance, transaction: Reading, now: Now) -> Standing:
    """Say how it stands; no code is spent by it."""
    door.count(Limited.RESERVATION_LOOK)
    return await Reserving(transaction, now).look(body.handle, body.code)


@router.post(
    "/withdraw",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(ReservationNotFound, ForeignOrigin, Validation, TooMany),
)
async def withdraw(body: ByCode, door: Entrance, transaction: Tx, now: Now) -> None:
    """Erase the reservation."""
    door.count(Limited.RESERVATION_LOOK)
    await Reserving(transaction, now).withdraw(body.handle, body.code)
