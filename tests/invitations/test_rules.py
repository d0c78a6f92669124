"""States of an invitation, and quotas."""

from datetime import timedelta

import pytest
from tests.support.clock import NOON

from torg.accounts.account import InstanceRole
from torg.invitations.rules import START, Allowance, Life, State, left, state_of, unused

LATER = NOON + timedelta(days=14)


@pytest.mark.parametrize(
    ("life", "state"),
    [
        (Life(LATER), State.PENDING),
        (Life(LATER, opened_at=NOON), State.OPENED),
        (Life(LATER, opened_at=NOON, used_at=NOON), State.JOINED),
        (Life(LATER, revoked_at=NOON), State.REVOKED),
        (Life(NOON), State.EXPIRED),
        (Life(NOON, opened_at=NOON), State.EXPIRED),
        (Life(NOON, used_at=NOON), State.JOINED),
        (Life(NOON, revoked_at=NOON), State.REVOKED),
    ],
)
def test_an_invitation_is_in_one_state(life: Life, state: State) -> None:
    assert state_of(life, NOON) is state


FIRST = Allowance()


def test_a_member_gives_two_invitations_and_gets_back_what_nobody_used() -> None:
    member = InstanceRole.MEMBER

    assert left(member, FIRST, []) == 2
    assert left(member, FIRST, [State.PENDING, State.JOINED]) == 0
    assert left(member, FIRST, [State.EXPIRED, State.REVOKED, State.OPENED]) == 1


def test_what_has_grown_and_what_was_granted_is_added() -> None:
    member = InstanceRole.MEMBER

    assert left(member, Allowance(grown=1), [State.JOINED, State.JOINED]) == 1
    assert left(member, Allowance(grown=1, granted=20), [State.PENDING]) == 22


@pytest.mark.parametrize("role", InstanceRole)
def test_whoever_is_suspended_has_none(role: InstanceRole) -> None:
    assert left(role, Allowance(grown=3, granted=20, suspended=True), []) == 0


@pytest.mark.parametrize("role", [InstanceRole.OWNER, InstanceRole.ADMIN])
def test_who_runs_the_instance_gets_back_what_was_used_too(role: InstanceRole) -> None:
    assert left(role, FIRST, [State.JOINED] * 500) == START[role] == 50
    assert left(role, FIRST, [State.PENDING] * 50) == 0
    assert left(role, FIRST, [State.PENDING] * 60) == 0


def test_unused_is_all_that_nobody_has_joined_by() -> None:
    member = InstanceRole.MEMBER

    assert unused(member, Allowance(grown=3), []) == 5
    assert unused(member, Allowance(grown=3), [State.PENDING, State.OPENED, State.REVOKED]) == 5
    assert unused(member, Allowance(grown=3), [State.JOINED]) == 4
