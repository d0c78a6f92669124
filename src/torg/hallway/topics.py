"""Every topic of the feed and the source it is read from."""

from typing import Final

from torg.db.session import Database
from torg.feed.hub import Hub
from torg.hallway.reading import HallwayReading
from torg.hallway.source import hallway_source
from torg.kit.clock import Clock
from torg.rooms.me import me_source
from torg.rooms.source import room_source
from torg.rooms.talking import Talking
from torg.stage.state import Limits

HALLWAY_PAUSES: Final = 5
"""Every room moves every hallway, so it is told twice a second at most."""


def serve_topics(  # noqa: PLR0913, PLR0917 - what the sources of all topics are made of
    hub: Hub,
    database: Database,
    hallway: HallwayReading,
    clock: Clock,
    limits: Limits,
    talking: Talking,
) -> None:
    """Let `me`, `hallway` and `room:<id>` be watched."""
    hub.serve("me", me_source(database, clock))
    hub.serve("hallway", hallway_source(hallway), HALLWAY_PAUSES)
    hub.serve("room", room_source(database, clock, limits, talking))
