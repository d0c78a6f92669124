"""Who is in the demo community, and who waits to be let in."""

from dataclasses import dataclass
from typing import Final

MARK: Final = " (demo)"
"""How every name of the community ends, so that nobody takes them for people."""


@dataclass(frozen=True, slots=True)
class Character:
    """One member of the demo community; the name says what they are."""

    handle: str
    name: str
    languages: tuple[str, ...] = ("en",)
    bio: str = ""


SARA: Final = Character(
    "sara_demo",
    "Sara (demo)",
    ("en", "is"),
    "Holds the chair tonight, and lets raised hands up. Made of a few lines of code.",
)
ANNA: Final = Character(
    "anna_demo",
    "Anna (demo)",
    ("en",),
    "A recorded voice. Likes wide skies, long walks, and short turns.",
)
KARL: Final = Character(
    "karl_demo",
    "Karl (demo)",
    ("en", "is"),
    "A recorded voice. Came for the debate, stayed for the listening.",
)
ELIN: Final = Character(
    "elin_demo",
    "Elín (demo)",
    ("is", "en"),
    "Keeps a kitchen table for the people she follows. The coffee is not real either.",
)
MISHA: Final = Character(
    "misha_demo",
    "Миша (demo)",
    ("ru", "en"),
    "Собирает маленький круг по списку. Голоса нет, зато есть время.",
)

COMMUNITY: Final = (SARA, ANNA, KARL, ELIN, MISHA)

NOMINATED: Final = (ANNA, KARL)
"""Let in by Sara; both sides have agreed that others see it."""

FOLLOWS: Final = (
    (SARA, ANNA),
    (SARA, KARL),
    (SARA, ELIN),
    (ANNA, SARA),
    (ANNA, KARL),
    (KARL, SARA),
    (KARL, ANNA),
    (KARL, MISHA),
    (ELIN, SARA),
    (ELIN, MISHA),
    (MISHA, ELIN),
    (MISHA, KARL),
)
"""Who follows whom."""

WELCOMING: Final = (SARA, ELIN)
"""Who follows a newcomer; Elín's room is for those whom she follows."""

WAITING: Final = (
    Character("freyja_demo", "Freyja (demo)", ("is", "en")),
    Character("tom_demo", "Tom (demo)"),
)
"""Who waits to be let in, and says that the newcomer knows them."""
