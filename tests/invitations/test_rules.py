"""States of an invitation, and quotas."""

from datetime import timedelta

import pytest
from tests.support.clock import NOON

from torg.accounts.account import InstanceRole
from torg.invitations.rules import QUOTA, Life, State, left, state_of

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


def test_a_member_gives_two_invitations_and_gets_back_what_nobody_used() -> None:
    member = InstanceRole.MEMBER

    assert left(member, []) == 2
    assert left(member, [State.PENDING, State.JOINED]) == 0
    assert left(member, [State.EXPIRED, State.REVOKED, State.OPENED]) == 1


def test_an_owner_gets_back_what_was_used_too() -> None:
    owner = InstanceRole.OWNER

    assert left(owner, [State.JOINED] * 500) == QUOTA[owner] == 50
    assert left(owner, [State.PENDING] * 50) == 0
    assert left(owner, [State.PENDING] * 60) == 0
