"""Looking at people: profiles, the lists of followers and followed, search."""

from datetime import datetime

from torg.accounts.account import Account, InstanceRole
from torg.accounts.findable import words_asked
from torg.accounts.rules import handle_as_typed, is_new_here
from torg.db.session import Transaction
from torg.errors import MemberNotFound
from torg.invitations.tree import Tree
from torg.kit.place import Place
from torg.social.people_repository import Member, People
from torg.social.repository import Blocks
from torg.social.rules import A_PAGE, FOUND_A_PAGE, FollowList
from torg.social.schemas import FollowPage, FoundPeople, MemberProfile

ADMINS = frozenset({InstanceRole.OWNER, InstanceRole.ADMIN})


class Looking:
    """What one member sees of the others, within one transaction."""

    def __init__(self, transaction: Transaction, me: Account, now: datetime) -> None:
        self._transaction = transaction
        self._people = People(transaction, me.id, now)
        self._blocks = Blocks(transaction)
        self._me = me
        self._now = now

    async def profile(self, handle: str) -> MemberProfile:
        """Show somebody. Raises MemberNotFound, also when they have blocked me."""
        member = await self._member(handle)
        who = member.person.id
        standing = await self._people.standing(who)
        nominator = await Tree(self._transaction).nominator_shown(who, self._now)
        if nominator is not None and await self._blocks.between(self._me.id, nominator.id):
            nominator = None
        return MemberProfile(
            person=member.person,
            bio=member.bio,
            languages=member.languages,
            joined_at=member.joined_at,
            nominated_by=nominator,
            new_here=is_new_here(member.joined_at, self._now),
            followers=standing.followers,
            following=standing.following,
            followed_by_me=standing.followed_by_me,
            follows_me=standing.follows_me,
            blocked_by_me=standing.blocked_by_me,
        )

    async def follow_page(self, handle: str, which: FollowList, after: str | None) -> FollowPage:
        """Show a page of somebody's followers or followed. Raises MemberNotFound, BadRequest."""
        place = None if after is None else Place.of(after)
        who = (await self._member(handle)).person.id
        found = await self._people.page(which, who, place, A_PAGE + 1)
        page = found[:A_PAGE]
        return FollowPage(
            people=tuple(person for person, _ in page),
            next=page[-1][1].cursor if len(found) > A_PAGE else None,
            count=await self._people.count(which, who),
        )

    async def search(self, query: str, after: str | None) -> FoundPeople:
        """Find people by the beginnings of their names; too short a query finds nobody."""
        words = words_asked(query)
        found = await self._people.found(words, after, FOUND_A_PAGE + 1) if words else ()
        page = tuple(found[:FOUND_A_PAGE])
        return FoundPeople(people=page, next=page[-1].handle if len(found) > FOUND_A_PAGE else None)

    async def _member(self, handle: str) -> Member:
        member = await self._people.by_handle(
            handle_as_typed(handle), suspended_too=self._me.role in ADMINS
        )
        if member is None:
            raise MemberNotFound
        return member
