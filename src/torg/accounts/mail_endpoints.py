"""My mail address, and signing in by a code that is mailed to it."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request

from torg.accounts.mail_codes import CodeWriter
from torg.accounts.mail_repository import Emails, MailedCodes
from torg.accounts.mail_rules import code_as_typed, masked
from torg.accounts.mail_schemas import AskForCode, ByMailedCode, MailedCode, MyEmail, NewEmail
from torg.accounts.rules import handle_as_typed
from torg.accounts.schemas import Me
from torg.accounts.sign_in_endpoints import Entrance
from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers, count_visitor
from torg.accounts.ways import require_proof
from torg.db.session import Database
from torg.errors import (
    CodeRefused,
    ForeignOrigin,
    MailUnset,
    NotSignedIn,
    ProofTooOld,
    SignInFailed,
    Suspended,
    TooMany,
    Validation,
)
from torg.kit.http import network_of, nothing_said
from torg.kit.limits import Limited, Limits
from torg.kit.mail import Mail
from torg.kit.private import Private

router = APIRouter(prefix="/api", tags=["mail"])


def _mail(request: Request) -> Mail:
    mail: Mail = request.app.state.mail
    if not mail.is_set:
        raise MailUnset
    return mail


def _writer(request: Request) -> CodeWriter:
    state = request.app.state
    return CodeWriter(state.database, state.clock, state.limits, state.settings)


Post = Annotated[Mail, Depends(_mail)]
Writer = Annotated[CodeWriter, Depends(_writer)]
MINE: Final = (NotSignedIn, ForeignOrigin, TooMany)


@router.get("/me/email", responses=answers(NotSignedIn, TooMany))
async def my_email(me: SignedIn, transaction: Reading) -> MyEmail:
    """Show me my address, masked."""
    found = await Emails(transaction).of(me.id)
    if found is None:
        return MyEmail(address=None, confirmed=False)
    address, confirmed = found
    return MyEmail(address=masked(address.reveal()), confirmed=confirmed)


@router.put(
    "/me/email",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(*MINE, MailUnset, ProofTooOld, Validation),
)
async def set_email(  # noqa: PLR0913, PLR0917 - one parameter is one part of the request
    body: NewEmail,
    me: SignedIn,
    post: Post,
    writer: Writer,
    transaction: Tx,
    now: Now,
    request: Request,
) -> None:
    """Take an address in place of any other; the code that confirms it is mailed there."""
    await require_proof(transaction, me.login_session, now)
    limits: Limits = request.app.state.limits
    limits.spend(Limited.MAIL_CODE, network=network_of(request))
    limits.spend(Limited.MAILED_TO, account=me.id)
    address = Private(body.address)
    await Emails(transaction).put(me.id, address)
    language = me.languages[0]
    # After the commit: the code is kept in a transaction of its own.
    transaction.after(lambda: post.post(lambda: writer.to_confirm(me.id, address, language)))


@router.post(
    "/me/email/confirm",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(*MINE, CodeRefused, Validation),
)
async def confirm_email(body: MailedCode, me: SignedIn, now: Now, request: Request) -> None:
    """Show that mail to my address reaches me."""
    request.app.state.limits.spend(Limited.MAIL_CODE_TRY, network=network_of(request))
    database: Database = request.app.state.database
    # A wrong try is counted, so it is committed too.
    async with database.transaction() as transaction:
        right = await MailedCodes(transaction).spend_own(me.id, code_as_typed(body.code), now)
        if right:
            await Emails(transaction).confirm(me.id, now)
    if not right:
        raise CodeRefused


@router.delete(
    "/me/email",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(nothing_said)],
    responses=answers(*MINE, Validation),
)
async def remove_email(me: SignedIn, transaction: Tx) -> None:
    """Forget my address."""
    await Emails(transaction).remove(me.id)


@router.post(
    "/sign-in/mail",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(count_visitor)],
    responses=answers(ForeignOrigin, MailUnset, Validation, TooMany),
)
async def ask_for_code(body: AskForCode, post: Post, writer: Writer, request: Request) -> None:
    """Have a code mailed, where somebody can be mailed by this handle; nobody learns whether."""
    handle = handle_as_typed(body.handle)
    limits: Limits = request.app.state.limits
    limits.spend(Limited.MAIL_CODE, handle=handle, network=network_of(request))
    # Nothing is looked up before the reply, so its time tells nothing.
    post.post(lambda: writer.for_handle(handle))


@router.post(
    "/sign-in/mail/code",
    dependencies=[Depends(count_visitor), Depends(_mail)],
    responses=answers(SignInFailed, Suspended, ForeignOrigin, MailUnset, Validation, TooMany),
)
async def by_mailed_code(body: ByMailedCode, door: Entrance, now: Now, request: Request) -> Me:
    """Sign in by a mailed code, which is spent by it."""
    door.count(Limited.MAIL_CODE_TRY)
    door.count(Limited.SIGN_IN)
    database: Database = request.app.state.database
    handle = handle_as_typed(body.handle)
    with door.failures_counted(handle=handle):
        # In a transaction of its own: a wrong try is counted too.
        async with database.transaction() as transaction:
            codes = MailedCodes(transaction)
            member = await codes.spend_for(handle, code_as_typed(body.code), now)
        async with database.transaction() as transaction:
            signed_in = await door.returning(transaction).by_mailed(member)
            return await door.let_in(transaction, signed_in)
