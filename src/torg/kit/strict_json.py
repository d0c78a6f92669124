"""The one reader of JSON from outside: what two programs could read differently is refused."""

import json
import math
from typing import Any, Final

from torg.errors import BadRequest

DEEPEST: Final = 32
"""Arrays and objects inside one another, at most."""

GREATEST: Final = 2**53
"""Integers beyond this differ between this program and a browser."""

Json = Any
"""What JSON can say: None, bool, int, float, str, list, dict."""


def read_json(text: bytes | str) -> Json:
    """Read one JSON value. Raises BadRequest.

    Refused beside what is no JSON: doubled keys, NaN and infinities, integers beyond ±2^53,
    nesting deeper than 32, lone surrogates, NUL, a byte order mark.
    """
    try:
        source = text.decode("utf-8") if isinstance(text, bytes) else text
        value = _DECODER.decode(source)
        _look_through(value)
    except (ValueError, RecursionError) as unreadable:
        raise BadRequest from unreadable
    return value


def _look_through(value: Json) -> None:
    """Check depth and text of everything inside, without recursion."""
    waiting: list[tuple[Json, int]] = [(value, 1)]
    while waiting:
        here, depth = waiting.pop()
        match here:
            case str():
                here.encode("utf-8")  # raises UnicodeEncodeError, a ValueError, for surrogates
                if "\0" in here:
                    raise ValueError("a sign that no database keeps in a text")
            case list() | dict():
                if depth > DEEPEST:
                    raise ValueError("nested too deep")
                inside = [*here, *here.values()] if isinstance(here, dict) else here
                waiting.extend((part, depth + 1) for part in inside)
            case _:
                pass


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _integer(digits: str) -> int:
    number = int(digits)
    if abs(number) > GREATEST:
        raise ValueError("an integer a browser cannot hold")
    return number


def _real(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number without end")
    return number


def _constant(name: str) -> Json:
    raise ValueError(name)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_real, parse_constant=_constant
)
