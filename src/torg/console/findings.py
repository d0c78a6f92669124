"""What `torg doctor` finds: a check, how it stands, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands."""

    OK = "ok"
    WARNING = "warning"
    """It works, but not as well as it could, or not for everybody."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line."""

    check: str
    state: State
    found: str
    advice: str = ""
    """One sentence: what to do."""


def ok(check: str, found: str) -> Finding:
    """Say that all is well."""
    return Finding(check, State.OK, found)


def warning(check: str, found: str, advice: str) -> Finding:
    """Say what could be better."""
    return Finding(check, State.WARNING, found, advice)


def wrong(check: str, found: str, advice: str) -> Finding:
    """Say what keeps Torg from working."""
    return Finding(check, State.WRONG, found, advice)
