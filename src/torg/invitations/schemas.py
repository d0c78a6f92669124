"""Bodies and answers of admission."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from torg.accounts.account import Person
from torg.accounts.schemas import Language
from torg.invitations.qr import LONGEST
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
    inviter_shows: bool
    """Whether I agree that others see that I nominated the member."""
    member_shows: bool
    """Whether the member does."""


class Quota(Shape):
    """What I may give in all, joined ones included unless I run the instance."""

    start: int
    grown: int
    """One for every 30 days of taking part."""
    granted: int
    """Given to me by admins."""


class MyInvitations(Shape):
    """What I have given, newest first, and what is left to give."""

    left: int
    quota: Quota
    invitations: tuple[Invitation, ...]


class Token(Body, frozen=True):
    """The secret that stood after `#` in the link."""

    token: str = Field(min_length=1, max_length=128)


class Link(Body, frozen=True):
    """The link of an invitation as it is passed on; it is drawn and then forgotten."""

    link: str = Field(min_length=1, max_length=LONGEST)


class MoreInvitations(Body, frozen=True):
    """How many invitations an admin gives to a member."""

    count: int = Field(ge=1, le=20)


class Nominated(Shape):
    """Somebody I let in, and who of us agrees that others see it."""

    person: Person
    joined_at: datetime
    inviter_shows: bool
    member_shows: bool


class MyNominations(Shape):
    """Who let me in, and whom I let in; others see a pair of us only while both agree."""

    by: Person | None
    """None for the first member, and when the account is deleted."""
    member_shows: bool
    inviter_shows: bool
    mine: tuple[Nominated, ...]


class Node(Shape):
    """A member in the tree, as an admin sees them."""

    id: UUID
    person: Person | None
    """None once the account is deleted."""
    joined_at: datetime
    suspended: bool
    let_in: int
    """How many came in by this member; they are asked for with `under`."""


class Nodes(Shape):
    """Whom one member let in, oldest first; without `under`, the first members."""

    nodes: tuple[Node, ...]
    next: UUID | None
    """What `after` has to name for the next page; None: this is the last."""


class Welcome(Shape):
    """What the bearer of an invitation is told before they decide."""

    instance: str
    inviter: Person
    language: Language
