"""By which words a member is found, and how what somebody types is read: pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

WORD_LIMIT: Final = 64
"""Signs of a folded word that count; folding can make a word longer than it was."""

WORDS_ASKED: Final = 4
"""Words of a query that count."""

LEAST_ASKED: Final = 2
"""Signs a query has at least."""

PARTED: Final = re.compile(r"[\W_]+")


def words_of(handle: str, name: str) -> frozenset[str]:
    """Give the folded words by whose beginnings a member is found."""
    whole = (handle, *folded(name).split())
    parts = (part for word in whole for part in PARTED.split(word))
    return frozenset(_cut(filter(None, (*whole, *parts))))


def words_asked(query: str) -> tuple[str, ...]:
    """Give the folded beginnings that must all fit; none when too little is asked."""
    words = tuple(_cut(folded(query).replace("@", " ").split()))[:WORDS_ASKED]
    return words if len("".join(words)) >= LEAST_ASKED else ()


def folded(text: str) -> str:
    """Give a text as it is compared: no case, no width, no accents.

    Nobody should need an Icelandic or Russian keyboard to find Þórdís or Алёна among friends.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _cut(words: Iterable[str]) -> Iterable[str]:
    return (word[:WORD_LIMIT] for word in words)
