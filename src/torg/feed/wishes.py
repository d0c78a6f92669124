"""What a browser may say on the feed: which topics it wants to watch, and no more."""

from typing import Annotated, Final

from pydantic import Field, TypeAdapter, ValidationError

from torg.errors import BadRequest
from torg.kit.shapes import Body
from torg.kit.strict_json import read_json

LONGEST: Final = 256
"""Characters of a message, at most."""

Topic = Annotated[str, Field(pattern=r"^(me|hallway|room:[0-9a-f-]{36})$")]
"""What can be watched; whether there is such a room is for its source to say."""


class Watch(Body):
    """Ask for a topic's snapshot and its frames."""

    watch: Topic


class Unwatch(Body):
    """Ask for no more of a topic."""

    unwatch: Topic


Wish = Watch | Unwatch

_WISH: Final[TypeAdapter[Wish]] = TypeAdapter(Wish)


def wish_of(text: str) -> Wish:
    """Read a message from a browser. Raises BadRequest."""
    if len(text) > LONGEST:
        raise BadRequest
    try:
        return _WISH.validate_python(read_json(text))
    except ValidationError as unknown:
        raise BadRequest from unknown
