"""What is done once an hour without anybody asking: a table of jobs, and the loop that runs it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

import structlog

from torg.db.session import Database
from torg.invitations.growing import erase_dead_invitations, let_invitations_grow
from torg.kit.clock import Clock
from torg.moderation.retention import erase_old_entries, erase_old_reports
from torg.waiting.service import erase_old_reservations

EVERY_S: Final = 3_600

Job = Callable[[Database, datetime], Awaitable[None]]
"""Does all that is due by now, in transactions of its own; it may be repeated at any time."""

JOBS: Final[tuple[tuple[str, Job], ...]] = (
    # Before whatever erases attendance: it counts in how many rooms members took part.
    ("let invitations grow", let_invitations_grow),
    ("erase dead invitations", erase_dead_invitations),
    ("erase old reservations", erase_old_reservations),
    ("erase old reports", erase_old_reports),
    ("erase old entries of the audit log", erase_old_entries),
)
"""Each under the name by which the log tells that it failed, in the order they run."""

log = structlog.get_logger()


async def keep_house(database: Database, clock: Clock) -> None:
    """Run until cancelled: all jobs at once, and then every hour."""
    while True:
        await do_jobs(database, clock.now())
        await asyncio.sleep(EVERY_S)


async def do_jobs(database: Database, now: datetime) -> None:
    """Do every job; one that fails is told, and keeps no other from its turn."""
    for name, job in JOBS:
        try:
            await job(database, now)
        except Exception:
            log.exception("a job of the house failed", job=name)
