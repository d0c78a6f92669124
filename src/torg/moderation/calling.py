"""Tells the admins that somebody waits for them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from torg.db.session import Transaction
from torg.inbox.kinds import Kind
from torg.inbox.repository import Inbox
from torg.kit.ids import AccountId
from torg.moderation.members_repository import MemberList


async def call_admins(
    transaction: Transaction, sides: Collection[AccountId], now: datetime, report: UUID | None
) -> None:
    """Tell all admins of a case, but those who are a side in it: for them it is not there."""
    inbox = Inbox(transaction)
    for admin in sorted((await MemberList(transaction).admins(now)).keys() - set(sides)):
        await inbox.tell(admin, Kind.CASE_WAITS, now, subject=report)
