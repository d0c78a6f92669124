"""Invitations grow by themselves with taking part, as the leases tell."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from tests.support.house import House, a_house

from torg.accounts.account import Account
from torg.invitations.allowances_repository import Allowances
from torg.invitations.growing import let_invitations_grow
from torg.invitations.growth import WINDOW
from torg.kit.ids import RoomId
from torg.stage.state import Limits

ROOMS = [RoomId(UUID(int=n)) for n in range(1, 5)]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path, Limits(room=100, stage=5)) as running:
        yield running


async def newcomer(house: House, handle: str) -> Account:
    """Make a member whose first window begins now."""
    member = await house.member(handle)
    async with house.database.transaction() as transaction:
        await Allowances(transaction).begin(member.id, house.now)
    return member


async def visit(house: House, member: Account, *rooms: RoomId) -> None:
    """Be an hour in each of these rooms."""
    for room in rooms:
        await house.join(member, room)
        house.forward(timedelta(hours=1))
    async with house.rooms() as live:
        await live.sign_out(member.id, member.login_session, house.now)


async def grown(house: House, member: Account) -> int:
    """Let the job run twice, and give what has grown."""
    for _ in range(2):
        await let_invitations_grow(house.database, house.now)
    async with house.database.reading() as transaction:
        return (await Allowances(transaction).of(member.id, house.now)).grown


async def test_three_rooms_in_thirty_days_give_one_once(house: House) -> None:
    host, bob, eva = [await newcomer(house, handle) for handle in ("host", "bob", "eva")]
    start = house.now
    for room in ROOMS:
        await house.room(host, room_id=room)
    await visit(house, bob, *ROOMS[:3])
    await visit(house, eva, *ROOMS[:2], ROOMS[0], ROOMS[1])
    house.now = start + WINDOW - timedelta(seconds=1)
    before = await grown(house, bob)
    house.now = start + WINDOW

    assert before == 0
    assert await grown(house, bob) == 1
    assert await grown(house, eva) == 0


async def test_each_window_counts_by_itself(house: House) -> None:
    host, bob = await newcomer(house, "host"), await newcomer(house, "bob")
    start = house.now
    for room in ROOMS:
        await house.room(host, room_id=room)
    await visit(house, bob, *ROOMS[:2])
    house.now = start + WINDOW
    await visit(house, bob, ROOMS[2], ROOMS[3])
    house.now = start + 2 * WINDOW
    apart = await grown(house, bob)
    await visit(house, bob, *ROOMS[:3])
    house.now = start + 5 * WINDOW

    assert apart == 0
    assert await grown(house, bob) == 1


async def test_a_lease_that_is_still_live_counts(house: House) -> None:
    host, bob = await newcomer(house, "host"), await newcomer(house, "bob")
    start = house.now
    for room in ROOMS[:3]:
        await house.room(host, room_id=room)
    await visit(house, bob, *ROOMS[:2])
    await house.join(bob, ROOMS[2])
    house.now = start + WINDOW

    assert await grown(house, bob) == 1


async def test_all_members_are_counted_however_many(house: House) -> None:
    members = [await newcomer(house, f"bob_{n}") for n in range(51)]
    house.forward(WINDOW)
    await let_invitations_grow(house.database, house.now)
    async with house.database.reading() as transaction:
        due = await Allowances(transaction).due(house.now, len(members))

    assert due == []
