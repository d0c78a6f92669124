"""What members are told about each other."""

from torg.accounts.account import Person
from torg.accounts.schemas import Language
from torg.feed.frames import WireTime
from torg.kit.shapes import Shape


class MemberProfile(Shape):
    """One member, as another one sees them; counts are of those whom the viewer may see."""

    person: Person
    bio: str
    languages: tuple[Language, ...]
    joined_at: WireTime
    nominated_by: Person | None
    """Who let them in, where both agree that it is seen."""
    new_here: bool
    followers: int
    following: int
    followed_by_me: bool
    follows_me: bool
    blocked_by_me: bool


class FoundPeople(Shape):
    """One page of a search; `next` continues it."""

    people: tuple[Person, ...]
    next: str | None


class FollowPage(Shape):
    """One page of followers or followed; `next` continues it, as far as lists are shown."""

    people: tuple[Person, ...]
    next: str | None
    count: int


class BlockedPeople(Shape):
    """Those whom I have blocked, the latest first."""

    people: tuple[Person, ...]
