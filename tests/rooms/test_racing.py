"""Commands at the same time on one room, and people who cross between rooms (P30)."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import update
from tests.support.house import House

from torg.accounts.account import Account
from torg.errors import TorgError
from torg.kit.ids import AccountId, RoomId
from torg.media.models import LeaseRow
from torg.stage import commands as c
from torg.stage.decide import decide
from torg.stage.evolve import evolve_all
from torg.stage.roles import Role
from torg.stage.state import Limits, Stage

LIMITS = Limits(room=20, stage=6)
ROUNDS = 2

PRIVILEGED: Mapping[str, Callable[[AccountId, AccountId], c.Command]] = {
    "hold": c.HoldMute,
    "release": c.ReleaseMute,
    "to_audience": c.MoveToAudience,
    "invite": c.InviteToSpeak,
    "refuse": c.RefuseHand,
}
"""What a moderator asks of somebody …"""
MEANWHILE = ("demoted", "leaves", "target_leaves", "target_accepts", "end", "same")
"""… and what happens to either of them at the same time."""


@dataclass(frozen=True)
class Cast:
    """The people of one room: its host, a moderator, a speaker, two listeners with wishes."""

    host: Account
    moderator: Account
    speaker: Account
    asking: Account
    invited: Account

    @property
    def everybody(self) -> tuple[Account, ...]:
        return self.host, self.moderator, self.speaker, self.asking, self.invited


@pytest.fixture
async def cast(house: House) -> Cast:
    house.limits = LIMITS
    return Cast(*[await house.member(name) for name in ("ana", "jon", "bo_", "eva", "kim")])


@pytest.mark.parametrize(("act", "meanwhile"), list(product(PRIVILEGED, MEANWHILE)))
async def test_two_acts_at_once_are_as_one_after_the_other(
    house: House, cast: Cast, act: str, meanwhile: str
) -> None:
    for number in range(ROUNDS):
        room = await set_the_scene(house, cast, RoomId(UUID(int=1_000 + number)))
        before = await house.stage(room)
        pair = commands(cast, act, meanwhile)
        # Turns in both orders, for the first one asked is often the first one there.
        asked = pair if number % 2 else pair[::-1]
        answers = await asyncio.gather(*(ask(house, room, cast, each) for each in asked))
        told = dict(zip(asked, answers, strict=True))
        after = await house.stage(room)

        assert (told, comparable(after)) in outcomes(house, before, pair)


def commands(cast: Cast, act: str, meanwhile: str) -> tuple[c.Command, c.Command]:
    """Give what the moderator asks for, and what happens meanwhile."""
    by, host = cast.moderator.id, cast.host.id
    target = {"invite": cast.invited, "refuse": cast.asking}.get(act, cast.speaker).id
    privileged = PRIVILEGED[act]
    others: Mapping[str, c.Command] = {
        "demoted": c.MoveToAudience(host, by),
        "leaves": c.Leave(by),
        "target_leaves": c.Leave(target),
        "target_accepts": c.AcceptOffer(target),
        "end": c.EndRoom(host),
        "same": privileged(host, target),
    }
    return privileged(by, target), others[meanwhile]


def outcomes(
    house: House, before: Stage, pair: tuple[c.Command, c.Command]
) -> list[tuple[dict[c.Command, str | None], Stage]]:
    """Fold the two commands in both orders."""
    found = []
    for order in (pair, pair[::-1]):
        stage, told = before, dict.fromkeys(order)
        for command in order:
            try:
                # A room that is over is none any more: nobody may ask anything of it.
                if stage.ended is not None:
                    told[command] = "room_not_found"
                    continue
                stage = evolve_all(stage, decide(stage, command, house.now))
            except TorgError as refusal:
                told[command] = refusal.code
        found.append((told, comparable(stage)))
    return found


async def ask(house: House, room: RoomId, cast: Cast, command: c.Command) -> str | None:
    """Ask as the one in whose name it is; give the code of a refusal."""
    by = next(who for who in cast.everybody if who.id == getattr(command, "by", None))
    try:
        await house.act(command, by, room)
    except TorgError as refusal:
        return refusal.code
    return None


def comparable(stage: Stage) -> Stage:
    """Leave out what a room that is over keeps: it is never read again."""
    return replace(stage, refusals={}, hands={}) if stage.ended else stage


async def set_the_scene(house: House, cast: Cast, room: RoomId) -> RoomId:
    """Open a room in which everybody has their part."""
    await house.room(cast.host, room_id=room)
    for who in cast.everybody:
        await house.join(who, room)
    await house.act(c.InviteToSpeak(cast.host.id, cast.speaker.id), cast.host, room)
    await house.act(c.AcceptOffer(cast.speaker.id), cast.speaker, room)
    await house.act(c.RaiseHand(cast.asking.id), cast.asking, room)
    await house.act(c.InviteToSpeak(cast.host.id, cast.invited.id), cast.host, room)
    async with house.database.transaction() as transaction:
        of_the_moderator = LeaseRow.account_id == cast.moderator.id, LeaseRow.ended_at.is_(None)
        await transaction.session.execute(
            update(LeaseRow).where(*of_the_moderator).values(role=Role.MODERATOR)
        )
    return room


async def test_people_who_swap_rooms_do_not_wait_in_a_ring(house: House) -> None:
    house.limits = LIMITS
    people = [await house.member(f"member_{number}") for number in range(6)]
    rooms = [RoomId(UUID(int=number)) for number in (1, 2)]
    for host, room in zip(people, rooms, strict=False):
        await house.room(host, room_id=room)
    for turn in range(8):
        await asyncio.gather(
            *(house.join(who, rooms[(turn + number) % 2]) for number, who in enumerate(people))
        )

    inside = [await here(house, room) for room in rooms]
    assert inside[0] | inside[1] == {who.id for who in people}
    assert not inside[0] & inside[1]


async def test_one_member_on_two_devices_is_in_one_room(house: House) -> None:
    host, phone = await house.member("ana"), await house.member("bo_")
    laptop = await house.signed_in_again(phone)
    rooms = [RoomId(UUID(int=number)) for number in (1, 2)]
    for room in rooms:
        await house.room(host, room_id=room)
    for turn in range(8):
        order: Sequence[RoomId] = rooms if turn % 2 else rooms[::-1]
        await asyncio.gather(house.join(phone, order[0]), house.join(laptop, order[1]))

    inside = [await here(house, room) for room in rooms]
    assert sorted(map(len, inside)) == [0, 1]


async def here(house: House, room: RoomId) -> frozenset[AccountId]:
    return frozenset((await house.stage(room)).participants)
