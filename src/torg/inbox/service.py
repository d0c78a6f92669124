"""Reading one's inbox: a notice shows a room only to who may enter it now."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from typing import Final, get_args
from uuid import UUID

from torg.accounts.repository import Accounts
from torg.accounts.unread import unread_of
from torg.db.session import Transaction
from torg.errors import BadRequest
from torg.inbox.kinds import HowOften
from torg.inbox.reading_repository import MyInbox, Place, Told
from torg.inbox.schemas import KindWish, Notice, NoticeRoom, Notices, WishedKind, Wishes
from torg.kit.ids import AccountId, RoomId
from torg.kit.moment import moment_in

PAGE: Final = 50

RoomsKnown = Callable[[Transaction, AccountId, Collection[RoomId]], Awaitable[Mapping[RoomId, str]]]
"""Gives the titles of those among the rooms that a member may know of now."""


class Reader:
    """One member's inbox, within one transaction."""

    def __init__(
        self, transaction: Transaction, account: AccountId, rooms_known: RoomsKnown
    ) -> None:
        self._transaction = transaction
        self._account = account
        self._mine = MyInbox(transaction, account)
        self._rooms_known = rooms_known

    async def notices(self, cursor: str | None) -> Notices:
        """Give one page, the latest first. Raises BadRequest."""
        found = await self._mine.page(None if cursor is None else _place_of(cursor), PAGE + 1)
        page = found[:PAGE]
        about = {told.about for told in page if told.about is not None}
        people = await Accounts(self._transaction).people(about)
        rooms = {told.room for told in page if told.room is not None}
        titles = await self._rooms_known(self._transaction, self._account, rooms)

        def written(told: Told) -> Notice:
            room = told.room if told.room in titles else None
            return Notice(
                id=told.id,
                kind=told.kind,
                at=told.at,
                read=told.read,
                about=None if told.about is None else people.get(told.about),
                room=None if room is None else NoticeRoom(id=room, title=titles[room]),
                subject=told.subject,
            )

        return Notices(
            notices=tuple(map(written, page)),
            next=_cursor(page[-1]) if len(found) > PAGE else None,
            unread=await unread_of(self._transaction, self._account),
        )

    async def read(self, upto: UUID | None, now: datetime) -> None:
        """Note what was read; a notice that is not mine marks nothing."""
        if await self._mine.read(upto, now):
            self._transaction.tell(f"me:{self._account}", {"kind": "changed"})

    async def wishes(self) -> Wishes:
        """Give how often I hear of what."""
        wished = await self._mine.wishes()
        kinds: tuple[WishedKind, ...] = get_args(WishedKind)
        return Wishes(
            wishes=tuple(KindWish(kind=k, wish=wished.get(k, HowOften.ALWAYS)) for k in kinds)
        )

    async def wish(self, kind: WishedKind, wish: HowOften) -> None:
        """Hear of a kind as often as this."""
        await self._mine.wish(kind, wish)


def _cursor(told: Told) -> str:
    return f"{told.at.isoformat()}~{told.id}"


def _place_of(cursor: str) -> Place:
    at, _, number = cursor.partition("~")
    try:
        return moment_in(at), UUID(number)
    except ValueError as unreadable:
        raise BadRequest from unreadable
