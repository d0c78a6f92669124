"""Read the texts of a Fluent file: as much of its grammar as our own files use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MESSAGE: Final = re.compile(r"(-?[a-zA-Z][\w-]*) *=")
ATTRIBUTE: Final = re.compile(r" +(\.[a-zA-Z][\w-]*) *=")
VARIABLE: Final = re.compile(r"\$([a-zA-Z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Text:
    """One message or attribute: the names of its values and its words, as they stand."""

    variables: frozenset[str]
    words: str


def texts_of(ftl: str) -> Iterator[tuple[str, Text]]:
    """Read the keys of one file, `message` or `message.attribute`, each with its text."""
    message, key, lines = "", "", list[str]()
    for line in [*ftl.splitlines(), "end ="]:
        named, attribute = MESSAGE.match(line), ATTRIBUTE.match(line)
        if (named or attribute) and key:
            text = "\n".join(lines)
            yield key, Text(frozenset(VARIABLE.findall(text)), text)
        if named:
            message = key = named[1]
            lines = [line[named.end() :]]
        elif attribute:
            key = message + attribute[1]
            lines = [line[attribute.end() :]]
        elif not line.startswith("#"):
            lines.append(line)
