"""Takes one person's names out of what a report has kept of a room: pure."""

from collections.abc import Mapping
from typing import Any, Final

EMPTY: Final[Mapping[str, str | None]] = {"handle": "", "name": "", "photo": None}


def without(evidence: Mapping[str, Any], account: str) -> dict[str, Any]:
    """Give the evidence with the names empty wherever this id stands beside them."""
    return {name: _without(value, account) for name, value in evidence.items()}


def _without(value: object, account: str) -> object:
    match value:
        case dict():
            is_theirs = account in value.values()
            return {
                name: EMPTY[name] if is_theirs and name in EMPTY else _without(inner, account)
                for name, inner in value.items()
            }
        case list():
            return [_without(inner, account) for inner in value]
        case _:
            return value
