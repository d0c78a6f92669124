"""What happened on a stage is stored: a stage read back is the stage that was folded."""

from dataclasses import fields, replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.house import House, a_house
from tests.support.scripts import SMALL, Step, steps
from tests.support.stages import EVERYONE, ROOM

from torg.accounts.account import Account
from torg.errors import TorgError
from torg.kit.ids import AccountId, LeaseId
from torg.rooms.acting import Acting
from torg.stage import commands as c
from torg.stage.decide import decide
from torg.stage.evolve import evolve_all
from torg.stage.state import Stage

Names = dict[AccountId, Account]


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(script=st.lists(steps(), min_size=5, max_size=25))
async def test_a_stage_read_back_is_the_stage_that_was_folded(
    script: list[Step], tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with a_house(tmp_path_factory.mktemp("house"), SMALL) as house:
        names = {who: await house.member(f"member{who.int}") for who in EVERYONE}
        host = names[EVERYONE[0]]
        await house.room(host)
        folded = Stage.opened(ROOM, host.id, SMALL, house.now)
        for number, step in enumerate(script):
            command = as_members_here(step.command, names, folded, number)
            now = house.forward(step.wait)
            try:
                folded = evolve_all(folded, decide(folded, command, now))
            except TorgError:
                continue
            await carry_out(house, command, names)

            assert comparable(await house.stage()) == comparable(folded)


async def carry_out(house: House, command: c.Command, names: Names) -> None:
    """Give one command as the service would, whoever it comes from."""
    by = getattr(command, "by", None)
    sessions = {account.id: account.login_session for account in names.values()}
    async with house.database.transaction() as transaction:
        acting = Acting(transaction, house.limits, house.kicked.append)
        live = await acting.load(ROOM)
        if live is not None:
            session = None if by is None else sessions[by]
            await acting.apply(live.stage, [command], house.now, session)


def as_members_here(command: c.Command, names: Names, stage: Stage, number: int) -> c.Command:
    """Give the command with the ids of this house's members and their leases."""
    match command:
        case c.Enter(by):
            return c.Enter(names[by].id, LeaseId(f"{number:032x}"))
        case c.Observe(lease, presence, mic):
            return c.Observe(current(stage, names, lease), presence, mic)
        case c.Lose(lease):
            return c.Lose(current(stage, names, lease))
        case c.Tick():
            return command
        case c.Leave(by, reason):
            return c.Leave(names[by].id, reason)
        case _:
            people = [names[getattr(command, field.name)].id for field in fields(command)]
            return type(command)(*people)


def current(stage: Stage, names: Names, lease: LeaseId) -> LeaseId:
    """Give the lease that the member has now whose lease the script named, if any."""
    account = names[AccountId(UUID(int=int(lease[:16], 16)))].id
    here = stage.participants.get(account)
    return lease if here is None else here.lease


def comparable(stage: Stage) -> Stage:
    """Leave out what a room that is over keeps: it is never read again."""
    return replace(stage, refusals={}, hands={}) if stage.ended else stage
