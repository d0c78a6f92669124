"""The frames of a room: how one seen state becomes the next."""

from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from torg.accounts.account import Person
from torg.feed.frames import Frame
from torg.rooms.schemas import Hands, Head, RoomState, Row
from torg.stage.state import Closing


class HeadFrame(Frame):
    """The room itself changed."""

    kind: Literal["room"] = "room"
    room: Head


class RowFrame(Frame):
    """Somebody came, changed or moved: put the row where its role and `since` belong."""

    kind: Literal["row"] = "row"
    row: Row


class WentFrame(Frame):
    """Somebody's row is gone."""

    kind: Literal["went"] = "went"
    account_id: UUID


class AudienceFrame(Frame):
    """The whole audience: it is shown by rows only from now on, or a row belongs amid others."""

    kind: Literal["audience"] = "audience"
    count: int
    blocked: int
    rows: tuple[Row, ...] | None


class CountFrame(Frame):
    """The number of listeners, and how many of them I have blocked."""

    kind: Literal["count"] = "count"
    count: int
    blocked: int


class TalkingFrame(Frame):
    """Who is heard just now."""

    kind: Literal["talking"] = "talking"
    talking: tuple[UUID, ...]


class HandsFrame(Frame):
    """The whole queue."""

    kind: Literal["hands"] = "hands"
    hands: Hands


class EndedFrame(Frame):
    """The room is over for everyone."""

    kind: Literal["ended"] = "ended"
    reason: Closing
    by: Person | None
    words: str | None
    """Why an admin has ended it."""


RoomFrame = (
    HeadFrame
    | RowFrame
    | WentFrame
    | AudienceFrame
    | CountFrame
    | TalkingFrame
    | HandsFrame
    | EndedFrame
)


def frames_between(before: RoomState, after: RoomState) -> Iterator[RoomFrame]:
    """Give the frames that, folded into the one state, make it the other."""
    if before.room != after.room:
        yield HeadFrame(room=after.room)
    whole = _is_told_whole(before.audience.rows, after.audience.rows)
    yield from _rows_between(
        _rows_of(before, with_audience=not whole), _rows_of(after, with_audience=not whole)
    )
    if whole:
        yield AudienceFrame(**dict(after.audience))
    elif _counted(before) != _counted(after):
        yield CountFrame(count=after.audience.count, blocked=after.audience.blocked)
    if before.talking != after.talking:
        yield TalkingFrame(talking=after.talking)
    if before.hands != after.hands:
        yield HandsFrame(hands=after.hands)


def _is_told_whole(before: tuple[Row, ...] | None, after: tuple[Row, ...] | None) -> bool:
    """Say whether rows that come one by one, each behind all others, would not do."""
    if before is None or after is None:
        return before is not after
    here = {row.account.id: row.since for row in after}
    stayed = [row.account.id for row in before if here.get(row.account.id) == row.since]
    # Those who came stand behind all who stayed.
    return stayed != list(here)[: len(stayed)]


def _counted(state: RoomState) -> tuple[int | None, int]:
    """Give what rows do not say: of those who have one the browser knows the number."""
    audience = state.audience
    return audience.count if audience.rows is None else None, audience.blocked


def _rows_of(state: RoomState, *, with_audience: bool) -> dict[UUID, Row]:
    audience = (state.audience.rows or ()) if with_audience else ()
    return {row.account.id: row for row in (*state.stage, *audience)}


def _rows_between(before: dict[UUID, Row], after: dict[UUID, Row]) -> Iterator[RoomFrame]:
    for account, row in before.items():
        # Who came anew since then belongs at the end, not where they were.
        if account not in after or row.since != after[account].since:
            yield WentFrame(account_id=account)
    for account, row in after.items():
        if row != before.get(account):
            yield RowFrame(row=row)
