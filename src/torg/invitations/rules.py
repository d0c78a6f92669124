"""What state an invitation is in, and how many one may still give: pure rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from torg.accounts.account import InstanceRole


class State(StrEnum):
    """How far an invitation has come."""

    PENDING = "pending"
    OPENED = "opened"
    JOINED = "joined"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Life:
    """The moments of an invitation's life."""

    expires_at: datetime
    opened_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


QUOTA: Final[Mapping[InstanceRole, int]] = {InstanceRole.OWNER: 50, InstanceRole.MEMBER: 2}
"""Invitations a member may give; an owner's come back as soon as somebody has joined."""

SPENT_BY: Final[Mapping[InstanceRole, frozenset[State]]] = {
    InstanceRole.OWNER: frozenset({State.PENDING, State.OPENED}),
    InstanceRole.MEMBER: frozenset({State.PENDING, State.OPENED, State.JOINED}),
}
"""Which invitations count against the quota; expired and revoked ones return to it."""


def state_of(life: Life, now: datetime) -> State:
    """Say what state an invitation is in."""
    if life.used_at is not None:
        return State.JOINED
    if life.revoked_at is not None:
        return State.REVOKED
    if life.expires_at <= now:
        return State.EXPIRED
    return State.PENDING if life.opened_at is None else State.OPENED


def left(role: InstanceRole, given: Iterable[State]) -> int:
    """Say how many invitations are left to somebody who has given these."""
    spent = sum(state in SPENT_BY[role] for state in given)
    return max(0, QUOTA[role] - spent)
