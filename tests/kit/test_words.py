"""Texts outside the client, and the language a reader asks for."""

import pytest

from torg.kit.words import LANGUAGES, Words, spoken, words_in


def test_a_text_is_said_in_each_language_without_isolation_marks() -> None:
    said = {words_in(each).say("page-title", page="A", instance="B") for each in LANGUAGES}

    assert said == {"A · B"}


def test_a_number_bends_its_words() -> None:
    said = [words_in("ru").say("duration-days", count=count) for count in (1, 2, 5)]

    assert said == ["1 день", "2 дня", "5 дней"]


def test_a_text_that_is_not_there_and_a_value_that_is_missing_are_faults() -> None:
    with pytest.raises(KeyError):
        words_in("en").say("no-such-text")
    with pytest.raises(KeyError):
        words_in("en").say("page-title", page="A")


def test_a_language_without_texts_is_refused() -> None:
    with pytest.raises(ValueError, match="no texts"):
        Words("de")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "is"),
        ("*", "is"),
        ("de, fr;q=0.9", "is"),
        ("ru", "ru"),
        ("RU-ru, en", "ru"),
        ("en;q=0.5, ru;q=0.6", "ru"),
        ("en;q=0, ru;q=0.1", "ru"),
        ("en;q=x, ru;q=0.1", "ru"),
        ("en;q=0", "is"),
        ("en;level=1", "en"),
        (";;;,,=", "is"),
    ],
)
def test_the_first_wish_that_has_texts_is_spoken(accepted: str, language: str) -> None:
    assert spoken(accepted, "is") == language
