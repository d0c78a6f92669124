"""Pure: what people inside a room are shown of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from torg.accounts.account import Person
from torg.accounts.rules import is_new_here
from torg.kit.ids import AccountId, LeaseId
from torg.rooms.room import Room
from torg.rooms.schemas import Audience, HandLine, Hands, Head, RoomState, Row
from torg.stage.hands import in_order
from torg.stage.state import Mic, Participant, Seat, Stage

ROWS_AT_MOST: Final = 200
"""A larger audience is shown by its number, and paged."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person, and when they became a member."""

    person: Person
    joined_at: datetime
    is_followed: bool = False
    """By somebody on the stage of the room that is shown."""


Members = Mapping[AccountId, Member]


def accounts_shown(stage: Stage) -> frozenset[AccountId]:
    """Name everyone whose name is needed to show the room."""
    audience = stage.audience if len(stage.audience) <= ROWS_AT_MOST else ()
    people = {who.account for who in (*stage.on_stage, *audience)}
    return frozenset(people | stage.seats.keys() | {hand.account for hand in in_order(stage)})


def state_of(
    room: Room, stage: Stage, members: Members, talking: frozenset[LeaseId], now: datetime
) -> RoomState:
    """Give everything there is to see, as a moderator sees it."""
    stage_rows = [*rows_of(stage.on_stage, stage, members, now), *_seats(stage, members, now)]
    stage_rows.sort(key=lambda row: (row.since, str(row.account.id)))
    listeners = stage.audience
    return RoomState(
        room=_head(room, stage),
        stage=tuple(stage_rows),
        audience=Audience(
            count=len(listeners),
            blocked=0,
            rows=rows_of(listeners, stage, members, now)
            if len(listeners) <= ROWS_AT_MOST
            else None,
        ),
        talking=talking_in(stage_rows, talking),
        hands=_hands(stage, members),
    )


def without_names_of_hands(state: RoomState) -> RoomState:
    """Give what those see who do not moderate: how many hands are up, not whose."""
    return state.model_copy(update={"hands": Hands(count=state.hands.count, rows=None)})


def as_seen_by_a_blocker(
    state: RoomState, blocked: frozenset[AccountId], blocked_listeners: int
) -> RoomState:
    """Give what somebody sees who has blocked these: on stage marked, in the audience counted."""
    rows = state.audience.rows
    audience = {
        "blocked": blocked_listeners,
        "rows": None if rows is None else without(rows, blocked),
    }
    return state.model_copy(
        update={
            "stage": tuple(
                row.model_copy(update={"blocked": True}) if row.account.id in blocked else row
                for row in state.stage
            ),
            "audience": state.audience.model_copy(update=audience),
        }
    )


def without(rows: Iterable[Row], blocked: frozenset[AccountId]) -> tuple[Row, ...]:
    """Give the rows of all others."""
    return tuple(row for row in rows if row.account.id not in blocked)


def talking_in(stage_rows: Iterable[Row], talking: frozenset[LeaseId]) -> tuple[AccountId, ...]:
    """Give who of those on stage is heard just now."""
    return tuple(sorted(row.account.id for row in stage_rows if row.lease_id in talking))


def rows_of(
    people: Iterable[Participant], stage: Stage, members: Members, now: datetime
) -> tuple[Row, ...]:
    """Give the rows of these participants, in their order."""
    return tuple(
        Row(
            account=members[who.account].person,
            lease_id=who.lease,
            role=who.role,
            since=who.since,
            presence=who.presence.value,
            mic=who.mic,
            held=who.held,
            new_here=is_new_here(members[who.account].joined_at, now),
            offered=who.account in stage.offers,
            followed=members[who.account].is_followed and not who.role.is_on_stage,
            blocked=False,
        )
        for who in people
        if who.account in members
    )


def _seats(stage: Stage, members: Members, now: datetime) -> Iterable[Row]:
    return (
        _empty_chair(seat, members[seat.account], now)
        for seat in stage.seats.values()
        if seat.account in members
    )


def _empty_chair(seat: Seat, member: Member, now: datetime) -> Row:
    return Row(
        account=member.person,
        lease_id=None,
        role=seat.role,
        since=seat.since,
        presence="seat",
        mic=Mic.NONE,
        held=seat.held,
        new_here=is_new_here(member.joined_at, now),
        offered=False,
        followed=False,
        blocked=False,
    )


def _head(room: Room, stage: Stage) -> Head:
    return Head(
        id=room.id,
        title=room.title,
        languages=room.languages,
        type=room.type,
        record_status=room.record_status,
        host=stage.host,
        opened_at=room.opened_at,
        closing_at=stage.closing_at,
        demo=room.demo,
    )


def _hands(stage: Stage, members: Members) -> Hands:
    lines = tuple(
        HandLine(person=members[hand.account].person, at=hand.at)
        for hand in in_order(stage)
        if hand.account in members
    )
    return Hands(count=len(lines), rows=lines)
