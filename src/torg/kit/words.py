"""Says texts in a reader's language outside the client: drawn pages, cards, mail."""

from functools import cache
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource

import torg

LOCALES: Final = Path(torg.__file__).parent / "locales"
LANGUAGES: Final = ("en", "is", "ru")
"""The languages that have texts; the first is spoken where no other is known."""


class Words:
    """The texts of one language, without isolation marks: they are for plain text."""

    def __init__(self, language: str) -> None:
        """Read a language's texts. Raises ValueError for one that has none."""
        if language not in LANGUAGES:
            raise ValueError("there are no texts in this language")
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted((LOCALES / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text("utf-8")))

    def say(self, key: str, **values: str | int) -> str:
        """Give the text for a key. Raises KeyError where there is none, or a value is missing."""
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, faults = self._bundle.format_pattern(pattern, values)
        if faults:
            raise KeyError(f"{key}: {faults[0]}")
        return str(text)


@cache
def words_in(language: str) -> Words:
    """Give the texts of a language, read once."""
    return Words(language)


def spoken(accepted: str, default: str) -> str:
    """Choose a language by an `Accept-Language` header (RFC 9110 §12.5.4)."""
    wishes = sorted(_wishes(accepted), key=lambda wish: -wish[1])
    return next((language for language, weight in wishes if weight > 0), default)


def _wishes(accepted: str) -> list[tuple[str, float]]:
    found = list[tuple[str, float]]()
    for part in accepted.split(","):
        tag, _, parameter = part.partition(";")
        language = tag.strip().lower().split("-")[0]
        if language in LANGUAGES:
            found.append((language, _weight(parameter)))
    return found


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
