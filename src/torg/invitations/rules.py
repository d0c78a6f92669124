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


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one member may give beyond the first invitations; nothing at all while suspended."""

    grown: int = 0
    granted: int = 0
    suspended: bool = False


RUNS_THE_INSTANCE: Final = frozenset({InstanceRole.OWNER, InstanceRole.ADMIN})

START: Final[Mapping[InstanceRole, int]] = {
    InstanceRole.OWNER: 50,
    InstanceRole.ADMIN: 50,
    InstanceRole.MEMBER: 2,
}
"""Invitations one may give from the start; an admin's come back as soon as somebody has joined."""

UNUSED: Final = frozenset({State.PENDING, State.OPENED})
"""Nobody has joined by these, but somebody still may; expired and revoked ones are given back."""

SPENT_BY: Final[Mapping[InstanceRole, frozenset[State]]] = {
    InstanceRole.OWNER: UNUSED,
    InstanceRole.ADMIN: UNUSED,
    InstanceRole.MEMBER: UNUSED | {State.JOINED},
}
"""Which invitations count against the quota."""


def state_of(life: Life, now: datetime) -> State:
    """Say what state an invitation is in."""
    if life.used_at is not None:
        return State.JOINED
    if life.revoked_at is not None:
        return State.REVOKED
    if life.expires_at <= now:
        return State.EXPIRED
    return State.PENDING if life.opened_at is None else State.OPENED


def left(role: InstanceRole, allowance: Allowance, given: Iterable[State]) -> int:
    """Say how many invitations are left to somebody who has given these."""
    if allowance.suspended:
        return 0
    spent = sum(state in SPENT_BY[role] for state in given)
    return max(0, START[role] + allowance.grown + allowance.granted - spent)


def unused(role: InstanceRole, allowance: Allowance, given: Iterable[State]) -> int:
    """Say how many invitations nobody has joined by: what is left, and what waits for somebody."""
    states = list(given)
    return left(role, allowance, states) + sum(state in UNUSED for state in states)
