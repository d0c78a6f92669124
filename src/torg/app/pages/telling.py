"""What a page says to strangers, in their language: pure, and the same whoever asks."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from torg.app.pages.places import Place, address
from torg.instance.chosen import Chosen
from torg.kit.card import ACCENT, Card
from torg.kit.words import Words

ALT_LENGTH: Final = 420
"""Signs of a card's description, at most; longer ones are cut by those who show links."""


@dataclass(frozen=True, slots=True)
class Instance:
    """Whose pages these are."""

    chosen: Chosen
    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """A live room that everybody may know of."""

    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Told:
    """All the words of one page; `acts` are links, the first one the most likely."""

    place: Place
    language: str
    instance: str
    title: str
    texts: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    needs_script: bool
    foot: tuple[str, ...]
    card: Card
    alt: str
    room: UUID | None

    @property
    def knows_its_address(self) -> bool:
        """Whether the address may be said again: an invitation's and a hidden room's may not.

        They would tell one invitation, or one room, from another.
        """
        return self.place in {Place.HOME, Place.WAITING} or self.room is not None


def telling(place: Place, words: Words, instance: Instance, room: OpenRoom | None) -> Told:
    """Put a page's words together; a room only where everybody may know of it."""
    name = instance.chosen.name
    title, texts, line = _said(place, words, name, room)
    return Told(
        place=place,
        language=words.language,
        instance=name,
        title=title,
        texts=texts,
        acts=_acts(place, words),
        needs_script=place in {Place.INVITATION, Place.WAITING},
        foot=(words.say("join-host", host=instance.host), words.say(HONEST[place])),
        card=Card(name, instance.host, line, instance.chosen.accent or ACCENT),
        alt=_cut(words.say("share-card-alt", instance=name, host=instance.host, line=line)),
        room=None if room is None else room.id,
    )


HONEST: Final = {
    Place.HOME: "signed-out-honest",
    Place.WAITING: "waiting-honest",
    Place.INVITATION: "join-honest",
    Place.ROOM: "join-honest",
}


def _said(
    place: Place, words: Words, name: str, room: OpenRoom | None
) -> tuple[str, tuple[str, ...], str]:
    """Give the title, the paragraphs and the card's line."""
    match place:
        case Place.HOME:
            texts = words.say("join-text"), words.say("share-home-text")
            title = words.say("signed-out-title", instance=name)
            return title, texts, words.say("share-home-line")
        case Place.WAITING:
            title = words.say("waiting-title", instance=name)
            return title, (words.say("waiting-text"),), words.say("share-home-text")
        case Place.INVITATION:
            title = words.say("share-invited-title", instance=name)
            return title, (words.say("join-text"),), words.say("share-invited-line")
        case Place.ROOM:
            texts = words.say("join-text"), words.say("share-room-text")
            where = words.say("share-room-title", instance=name)
            if room is None:
                return where, texts, words.say("share-room-line")
            return room.title, (where + ".", *texts), room.title


def _acts(place: Place, words: Words) -> tuple[tuple[str, str], ...]:
    sign_in = words.say("signin-submit"), "/sign-in"
    wait = words.say("share-to-waiting"), address(Place.WAITING, words.language)
    match place:
        case Place.HOME:
            return wait, sign_in
        case Place.ROOM:
            return sign_in, wait
        case Place.WAITING | Place.INVITATION:
            return ()


def _cut(text: str) -> str:
    return text if len(text) <= ALT_LENGTH else text[: ALT_LENGTH - 1] + "…"
