"""All SQL about what one member is to a room, and so whether it is there for them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select

from torg.accounts.models import AccountRow
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.media.models import LeaseRow
from torg.rooms.models import RoomListRow, RoomRow, SeatRow
from torg.rooms.room import Entrance, RoomType, Tie, Ties
from torg.rooms.rules import may_enter
from torg.social.models import BlockRow, FollowRow
from torg.stage.roles import Role

ASKED: Final = tuple(tie for tie in Tie if tie is not Tie.MEMBER)
MODERATING: Final = [role.value for role in Role if role.moderates]


class Entrances:
    """The doors of live rooms, as one member finds them."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def of(self, room_id: RoomId, account: AccountId) -> Entrance | None:
        """Give what decides whether a member may enter; None when there is no such live room."""
        query = select(RoomRow.type, *tie_columns(account))
        query = query.where(RoomRow.id == room_id, RoomRow.ended_at.is_(None))
        row = (await self._session.execute(query)).one_or_none()
        return None if row is None else Entrance(RoomType(row[0]), ties_in(row[1:]))

    async def is_open_to(self, room_id: RoomId, account: AccountId) -> bool:
        """Say whether the room is there for a member, as one that never was is not."""
        entrance = await self.of(room_id, account)
        return entrance is not None and may_enter(entrance.type, entrance.ties)


async def rooms_known(
    transaction: Transaction, account: AccountId, rooms: Collection[RoomId]
) -> Mapping[RoomId, str]:
    """Give the titles of those among the rooms that are live and there for a member."""
    query = select(RoomRow.id, RoomRow.title, RoomRow.type, *tie_columns(account))
    query = query.where(RoomRow.id.in_(rooms), RoomRow.ended_at.is_(None))
    return {
        RoomId(row[0]): row[1]
        for row in await transaction.session.execute(query)
        if may_enter(RoomType(row[2]), ties_in(row[3:]))
    }


def tie_columns(account: AccountId | ColumnElement[UUID]) -> Sequence[ColumnElement[bool]]:
    """Give what asks how a member is tied to the room of a query; `ties_in` reads the answer."""
    ties = _ties(account)
    return [ties[tie] for tie in ASKED]


def ties_in(columns: Sequence[bool]) -> Ties:
    """Read what `tie_columns` asked."""
    held = {tie for tie, is_so in zip(ASKED, columns, strict=True) if is_so}
    return frozenset(held | {Tie.MEMBER})


def _ties(account: AccountId | ColumnElement[UUID]) -> Mapping[Tie, ColumnElement[bool]]:
    host, follower = RoomRow.host_id, FollowRow.follower_id
    moderating = (
        _present().where(LeaseRow.role.in_(MODERATING)),
        _seated().where(SeatRow.role.in_(MODERATING)),
    )
    return {
        Tie.HOST: host == account,
        Tie.INSIDE: or_(
            _present().where(LeaseRow.account_id == account).exists(),
            _seated().where(SeatRow.account_id == account).exists(),
        ),
        Tie.LISTED: exists().where(
            RoomListRow.room_id == RoomRow.id, RoomListRow.account_id == account
        ),
        Tie.FOLLOWED: exists().where(
            FollowRow.followed_id == account,
            or_(follower == host, *(follower.in_(some) for some in moderating)),
        ),
        Tie.BLOCKED: exists().where(BlockRow.blocker_id == host, BlockRow.blocked_id == account),
    }


def _present() -> Select[Any]:
    live = (LeaseRow.room_id == RoomRow.id, LeaseRow.ended_at.is_(None))
    return select(LeaseRow.account_id).where(*live).correlate(RoomRow, AccountRow)


def _seated() -> Select[Any]:
    return (
        select(SeatRow.account_id)
        .where(SeatRow.room_id == RoomRow.id)
        .correlate(RoomRow, AccountRow)
    )
