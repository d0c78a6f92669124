"""Every refusal Torg knows: one class, one stable code, one HTTP status each."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import ClassVar
from uuid import UUID


class TorgError(Exception):
    """A refusal a person can act on; its words stand in the texts under `error-<code>`."""

    code: ClassVar[str]
    status: ClassVar[HTTPStatus]

    def __init__(self, *, retry_after: int | None = None) -> None:
        """Take the seconds after which trying again makes sense, if any."""
        super().__init__(self.code)
        self.retry_after = retry_after


class NotSignedIn(TorgError):
    """The request carries no live login session."""

    code, status = "not_signed_in", HTTPStatus.UNAUTHORIZED


class ForeignOrigin(TorgError):
    """The request came from a page that is not this instance's own."""

    code, status = "foreign_origin", HTTPStatus.FORBIDDEN


class SetupLinkDead(TorgError):
    """The owner's link has been used, or never existed."""

    code, status = "setup_link_dead", HTTPStatus.NOT_FOUND


class InvitationDead(TorgError):
    """The invitation is used, withdrawn, expired or unknown; nobody learns which."""

    code, status = "invitation_dead", HTTPStatus.NOT_FOUND


class ReservationNotFound(TorgError):
    """Nobody waits there, or nobody this person may know of."""

    code, status = "reservation_not_found", HTTPStatus.NOT_FOUND


class QuotaSpent(TorgError):
    """No invitation is left to give."""

    code, status = "quota_spent", HTTPStatus.CONFLICT


class HandleTaken(TorgError):
    """Another member has this handle."""

    code, status = "handle_taken", HTTPStatus.CONFLICT


class HandleRefused(TorgError):
    """The handle is not 3 to 16 of a-z, 0-9 and _."""

    code, status = "handle_refused", HTTPStatus.UNPROCESSABLE_ENTITY


class HandleTooSoon(TorgError):
    """The handle was changed less than 90 days ago; `retry_after` says when it may be again."""

    code, status = "handle_too_soon", HTTPStatus.CONFLICT


class PhotoRefused(TorgError):
    """This is no photo we take: not JPEG, PNG or WebP, broken, animated, or far too large."""

    code, status = "photo_refused", HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class MemberUnknown(TorgError):
    """A named handle belongs to nobody here."""

    code, status = "member_unknown", HTTPStatus.UNPROCESSABLE_ENTITY


class MemberNotFound(TorgError):
    """There is no such member, or none this person may know of."""

    code, status = "member_not_found", HTTPStatus.NOT_FOUND


class RoomNotFound(TorgError):
    """There is no such room, or none this person may know of."""

    code, status = "room_not_found", HTTPStatus.NOT_FOUND


class RoomFull(TorgError):
    """The room holds as many people as this instance allows."""

    code, status = "room_full", HTTPStatus.CONFLICT


class StageFull(TorgError):
    """The room already has as many speakers as it may have."""

    code, status = "stage_full", HTTPStatus.CONFLICT


class OfferGone(TorgError):
    """The invitation to speak has expired or was withdrawn."""

    code, status = "offer_gone", HTTPStatus.CONFLICT


class NotAllowed(TorgError):
    """This person may not do this to that person in this room."""

    code, status = "not_allowed", HTTPStatus.FORBIDDEN


class TooMany(TorgError):
    """A limit on how often this may be done has been reached."""

    code, status = "too_many", HTTPStatus.TOO_MANY_REQUESTS


class MediaAway(TorgError):
    """The media server does not answer, so nobody new can be let in."""

    code, status = "media_away", HTTPStatus.SERVICE_UNAVAILABLE


class BadRequest(TorgError):
    """The request cannot be read: its JSON, its fields or its headers break a rule."""

    code, status = "bad_request", HTTPStatus.BAD_REQUEST


class BodyTooLarge(TorgError):
    """The body is larger than this route takes."""

    code, status = "body_too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class NotJson(TorgError):
    """The body is not sent as application/json."""

    code, status = "not_json", HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class Validation(TorgError):
    """A field of the request is missing, unknown or breaks its rule."""

    code, status = "validation", HTTPStatus.UNPROCESSABLE_ENTITY


class NotFound(TorgError):
    """There is nothing at this address."""

    code, status = "not_found", HTTPStatus.NOT_FOUND


class MethodNotAllowed(TorgError):
    """The address exists, but not for this method."""

    code, status = "method_not_allowed", HTTPStatus.METHOD_NOT_ALLOWED


