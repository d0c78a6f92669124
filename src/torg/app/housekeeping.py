"""What is done once an hour without anybody asking: a table of jobs, and the loop that runs it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import structlog

from torg.app.nightly import back_up_nightly
from torg.config import Settings
from torg.db.session import Database
from torg.inbox.repository import erase_old_notices
from torg.invitations.growing import erase_dead_invitations, let_invitations_grow
from torg.kit.clock import Clock
from torg.leaving.backups import erase_old_backups
from torg.leaving.leftovers import erase_leftovers
from torg.leaving.retention import erase_attendance, list_the_deleted, wipe
from torg.moderation.retention import erase_old_entries, erase_old_reports
from torg.waiting.service import erase_old_reservations

EVERY_S: Final = 3_600
FIRST_AFTER_S: Final = 60

Job = Callable[[Database, datetime], Awaitable[None]]
"""Does all that is due by now, in transactions of its own; it may be repeated at any time."""

JOBS: Final[tuple[tuple[str, Job], ...]] = (
    # Before whatever erases attendance: it counts in how many rooms members took part.
    ("let invitations grow", let_invitations_grow),
    ("erase dead invitations", erase_dead_invitations),
    ("erase old reservations", erase_old_reservations),
    ("erase old notices", erase_old_notices),
    ("erase old reports", erase_old_reports),
    ("erase old entries of the audit log", erase_old_entries),
    ("erase attendance", erase_attendance),
    # Behind it, for it empties the titles of rooms that have ended since their hosts went.
    ("erase what was written about who has gone", erase_leftovers),
    ("wipe what was erased", wipe),
)
"""Each under the name by which the log tells that it failed, in the order they run."""

FolderJob = Callable[[Database, Path, datetime], Awaitable[None]]
"""The same, with the data folder."""

FOLDER_JOBS: Final[tuple[tuple[str, FolderJob], ...]] = (
    ("list the deleted", list_the_deleted),
    ("erase old backups", erase_old_backups),
)

log = structlog.get_logger()


async def keep_house(database: Database, settings: Settings, clock: Clock) -> None:
    """Run until cancelled: all jobs a minute after the start, and then every hour."""
    # People who come back after a restart go first.
    await asyncio.sleep(FIRST_AFTER_S)
    while True:
        await do_jobs(database, clock.now())
        await do_folder_jobs(database, settings.data_dir, clock.now())
        # At last, so that what was erased is in no new backup.
        with _told("back up"):
            await back_up_nightly(database, settings, clock.now())
        await asyncio.sleep(EVERY_S)


async def do_jobs(database: Database, now: datetime) -> None:
    """Do every job; one that fails is told, and keeps no other from its turn."""
    for name, job in JOBS:
        with _told(name):
            await job(database, now)


async def do_folder_jobs(database: Database, data_dir: Path, now: datetime) -> None:
    """Do those that need the data folder."""
    for name, job in FOLDER_JOBS:
        with _told(name):
            await job(database, data_dir, now)


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except Exception:
        log.exception("a job of the house failed", job=name)
