"""Who is suspended while the connection is lost keeps no place in any room."""

from uuid import UUID

import pytest
from sqlalchemy import select
from tests.support.admins import suspend
from tests.support.gateway import Gateway
from tests.support.rooms import bring_on_stage, join, open_room
from tests.support.ties import members

from torg.kit.ids import LeaseId, RoomId
from torg.rooms.acting import Acting
from torg.rooms.models import HandRow, RoomRow, SeatRow
from torg.stage import commands as c


async def lose(gateway: Gateway, room: str, lease: str) -> None:
    """Let somebody's connection be lost."""
    state, now = gateway.app.state, gateway.clock.now()
    async with gateway.database.transaction() as transaction:
        acting = Acting(transaction, state.stage_limits, state.reconciler.kick)
        live = await acting.load(RoomId(UUID(room)))
        assert live is not None
        await acting.apply(live.stage, [c.Lose(LeaseId(lease))], now)


async def places(gateway: Gateway) -> tuple[int, int]:
    """Count the seats and the hands that are kept."""
    async with gateway.database.reading() as transaction:
        raised = select(HandRow).where(HandRow.raised_at.is_not(None))
        seats = (await transaction.session.scalars(select(SeatRow))).all()
        hands = (await transaction.session.scalars(raised)).all()
    return len(seats), len(hands)


@pytest.mark.parametrize("branch", [False, True])
async def test_a_seat_and_a_hand_are_given_up_at_once(gateway: Gateway, *, branch: bool) -> None:
    owner, (bo, eva) = await gateway.owner(), await members(gateway, "bo_", "eva")
    room = await open_room(owner)
    tickets = [await join(who, room) for who in (owner, bo, eva)]
    await bring_on_stage(owner, bo, room)
    await eva.put(f"/api/rooms/{room}/hand")
    for ticket in tickets[1:]:
        await lose(gateway, room, ticket["lease_id"])
    before = await places(gateway)
    for who in (bo, eva):
        await suspend(owner, who, branch=branch)

    assert before == (1, 1)
    assert await places(gateway) == (0, 0)


async def test_a_room_whose_host_is_suspended_before_entering_closes(gateway: Gateway) -> None:
    owner, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(bo)  # a seat waits for its host
    await suspend(owner, bo)
    async with gateway.database.reading() as transaction:
        row = await transaction.session.get_one(RoomRow, UUID(room))

    assert row.closing_at is not None
