"""Who may know of a room and enter it."""

from torg.rooms.room import RoomType


def may_enter(room_type: RoomType, *, is_listed: bool) -> bool:
    """Say whether a member may enter; who may not is never told that the room exists."""
    match room_type:
        case RoomType.OPEN:
            return True
        case RoomType.CLOSED:
            return is_listed
