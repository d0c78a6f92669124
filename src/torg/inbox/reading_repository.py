"""All SQL about reading one member's inbox, and what they wish to hear of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select, update

from torg.accounts.models import AccountRow
from torg.accounts.unread import has_not_blocked
from torg.db.session import Transaction
from torg.inbox.kinds import HowOften, Kind
from torg.inbox.models import NoticeRow, NoticeWishRow
from torg.kit.ids import AccountId, RoomId


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is stored."""

    id: UUID
    kind: Kind
    at: datetime
    read: bool
    about: AccountId | None
    room: RoomId | None
    subject: UUID | None


Place = tuple[datetime, UUID]
"""Where in an inbox a notice stands."""


class MyInbox:
    """The inbox of one member, within one transaction."""

    def __init__(self, transaction: Transaction, account: AccountId) -> None:
        self._session = transaction.session
        self._account = account

    async def page(self, after: Place | None, size: int) -> Sequence[Told]:
        """Give so many notices, the latest first, from behind a place on.

        One about somebody who has blocked the member since is not there.
        """
        mine = (
            NoticeRow.account_id == self._account,
            has_not_blocked(NoticeRow.about_id, self._account),
        )
        query = select(NoticeRow).where(*mine)
        if after is not None:
            at, number = after
            query = query.where(
                or_(NoticeRow.at < at, and_(NoticeRow.at == at, NoticeRow.id < number))
            )
        query = query.order_by(NoticeRow.at.desc(), NoticeRow.id.desc()).limit(size)
        return [_told(row) for row in await self._session.scalars(query)]

    async def read(self, upto: UUID | None, now: datetime) -> bool:
        """Note that all is read, up to a notice of mine or to the last; False: nothing was new."""
        mine = (NoticeRow.account_id == self._account, NoticeRow.read_at.is_(None))
        change = update(NoticeRow).where(*mine).values(read_at=now)
        if upto is not None:
            last = select(NoticeRow.at).where(
                NoticeRow.id == upto, NoticeRow.account_id == self._account
            )
            change = change.where(NoticeRow.at <= last.scalar_subquery())
        read = await self._session.scalars(change.returning(NoticeRow.id))
        return bool(read.all())

    async def wishes(self) -> Mapping[str, HowOften]:
        """Give what the member has wished; of what is not there they hear always."""
        query = select(NoticeWishRow).where(NoticeWishRow.account_id == self._account)
        return {row.kind: HowOften(row.wish) for row in await self._session.scalars(query)}

    async def wish(self, kind: str, wish: HowOften) -> None:
        """Note how often the member wants to hear of a kind."""
        # Of two wishes at once, the second takes the place of the first.
        mine = select(AccountRow.id).where(AccountRow.id == self._account)
        await self._session.execute(mine.with_for_update(key_share=True))
        await self._session.merge(
            NoticeWishRow(account_id=self._account, kind=kind, wish=wish.value)
        )
        await self._session.flush()


def _told(row: NoticeRow) -> Told:
    return Told(
        id=row.id,
        kind=Kind(row.kind),
        at=row.at,
        read=row.read_at is not None,
        about=None if row.about_id is None else AccountId(row.about_id),
        room=None if row.room_id is None else RoomId(row.room_id),
        subject=row.subject_id,
    )
