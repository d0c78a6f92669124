"""See that each thing Torg says is said in every language, with the same values, and is honest."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tools.ftl import Text, texts_of

from torg import errors

LOCALES: Final = Path("src/torg/locales")
FIRST: Final = "en"
"""The language the others are compared with."""

DISHONEST: Final = {
    "en": r"(cannot|can[^ ]?t|impossible|never|nobody can|no one can)[^.]*\brecord"
    r"|\brecord[^.]*(cannot|can[^ ]?t|impossible)",
    "is": r"(ekki (hægt|unnt)|ómögulegt|aldrei|enginn getur)[^.]*"
    r"(upptak|upptök|hljóðrit|tek\w* upp)|(upptak|upptök|hljóðrit)[^.]*(ómöguleg|ekki (hægt|unnt))",
    "ru": r"(нельзя|невозможно|никогда|никто не (мо|смо)ж)[^.]*запис"
    r"|запис[^.]*(нельзя|невозмож)",
}
"""Who can hear can record; a text that denies it is a promise nobody can keep."""


def complaints_within(language: str, files: Iterable[Path], into: dict[str, Text]) -> Iterator[str]:
    """Read one language, complaining of keys given twice and of promises nobody can keep."""
    dishonest = re.compile(DISHONEST[language], re.IGNORECASE)
    for path in files:
        for key, text in texts_of(path.read_text(encoding="utf-8")):
            if key in into:
                yield f"{path}: {key} is given twice"
            if dishonest.search(text.words):
                yield f"{path}: {key} claims that a room cannot be recorded"
            into[key] = text


def complaints_between(
    language: str, said: Mapping[str, Text], first: Mapping[str, Text]
) -> Iterator[str]:
    """Compare one language with the first."""
    yield from (f"{language}: {key} is missing" for key in sorted(first.keys() - said.keys()))
    yield from (f"{language}: {key} is only here" for key in sorted(said.keys() - first.keys()))
    for key in sorted(first.keys() & said.keys()):
        if said[key].variables != first[key].variables:
            yield f"{language}: {key} takes other values than in {FIRST}"


def codes() -> Iterator[str]:
    """Name every stable error code."""
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, errors.TorgError):
            yield from filter(None, [vars(kind).get("code")])


def main() -> int:
    """Print every complaint; return 1 when there is one."""
    found = list[str]()
    said: dict[str, dict[str, Text]] = {}
    for language in DISHONEST:
        said[language] = {}
        files = sorted((LOCALES / language).glob("*.ftl"))
        found += complaints_within(language, files, said[language])
    for language, texts in said.items():
        found += complaints_between(language, texts, said[FIRST])
    for code in codes():
        key = f"error-{code.replace('_', '-')}"
        found += [f"{language}: {key} is missing" for language in said if key not in said[language]]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
