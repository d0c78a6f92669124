"""The doors over HTTP: the owner's link, invitations, and coming in by one."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from torg.accounts.browsers import browser_of
from torg.accounts.cookie import set_secret
from torg.accounts.repeats import Repeating
from torg.accounts.schemas import Me, Newcomer
from torg.accounts.service import SignedInAs
from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers, bearer, count_visitor
from torg.config import Settings
from torg.errors import (
    HandleRefused,
    HandleTaken,
    InvitationDead,
    KeyReused,
    NotSignedIn,
    QuotaSpent,
    SetupLinkDead,
    TooMany,
    Validation,
)
from torg.invitations.coming_in import ComingIn
from torg.invitations.qr import drawn
from torg.invitations.rules import RUNS_THE_INSTANCE
from torg.invitations.schemas import (
    InvitationMade,
    Link,
    MyInvitations,
    NewInvitation,
    Token,
    Welcome,
)
from torg.invitations.service import Admission
from torg.kit.fresh import new_uuid
from torg.kit.http import network_of
from torg.kit.ids import AccountId, InvitationId
from torg.kit.limits import Limited, Limits
from torg.kit.origin import own_origin

router = APIRouter(prefix="/api", tags=["invitations"])


def _admission(request: Request, transaction: Tx) -> Admission:
    return Admission(transaction, request.app.state.settings)


Inviting = Annotated[Admission, Depends(_admission, scope="function")]


async def _visitor(request: Request, now: Now) -> AccountId | None:
    """Give who is signed in already with the browser that comes in."""
    account = await bearer(request, request.app.state.database, now)
    return None if account is None else account.id


Visitor = Annotated[AccountId | None, Depends(_visitor)]


def _coming_in(request: Request, visitor: Visitor, transaction: Tx) -> ComingIn:
    browser = browser_of(request.headers.get("user-agent"))
    return ComingIn(transaction, request.app.state.instance_key, browser, visitor)


Entry = Annotated[ComingIn, Depends(_coming_in, scope="function")]


class Door:
    """The door of one request: it counts who tries, and hands the newcomer their key."""

    def __init__(self, request: Request, response: Response) -> None:
        self._limits: Limits = request.app.state.limits
        self._settings: Settings = request.app.state.settings
        self._network = network_of(request)
        self._response = response

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count tries, and the failures of one network; beyond them nothing is looked up."""
        self._limits.check(Limited.INVITATION_FAILURE, network=self._network)
        self._limits.spend(Limited.INVITATION_TRY)
        try:
            yield
        except InvitationDead:
            self._limits.spend(Limited.INVITATION_FAILURE, network=self._network)
            raise

    @contextmanager
    def registering(self) -> Iterator[None]:
        """Count the accounts that are made."""
        with self._limits.spending(Limited.REGISTER, network=self._network):
            yield

    def let_in(self, signed_in: SignedInAs) -> Me:
        """Sign this browser in."""
        set_secret(self._response, self._settings, signed_in.secret)
        return Me.of(signed_in.account, None)


Entrance = Annotated[Door, Depends(Door)]

VISITORS: Final = (Depends(count_visitor),)
"""For doors at which nobody is signed in yet."""


def _invitation(invitation: str) -> UUID:
    """Read the id in the path; what is no id is answered like an invitation that is dead."""
    try:
        return UUID(invitation)
    except ValueError as unreadable:
        raise InvitationDead from unreadable


@router.post(
    "/setup",
    status_code=HTTPStatus.CREATED,
    dependencies=VISITORS,
    responses=answers(SetupLinkDead, HandleTaken, HandleRefused, Validation, TooMany),
)
async def set_up(newcomer: Newcomer, entry: Entry, now: Now, door: Entrance) -> Me:
    """Make the owner's account by the link from the terminal."""
    return door.let_in(await entry.set_up(newcomer, now))


@router.post(
    "/invitations",
    status_code=HTTPStatus.CREATED,
    responses=answers(NotSignedIn, QuotaSpent, InvitationDead, KeyReused, Validation, TooMany),
)
async def invite(  # noqa: PLR0913, PLR0917 - one parameter is one part of the request
    me: SignedIn,
    wish: NewInvitation,
    admission: Inviting,
    now: Now,
    repeating: Repeating,
    request: Request,
) -> InvitationMade:
    """Make an invitation; its link is shown this once.

    The same `Idempotency-Key` gives the same invitation for a day, with a new link in place of
    the one that got lost; not once it was opened.
    """
    fresh = new_uuid()
    invitation = InvitationId(await repeating.first(fresh))
    if invitation != fresh:
        return await admission.renew(me, invitation, now)
    if me.role not in RUNS_THE_INSTANCE:
        request.app.state.limits.spend(Limited.INVITE, account=me.id)
    return await admission.invite(me, invitation, wish, now)


@router.get("/invitations", responses=answers(NotSignedIn, TooMany))
async def given(me: SignedIn, transaction: Reading, now: Now, request: Request) -> MyInvitations:
    """List my invitations and how many are left."""
    return await Admission(transaction, request.app.state.settings).given(me, now)


@router.post(
    "/invitations/qr",
    response_class=Response,
    responses={
        **answers(NotSignedIn, Validation, TooMany),
        HTTPStatus.OK: {"content": {"image/svg+xml": {}}},
    },
)
async def draw(me: SignedIn, body: Link, request: Request) -> Response:
    """Draw the link of an invitation as a QR code; the link is kept nowhere."""
    request.app.state.limits.spend(Limited.DRAW_CODE, account=me.id)
    # In a thread: all others would wait for it.
    home = own_origin(request.app.state.settings)
    image = await asyncio.to_thread(drawn, body.link, home)
    return Response(image, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@router.delete(
    "/invitations/{invitation}",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, InvitationDead, TooMany),
)
async def revoke(me: SignedIn, invitation: str, admission: Inviting, now: Now) -> None:
    """Withdraw an invitation that nobody has joined by."""
    await admission.revoke(me, _invitation(invitation), now)


@router.post(
    "/invitations/{invitation}/look",
    dependencies=VISITORS,
    responses=answers(InvitationDead, Validation, TooMany),
)
async def look(
    invitation: str, body: Token, admission: Inviting, now: Now, door: Entrance
) -> Welcome:
    """Tell the bearer who invites them and whereto; it is noted as opened."""
    with door.counted():
        return await admission.look(_invitation(invitation), body.token, now)


@router.post(
    "/invitations/{invitation}/redeem",
    status_code=HTTPStatus.CREATED,
    dependencies=VISITORS,
    responses=answers(InvitationDead, HandleTaken, HandleRefused, Validation, TooMany),
)
async def redeem(invitation: str, newcomer: Newcomer, entry: Entry, now: Now, door: Entrance) -> Me:
    """Turn an invitation into an account and sign this browser in."""
    with door.counted(), door.registering():
        return door.let_in(await entry.redeem(_invitation(invitation), newcomer, now))
