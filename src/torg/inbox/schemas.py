"""What members are told by their inbox, and wish of it."""

from typing import Literal
from uuid import UUID

from torg.accounts.account import Person
from torg.feed.frames import WireTime
from torg.inbox.kinds import HowOften, Kind
from torg.kit.shapes import Body, Shape

WishedKind = Literal["all", "joined", "ping", "room_opened", "waiting"]
"""What can be heard of less often; `all` stands above the others."""


class NoticeRoom(Shape):
    """The room a notice is about."""

    id: UUID
    title: str


class Notice(Shape):
    """Something I am told; its words are put together by whoever shows it."""

    id: UUID
    kind: Kind
    at: WireTime
    read: bool
    about: Person | None
    room: NoticeRoom | None
    """Only while it is live and I may enter it."""
    subject: UUID | None


class Notices(Shape):
    """One page of my inbox, the latest first; `next` continues it."""

    notices: tuple[Notice, ...]
    next: str | None
    unread: int


class ReadUpTo(Body):
    """The notice up to which I have read; without it, all of them."""

    upto: UUID | None = None


class WishFor(Body):
    """How often I want to hear of a kind."""

    wish: HowOften


class KindWish(Shape):
    """How often I hear of a kind."""

    kind: WishedKind
    wish: HowOften


class Wishes(Shape):
    """How often I hear of each kind that I can hear of less often, and of all together."""

    wishes: tuple[KindWish, ...]
