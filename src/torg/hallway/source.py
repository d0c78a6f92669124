"""The topic `hallway`: everybody's own, from one reading of all rooms."""

from collections.abc import Callable, Collection, Sequence

from torg.feed.frames import Frame
from torg.feed.reader import Who
from torg.feed.source import News
from torg.hallway.frames import frames_between, rooms_between
from torg.hallway.moment import HallwayNow
from torg.hallway.reading import HallwayReading
from torg.hallway.schemas import Hallway
from torg.kit.ids import AccountId, RoomId


class HallwaySource:
    """Shows each member the rooms they may know of; a view is the member who looks."""

    def __init__(self, reading: HallwayReading) -> None:
        self._reading = reading
        self._between: tuple[HallwayNow, HallwayNow, tuple[RoomId, ...]] | None = None

    async def read(
        self, before: HallwayNow | None, news: Sequence[News], readers: Collection[Who]
    ) -> HallwayNow:
        """Give the rooms as they are now; the reading has heard the news itself."""
        del before, news
        return await self._reading.now({who.account for who in readers})

    def view(self, state: HallwayNow, who: Who) -> AccountId | None:
        """Let every member look for themself."""
        return who.account if who.account in state.eyes else None

    def snapshot(self, state: HallwayNow, view: AccountId) -> Hallway:
        """Give a member's hallway."""
        return state.seen_by(view)

    def frames(
        self, before: HallwayNow, seen_as: AccountId, after: HallwayNow, view: AccountId | None
    ) -> Sequence[Frame]:
        """Give the cards that came, changed or went, for this member."""
        del seen_as
        if view is None:
            return ()
        return tuple(frames_between(before, after, view, self._changed(before, after)))

    def _changed(self, before: HallwayNow, after: HallwayNow) -> tuple[RoomId, ...]:
        """Compare two moments once for all readers."""
        if self._between is None or self._between[:2] != (before, after):
            self._between = (before, after, rooms_between(before, after))
        return self._between[2]


def hallway_source(reading: HallwayReading) -> Callable[[str], HallwaySource | None]:
    """Give what the hub opens `hallway` with."""
    return lambda key: None if key else HallwaySource(reading)
