"""Pure: one page of a long audience, and the cursor that continues it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from torg.errors import BadRequest
from torg.kit.moment import moment_in
from torg.stage.state import Participant

PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Some listeners, and the cursor behind the last of them when there are more."""

    people: tuple[Participant, ...]
    next: str | None


def page_after(audience: Sequence[Participant], cursor: str | None) -> Page:
    """Give the page after the cursor, from an audience in its order. Raises BadRequest.

    The cursor names a place, not a person: it holds when that person has gone meanwhile.
    """
    start = None if cursor is None else _place_in(cursor)
    rest = [who for who in audience if start is None or _place(who) > start]
    people = tuple(rest[:PAGE])
    more = len(rest) > PAGE
    return Page(people, _cursor(people[-1]) if more else None)


def _place(who: Participant) -> tuple[datetime, str]:
    return who.since, str(who.account)


def _cursor(who: Participant) -> str:
    return f"{who.since.isoformat()}~{who.account}"


def _place_in(cursor: str) -> tuple[datetime, str]:
    since, _, account = cursor.partition("~")
    try:
        return moment_in(since), str(UUID(account))
    except ValueError as unreadable:
        raise BadRequest from unreadable
