"""All SQL about what one member brings along when they look at rooms: their eyes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select

from torg.accounts.models import AccountRow
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.rooms.models import HiddenRoomRow
from torg.rooms.seeing import Eyes
from torg.social.models import BlockRow, FollowRow

AT_ONCE: Final = 50
"""Members may follow hundreds: when all come back at once, others get their turn in between."""


async def read_eyes(
    transaction: Transaction, accounts: Collection[AccountId]
) -> Mapping[AccountId, Eyes]:
    """Give the eyes of these members; who is gone has none."""
    found: dict[AccountId, Eyes] = {}
    wanted = list(accounts)
    for start in range(0, len(wanted), AT_ONCE):
        found |= await _read_some(transaction, wanted[start : start + AT_ONCE])
    return found


async def _read_some(
    transaction: Transaction, accounts: Sequence[AccountId]
) -> Mapping[AccountId, Eyes]:
    session = transaction.session
    spoken = select(AccountRow.id, AccountRow.languages)
    spoken = spoken.where(AccountRow.id.in_(accounts), AccountRow.deleted_at.is_(None))
    languages = {row.id: row.languages for row in await session.execute(spoken)}

    async def pairs(query: Select[UUID, UUID]) -> Mapping[UUID, set[UUID]]:
        found: dict[UUID, set[UUID]] = {}
        for one, other in await session.execute(query):
            found.setdefault(one, set()).add(other)
        return found

    follows = await pairs(
        select(FollowRow.follower_id, FollowRow.followed_id).where(
            FollowRow.follower_id.in_(accounts)
        )
    )
    blocked = await pairs(
        select(BlockRow.blocker_id, BlockRow.blocked_id).where(BlockRow.blocker_id.in_(accounts))
    )
    hidden = await pairs(
        select(HiddenRoomRow.account_id, HiddenRoomRow.room_id).where(
            HiddenRoomRow.account_id.in_(accounts)
        )
    )
    return {
        AccountId(account): Eyes(
            follows=frozenset(map(AccountId, follows.get(account, ()))),
            blocked=frozenset(map(AccountId, blocked.get(account, ()))),
            languages=frozenset(spoken_by),
            hidden=frozenset(map(RoomId, hidden.get(account, ()))),
        )
        for account, spoken_by in languages.items()
    }
