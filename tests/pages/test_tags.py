"""The tags that robots read, in each language, to the letter."""

from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from tests.support.strangers import read

from torg.app.pages import html
from torg.app.pages.places import Place
from torg.app.pages.shell import Shell
from torg.app.pages.telling import ALT_LENGTH, Instance, OpenRoom, Told, telling
from torg.instance.chosen import Chosen
from torg.kit.words import LANGUAGES, words_in

GOLDENS: Final = Path(__file__).parent / "goldens"
ORIGIN: Final = "https://talk.example.org"
INSTANCE: Final = Instance(Chosen(name="Torg"), "talk.example.org", ORIGIN)
ROOM: Final = OpenRoom(UUID(int=7), "Late talk")
PAGES: Final = (*((place, None) for place in Place), (Place.ROOM, ROOM))


def told(place: Place, language: str, room: OpenRoom | None = None) -> Told:
    return telling(place, words_in(language), INSTANCE, room)


def tags(page: Told) -> str:
    return html.head(page, ORIGIN, f"/card/{page.language}-{'0' * 20}.png", "/share.css")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tags_are_as_they_were(language: str) -> None:
    written = "\n".join(tags(told(place, language, room)) for place, room in PAGES)

    assert written == (GOLDENS / f"tags-{language}.html").read_text("utf-8")


@pytest.mark.parametrize(("place", "room"), PAGES)
def test_a_page_leads_to_itself_in_every_language(place: Place, room: OpenRoom | None) -> None:
    shown = read(tags(told(place, "is", room)))
    stems = {Place.HOME: "", Place.WAITING: "/waiting", Place.INVITATION: "/join"}
    stem = stems.get(place, "/r" if room is None else f"/r/{room.id}")

    assert shown.alternates == {
        "en": f"{ORIGIN}/en{stem}",
        "is": f"{ORIGIN}/is{stem}",
        "ru": f"{ORIGIN}/ru{stem}",
        "x-default": f"{ORIGIN}{stem or '/'}",
    }
    assert shown.metas["og:locale"] == ["is_IS"]
    assert shown.metas["og:locale:alternate"] == ["en_GB", "ru_RU"]


def test_the_description_of_a_card_is_cut_where_others_would_cut_it() -> None:
    instance = Instance(Chosen(name="T" * 60), f"{'a' * 300}.example", ORIGIN)
    room = OpenRoom(UUID(int=7), "x" * 60)
    page = telling(Place.ROOM, words_in("en"), instance, room)

    assert len(page.alt) == ALT_LENGTH
    assert page.alt.endswith("…")


@pytest.mark.parametrize(("place", "room"), PAGES)
def test_only_pages_that_tell_nothing_by_it_say_their_address(
    place: Place, room: OpenRoom | None
) -> None:
    metas = read(tags(told(place, "en", room))).metas

    assert ("og:url" in metas) is (place in {Place.HOME, Place.WAITING} or room is not None)


def test_words_go_into_the_clients_page_where_they_belong() -> None:
    shell = Shell('<html lang="en"><head><title>Torg</title></head><div id="app"></div></html>')
    page = shell.filled("is", r"A & \1", "<x>", "<y>")

    assert page == (
        r'<html lang="is"><head><title>A &amp; \1</title><x></head><div id="app"><y></div></html>'
    )


def test_a_page_of_another_build_is_refused() -> None:
    with pytest.raises(ValueError, match="client's page"):
        Shell("<html><body></body></html>")
