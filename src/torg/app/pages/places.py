"""Which page an address names, in which language, and the other way round: pure."""

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final
from uuid import UUID

from torg.kit.words import LANGUAGES

LANGUAGE_COOKIE: Final = "torg-language"
"""What the client keeps once somebody has chosen."""

ADDRESS: Final = re.compile(
    rf"(?:/(?P<language>{'|'.join(LANGUAGES)}))?"
    r"(?P<path>/|/waiting|/join(?:/[\w-]+)?|/r(?:/(?P<room>[\w-]+))?)?",
    re.ASCII,
)


class Place(StrEnum):
    """A page that strangers come to."""

    HOME = auto()
    WAITING = auto()
    INVITATION = auto()
    ROOM = auto()


PATHS: Final = {"/": Place.HOME, "/waiting": Place.WAITING}
STEMS: Final = {
    Place.HOME: "/",
    Place.WAITING: "/waiting",
    Place.INVITATION: "/join",
    Place.ROOM: "/r",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; of an invitation not even the id goes on from here."""

    place: Place
    language: str | None
    """The one the address begins with."""
    room: UUID | None = None


def asked(path: str) -> Asked | None:
    """Read an address; None for one that no stranger's page has."""
    found = ADDRESS.fullmatch(path)
    if found is None or not path:
        return None
    language, inner = found["language"], found["path"] or "/"
    if inner in PATHS:
        return Asked(PATHS[inner], language)
    if inner.startswith(STEMS[Place.INVITATION]):
        return Asked(Place.INVITATION, language)
    return Asked(Place.ROOM, language, _id(found["room"]))


def address(place: Place, language: str | None, room: UUID | None = None) -> str:
    """Give the path of a page in a language, or of the one that finds the language by itself."""
    stem = STEMS[place] if room is None else f"{STEMS[place]}/{room}"
    return stem if language is None else f"/{language}{stem}".rstrip("/")


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
