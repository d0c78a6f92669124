"""All SQL about what must not live again with a copy: whatever let somebody in, or was deleted."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Update, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from torg.accounts.models import ChallengeRow, LoginSessionRow, MailedCodeRow, RecoveryLinkRow
from torg.db.repeats import RepeatRow
from torg.db.session import Transaction
from torg.invitations.models import InvitationRow, OwnerLinkRow
from torg.kit.ids import AccountId
from torg.leaving.erasing import Erasing
from torg.media.models import LeaseRow
from torg.rooms.models import HandRow, OfferRow, RoomRow, SeatRow
from torg.stage.state import Closing, EndReason

OF_A_MOMENT: Final = (
    *(HandRow, OfferRow, SeatRow),
    *(ChallengeRow, MailedCodeRow, OwnerLinkRow, RepeatRow),
)
"""These mean nothing but at the moment they were made for."""


async def let_nothing_revive(connection: AsyncConnection, now: datetime) -> None:
    """End rooms, leases and login sessions; kill links, codes and open invitations."""
    for change in _dead(now):
        await connection.execute(change)
    for row in OF_A_MOMENT:
        await connection.execute(delete(row))


async def erase_again(
    connection: AsyncConnection, accounts: Collection[UUID], now: datetime
) -> int:
    """Delete once more whom the copy still holds; count them."""
    async with AsyncSession(connection, expire_on_commit=False) as session:
        erasing = Erasing(Transaction(session))
        again = [await erasing.erase(AccountId(each), now) for each in sorted(accounts)]
        await session.flush()
    return sum(again)


def _dead(now: datetime) -> tuple[Update, ...]:
    # A lease of an older epoch is dead, wherever somebody still holds it.
    epochs = update(RoomRow).values(epoch=RoomRow.epoch + 1)
    rooms = update(RoomRow).where(RoomRow.ended_at.is_(None))
    leases = update(LeaseRow).where(LeaseRow.ended_at.is_(None))
    login_sessions = update(LoginSessionRow).where(LoginSessionRow.revoked_at.is_(None))
    links = update(RecoveryLinkRow).where(
        RecoveryLinkRow.used_at.is_(None), RecoveryLinkRow.expires_at > now
    )
    open_ones = update(InvitationRow).where(
        InvitationRow.used_at.is_(None), InvitationRow.revoked_at.is_(None)
    )
    return (
        epochs,
        rooms.values(ended_at=now, end_reason=Closing.NOBODY_THERE, closing_at=None),
        leases.values(ended_at=now, end_reason=EndReason.ROOM_ENDED),
        login_sessions.values(revoked_at=now),
        links.values(expires_at=now),
        open_ones.values(revoked_at=now),
    )
