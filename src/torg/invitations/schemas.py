"""Bodies and answers of admission."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from torg.accounts.account import Person
from torg.accounts.schemas import Language
from torg.invitations.rules import State
from torg.kit.shapes import Body, Shape


class NewInvitation(Body, frozen=True):
    """What the inviter chooses."""

    language: Language
    expires_days: int = Field(default=14, ge=1, le=30)


class InvitationMade(Shape):
    """A new invitation with its link, which nobody can show again."""

    id: UUID
    link: str
    language: Language
    state: State
    created_at: datetime
    expires_at: datetime


class Invitation(Shape):
    """An invitation as its inviter sees it later."""

    id: UUID
    language: Language
    state: State
    created_at: datetime
    expires_at: datetime
    member: Person | None


class MyInvitations(Shape):
    """What I have given, newest first, and what is left to give."""

    left: int
    invitations: tuple[Invitation, ...]


class Token(Body, frozen=True):
    """The secret that stood after `#` in the link."""

    token: str = Field(min_length=1, max_length=128)


class Welcome(Shape):
    """What the bearer of an invitation is told before they decide."""

    instance: str
    inviter: Person
    language: Language