class Internal(TorgError):
    """A fault of the program; only the request id leads to it."""

    code, status = "internal", HTTPStatus.INTERNAL_SERVER_ERROR


class ProofTooOld(TorgError):
    """This asks for a sign-in not older than ten minutes."""

    code, status = "proof_too_old", HTTPStatus.FORBIDDEN


class PasskeyRefused(TorgError):
    """The passkey cannot be kept: its answer does not fit what was asked, or there are too many."""

    code, status = "passkey_refused", HTTPStatus.UNPROCESSABLE_ENTITY


class LastWayIn(TorgError):
    """Without this passkey nobody could come back to the account."""

    code, status = "last_way_in", HTTPStatus.CONFLICT


class SignInFailed(TorgError):
    """Nobody can be signed in with this; nobody learns why."""

    code, status = "sign_in_failed", HTTPStatus.UNAUTHORIZED


class DatabaseBusy(TorgError):
    """The database has no time for this just now."""

    code, status = "database_busy", HTTPStatus.SERVICE_UNAVAILABLE


class DiskFull(TorgError):
    """The disk of the database is full, so nothing more can be kept."""

    code, status = "disk_full", HTTPStatus.INSUFFICIENT_STORAGE


@dataclass(frozen=True, slots=True)
class SuspensionTold:
    """What a suspended member may know of it; by whom is not among it."""

    since: datetime
    until: datetime | None = None
    """None: until an admin lifts it."""
    about: str | None = None
    """Why, in one word, where a report led to it."""
    room: str | None = None
    """The title of the room it happened in."""
    words: str | None = None
    """Why, in the words of whoever decided."""
    appealed_at: datetime | None = None
    answered_at: datetime | None = None
    upheld: bool | None = None
    """Whether it stood."""
    answer: str | None = None
    ticket: str | None = None
    """With this it can be appealed, once; nothing where that is done."""


class Suspended(TorgError):
    """The sign-in was right, but the account is suspended; `retry_after` says until when.

    Without `retry_after` it is suspended until an admin lifts it.
    """

    code, status = "suspended", HTTPStatus.FORBIDDEN

    def __init__(
        self, account: UUID, *, retry_after: int | None = None, told: SuspensionTold | None = None
    ) -> None:
        """Take whose account it is; what is told of it is found out before the answer leaves."""
        super().__init__(retry_after=retry_after)
        self.account = account
        self.told = told


class AppealTicketDead(TorgError):
    """Nothing can be appealed with this: used, expired, unknown, or about what is over."""

    code, status = "appeal_ticket_dead", HTTPStatus.NOT_FOUND


class NoWayBack(TorgError):
    """Whose sessions this would end has no passkey, recovery code or mailed code to come back by.

    They have to get one first.
    """

    code, status = "no_way_back", HTTPStatus.CONFLICT


class ReportNotFound(TorgError):
    """There is no such report, or none this person may know of."""

    code, status = "report_not_found", HTTPStatus.NOT_FOUND


class ReportTooLate(TorgError):
    """The time in which this room could be reported is over."""

    code, status = "report_too_late", HTTPStatus.CONFLICT


class ReportDecided(TorgError):
    """The report has been decided already."""

    code, status = "report_decided", HTTPStatus.CONFLICT


class AppealMade(TorgError):
    """This side has appealed once already."""

    code, status = "appeal_made", HTTPStatus.CONFLICT


class MailUnset(TorgError):
    """This instance has no mail server, so nothing can be mailed."""

    code, status = "mail_unset", HTTPStatus.NOT_FOUND


class CodeRefused(TorgError):
    """The mailed code is wrong, too old, or was tried too often."""

    code, status = "code_refused", HTTPStatus.UNPROCESSABLE_ENTITY


class AccentTooFaint(TorgError):
    """The colour has a contrast of less than 4.5 : 1 on paper, or white text has on it."""

    code, status = "accent_too_faint", HTTPStatus.UNPROCESSABLE_ENTITY


class OwnerMustStay(TorgError):
    """The owner cannot delete their account while others are here and nobody could take over.

    That is an admin who may act and could sign in anew.
    """

    code, status = "owner_must_stay", HTTPStatus.CONFLICT


class PingsSpent(TorgError):
    """One has asked as many people into this room as one may."""

    code, status = "pings_spent", HTTPStatus.CONFLICT


class KeyReused(TorgError):
    """This `Idempotency-Key` came with another command before, so neither is carried out anew."""

    code, status = "key_reused", HTTPStatus.UNPROCESSABLE_ENTITY
