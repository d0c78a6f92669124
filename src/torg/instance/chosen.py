"""The value that stands for the owner's choices."""

from dataclasses import dataclass
from typing import Final

SPOKEN: Final = ("en", "is", "ru")
"""The languages Torg speaks."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the owner has chosen; where nothing was, what Torg starts with."""

    name: str
    languages: tuple[str, ...] = SPOKEN
    """Those of this instance, its first one first."""
    accent: str | None = None
    """#rrggbb on light paper; None is Torg's own."""
    house_rules: str = ""
    shows_open_rooms: bool = False
    """Whether outsiders may see the cards of open rooms."""
    is_set_up: bool = False
    """Whether the owner has been through the first steps."""
