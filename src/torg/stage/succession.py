"""The chair: who takes it when the host goes, and when a room without a moderator closes."""

from datetime import datetime

from torg.kit.ids import AccountId
from torg.stage import events as e
from torg.stage.roles import Role
from torg.stage.state import CLOSES_AFTER, Stage


def successor(stage: Stage) -> AccountId | None:
    """Name the moderator who has been on stage longest; None when there is none."""
    moderators = (p.account for p in stage.on_stage if p.role is Role.MODERATOR)
    return next(moderators, None)


def settle_chair(stage: Stage, now: datetime) -> tuple[e.Event, ...]:
    """Say what follows for the chair once the stage has become what it is now."""
    if _is_taken_or_kept(stage):
        return () if stage.closing_at is None else (e.ClosingSet(None),)
    next_host = successor(stage)
    if next_host is not None:
        cancelled = () if stage.closing_at is None else (e.ClosingSet(None),)
        return (e.ChairPassed(next_host), *cancelled)
    return () if stage.closing_at is not None else (e.ClosingSet(now + CLOSES_AFTER),)


def _is_taken_or_kept(stage: Stage) -> bool:
    roles = [p.role for p in stage.participants.values()] + [s.role for s in stage.seats.values()]
    return Role.HOST in roles
