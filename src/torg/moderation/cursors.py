"""Where the next page of a list begins, as text nobody needs to read: pure."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query

from torg.accounts.rules import HANDLE
from torg.errors import BadRequest
from torg.kit.moment import moment_in as moment_of

After = Annotated[str | None, Query(max_length=200)]
"""The cursor in a request: `next` of the page before."""

DIGITS_AT_MOST: Final = 9


def by_name(name: str) -> str:
    """Continue behind a handle."""
    return _sealed(name)


def name_in(cursor: str) -> str:
    """Read it again. Raises BadRequest."""
    name = _opened(cursor)
    if HANDLE.fullmatch(name) is None:
        raise BadRequest
    return name


def by_moment(at: datetime, which: UUID) -> str:
    """Continue behind something that happened at a moment, told from its twins by its id."""
    return _sealed(f"{at.isoformat()}~{which}")


def moment_in(cursor: str) -> tuple[datetime, UUID]:
    """Read it again. Raises BadRequest."""
    at, _, which = _opened(cursor).partition("~")
    try:
        return moment_of(at), UUID(which)
    except ValueError as unreadable:
        raise BadRequest from unreadable


def by_count(at: datetime, told: int) -> str:
    """Continue behind so many that happened at one moment, where they have no id to tell."""
    return _sealed(f"{at.isoformat()}~{told}")


def count_in(cursor: str) -> tuple[datetime, int]:
    """Read it again. Raises BadRequest."""
    at, _, told = _opened(cursor).partition("~")
    if not (told.isascii() and told.isdecimal() and len(told) <= DIGITS_AT_MOST):
        raise BadRequest
    try:
        return moment_of(at), int(told)
    except ValueError as unreadable:
        raise BadRequest from unreadable


def _sealed(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _opened(cursor: str) -> str:
    try:
        return urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode()
    except ValueError as unreadable:
        raise BadRequest from unreadable
