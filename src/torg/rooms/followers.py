"""All SQL about which followers are told of a room, or may be asked into it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased

from torg.kit.ids import AccountId, RoomId
from torg.rooms.models import RoomListRow
from torg.rooms.room import RoomType
from torg.social.models import BlockRow, FollowRow


def followers_who_may_enter(room_id: RoomId, room_type: RoomType, host: AccountId) -> Select[Any]:
    """Ask for the followers of a host who may enter the room that they have just opened."""
    blocked = exists().where(
        BlockRow.blocker_id == host, BlockRow.blocked_id == FollowRow.follower_id
    )
    return select(FollowRow.follower_id).where(
        FollowRow.followed_id == host, ~blocked, *_let_in_by(room_id, room_type, host)
    )


def _let_in_by(
    room_id: RoomId, room_type: RoomType, host: AccountId
) -> tuple[ColumnElement[bool], ...]:
    match room_type:
        case RoomType.OPEN:
            return ()
        case RoomType.SOCIAL:
            back = aliased(FollowRow)
            return (
                exists().where(back.follower_id == host, back.followed_id == FollowRow.follower_id),
            )
        case RoomType.CLOSED:
            return (
                exists().where(
                    RoomListRow.room_id == room_id,
                    RoomListRow.account_id == FollowRow.follower_id,
                ),
            )
