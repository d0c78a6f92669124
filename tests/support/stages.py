"""Stages and people for tests; a test names only what matters to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from torg.kit.ids import AccountId, LeaseId, RoomId
from torg.stage.commands import Command
from torg.stage.decide import decide
from torg.stage.evolve import evolve_all
from torg.stage.roles import Role
from torg.stage.state import Hand, Limits, Participant, Presence, Stage

START = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
ROOM = RoomId(UUID(int=900))
ANA, BO, EVA, JON, KIM, LEA = (AccountId(UUID(int=number)) for number in range(1, 7))
EVERYONE = (ANA, BO, EVA, JON, KIM, LEA)
SECOND = timedelta(seconds=1)
ROOMY = Limits(room=100, stage=12)


def lease_of(account: AccountId, number: int = 1) -> LeaseId:
    """Give the id of somebody's first, second… lease."""
    return LeaseId(f"{account.int:016x}{number:016x}")


def a_stage(  # noqa: PLR0913 - each argument is a thing a test may care about
    *,
    host: AccountId | None = ANA,
    moderators: Sequence[AccountId] = (),
    speakers: Sequence[AccountId] = (),
    listeners: Sequence[AccountId] = (),
    hands: Sequence[AccountId] = (),
    held: Sequence[AccountId] = (),
    limits: Limits = ROOMY,
) -> Stage:
    """Make a live room whose people came in the order given, a second apart, and are present."""
    roles = {
        **({} if host is None else {host: Role.HOST}),
        **dict.fromkeys(moderators, Role.MODERATOR),
        **dict.fromkeys(speakers, Role.SPEAKER),
        **dict.fromkeys([*listeners, *(h for h in hands if h not in listeners)], Role.LISTENER),
    }
    people = {
        account: Participant(
            account,
            lease_of(account),
            role,
            START + n * SECOND,
            held=account in held,
            presence=Presence.PRESENT,
        )
        for n, (account, role) in enumerate(roles.items())
    }
    raised = {account: Hand(account, START + n * SECOND) for n, account in enumerate(hands)}
    return replace(
        Stage(ROOM, host or ANA, limits),
        participants=people,
        hands=raised,
    )


def after(stage: Stage, *commands: Command, at: datetime = START) -> Stage:
    """Give the stage after these commands, each of which must be allowed."""
    for command in commands:
        stage = evolve_all(stage, decide(stage, command, at))
    return stage
