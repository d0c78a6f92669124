"""Who is heard in which room just now: never stored, gone with the process."""

from collections.abc import Callable

from torg.feed.source import News
from torg.kit.ids import LeaseId, RoomId


class Talking:
    """The voices the signalling proxy hears of; the rooms' feeds are told."""

    def __init__(self, publish: Callable[[str, News], None]) -> None:
        self._publish = publish
        self._leases: dict[RoomId, frozenset[LeaseId]] = {}

    def tell(self, room_id: RoomId, leases: frozenset[LeaseId]) -> None:
        """Note whose voices are heard in a room from now on."""
        if leases:
            self._leases[room_id] = leases
        else:
            self._leases.pop(room_id, None)
        self._publish(f"room:{room_id}", {"kind": "talking"})

    def in_room(self, room_id: RoomId) -> frozenset[LeaseId]:
        """Give the leases whose voices are heard."""
        return self._leases.get(room_id, frozenset())
