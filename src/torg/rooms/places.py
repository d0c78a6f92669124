"""All SQL about who is where in many rooms at once: on stage, moderating, inside."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select

from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.media.models import LeaseRow
from torg.rooms.models import SeatRow
from torg.rooms.room import Room, RoomType
from torg.rooms.seeing import Places
from torg.stage.roles import Role


@dataclass(slots=True)
class _Found:
    stage: list[AccountId] = field(default_factory=list)
    moderators: set[AccountId] = field(default_factory=set)
    inside: set[AccountId] = field(default_factory=set)
    listening: int = 0


async def places_in(transaction: Transaction, rooms: Collection[Room]) -> Mapping[RoomId, Places]:
    """Give who is where in these rooms."""
    session = transaction.session
    ids = [room.id for room in rooms]
    guarded = [room.id for room in rooms if room.type is not RoomType.OPEN]
    found: dict[UUID, _Found] = {room: _Found() for room in ids}
    stage = (
        select(LeaseRow.room_id, LeaseRow.account_id, LeaseRow.role)
        .where(LeaseRow.room_id.in_(ids), LeaseRow.ended_at.is_(None))
        .where(LeaseRow.role != Role.LISTENER)
        .order_by(LeaseRow.since, LeaseRow.account_id)
    )
    for room, account, role in await session.execute(stage):
        found[room].stage.append(AccountId(account))
        if Role(role).moderates:
            found[room].moderators.add(AccountId(account))
    seats = select(SeatRow.room_id, SeatRow.account_id, SeatRow.role)
    for room, account, role in await session.execute(seats.where(SeatRow.room_id.in_(ids))):
        found[room].inside.add(AccountId(account))
        if Role(role).moderates:
            found[room].moderators.add(AccountId(account))
    inside = select(LeaseRow.room_id, LeaseRow.account_id)
    inside = inside.where(LeaseRow.room_id.in_(guarded), LeaseRow.ended_at.is_(None))
    for room, account in await session.execute(inside):
        found[room].inside.add(AccountId(account))
    listening = (
        select(LeaseRow.room_id, func.count())
        .where(LeaseRow.room_id.in_(ids), LeaseRow.ended_at.is_(None))
        .where(LeaseRow.role == Role.LISTENER)
        .group_by(LeaseRow.room_id)
    )
    for room, people in await session.execute(listening):
        found[room].listening = people
    return {RoomId(room): _places(one) for room, one in found.items()}


def _places(found: _Found) -> Places:
    return Places(
        stage=tuple(found.stage),
        on_stage=frozenset(found.stage),
        moderators=frozenset(found.moderators),
        inside=frozenset(found.inside),
        listening=found.listening,
    )
