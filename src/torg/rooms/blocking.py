"""All SQL about who in a room has blocked whom in it."""

from collections.abc import Mapping

from sqlalchemy import select

from torg.db.session import Transaction
from torg.kit.ids import AccountId
from torg.media.models import LeaseRow
from torg.rooms.stages import LiveRoom
from torg.social.models import BlockRow


async def blocked_by_those_in(
    transaction: Transaction, live: LiveRoom
) -> Mapping[AccountId, frozenset[AccountId]]:
    """Give for each participant who has blocked somebody that is here too, whom."""
    here = live.stage.participants.keys() | live.stage.seats.keys()
    query = (
        select(BlockRow.blocker_id, BlockRow.blocked_id)
        .join(LeaseRow, LeaseRow.account_id == BlockRow.blocker_id)
        .where(LeaseRow.room_id == live.room.id, LeaseRow.ended_at.is_(None))
    )
    found: dict[AccountId, set[AccountId]] = {}
    for blocker, blocked in await transaction.session.execute(query):
        if blocked in here:
            found.setdefault(AccountId(blocker), set()).add(AccountId(blocked))
    return {blocker: frozenset(blocked) for blocker, blocked in found.items()}
