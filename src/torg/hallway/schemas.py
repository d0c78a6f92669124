"""What members are told of the hallway."""

from torg.kit.shapes import Shape
from torg.rooms.schemas import Card


class Hallway(Shape):
    """The rooms one may enter, in their order, and how many more are kept out of sight."""

    rooms: tuple[Card, ...]
    folded: int
    """Rooms with somebody on stage whom I have blocked."""
    hidden: int
    """Rooms I do not want to see."""


class Cards(Shape):
    """Rooms that are kept out of sight, in their order."""

    rooms: tuple[Card, ...]
