"""All SQL that writes into the inboxes of members."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, delete, exists, insert, literal, select
from sqlalchemy.orm import aliased

from torg.accounts.models import AccountRow
from torg.db.base import Moment
from torg.db.random_id import random_id
from torg.db.session import Database, Transaction
from torg.inbox.kinds import PAUSE, WISHED, HowOften, Kind
from torg.inbox.models import NoticeRow, NoticeWishRow
from torg.kit.ids import AccountId, RoomId

SOMETIMES: Final = timedelta(hours=1)
"""Who wants to hear of a kind sometimes is told once in this time."""

KEPT: Final = timedelta(days=90)
"""A notice older than this is erased, read or not."""

# Made once: making an alias takes longer than telling a notice.
_EARLIER: Final = aliased(NoticeRow)


class Inbox:
    """Tells members what concerns them, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._session = transaction.session

    async def tell(  # noqa: PLR0913 - one parameter is one part of the notice
        self,
        account: AccountId,
        kind: Kind,
        now: datetime,
        *,
        about: AccountId | None = None,
        room: RoomId | None = None,
        subject: UUID | None = None,
    ) -> None:
        """Tell one member, unless they wish not to hear of it. Who is gone is told nothing."""
        only = select(AccountRow.id).where(AccountRow.id == account)
        await self.tell_those(only, kind, now, about=about, room=room, subject=subject)

    async def tell_those(  # noqa: PLR0913 - one parameter is one part of the notice
        self,
        whom: Select[Any],
        kind: Kind,
        now: datetime,
        *,
        about: AccountId | None = None,
        room: RoomId | None = None,
        subject: UUID | None = None,
    ) -> None:
        """Tell all whose ids the query gives, by one statement however many they are."""
        notice = select(
            random_id(),
            AccountRow.id,
            literal(kind.value),
            literal(now, Moment()),
            literal(about, Uuid()),
            literal(room, Uuid()),
            literal(subject, Uuid()),
        ).where(AccountRow.id.in_(whom), AccountRow.deleted_at.is_(None))
        if kind in WISHED:
            notice = notice.where(*_wished(kind, now))
        columns = ["id", "account_id", "kind", "at", "about_id", "room_id", "subject_id"]
        told = insert(NoticeRow).from_select(columns, notice).returning(NoticeRow.account_id)
        for account in (await self._session.scalars(told)).all():
            self._transaction.tell(f"me:{account}", {"kind": "changed"})


async def erase_old_notices(database: Database, now: datetime) -> None:
    """Erase what was told long ago."""
    async with database.transaction() as transaction:
        await transaction.session.execute(delete(NoticeRow).where(NoticeRow.at <= now - KEPT))


def _wished(kind: Kind, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Say who of the accounts in a query wants to hear of this kind now."""
    told_lately = exists().where(
        _EARLIER.account_id == AccountRow.id,
        _EARLIER.kind == kind,
        _EARLIER.at > now - SOMETIMES,
    )
    return (
        ~_has(HowOften.NEVER, PAUSE, kind),
        ~(_has(HowOften.SOMETIMES, kind) & told_lately),
    )


def _has(wish: HowOften, *kinds: str) -> ColumnElement[bool]:
    return exists().where(
        NoticeWishRow.account_id == AccountRow.id,
        NoticeWishRow.kind.in_(kinds),
        NoticeWishRow.wish == wish,
    )
