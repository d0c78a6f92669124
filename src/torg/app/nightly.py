"""The backup of each night: when it is due, and `torg backup` in a process of its own for it."""

import asyncio
import signal
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from torg.accounts.repository import Accounts
from torg.config import Settings
from torg.db.session import Database
from torg.leaving.backups import made_at, newest_in

DAY: Final = timedelta(days=1)

COMMAND: Final = (sys.executable, "-m", "torg", "backup")

OURS: Final = "torg: "
"""How a sentence of a command begins; what else a process says may hold a value."""

STOPS_WITHIN_S: Final = 5

log = structlog.get_logger()


async def back_up_nightly(
    database: Database, settings: Settings, now: datetime, command: tuple[str, ...] = COMMAND
) -> None:
    """Make a backup into the data folder if one is due; that it failed is told, no more.

    Another process does it: reading and packing every row would hold up those who talk.
    """
    if settings.demo or not settings.nightly_backup:
        return
    newest = await asyncio.to_thread(newest_in, settings.data_dir)
    if newest is not None:
        since: datetime | None = made_at(newest)
    else:
        async with database.reading() as transaction:
            since = await Accounts(transaction).first_joined_at()
    if since is None or not is_due(since, now):
        return
    code, said = await _run(command, settings)
    if code != 0:
        reason = said.removeprefix(OURS) if said.startswith(OURS) else None
        log.warning("the nightly backup failed", code=code, reason=reason)


def is_due(since: datetime, now: datetime) -> bool:
    """Say whether the first hour of another day is here (UTC), or was missed.

    `since` is the newest backup, or when the first member came.
    """
    return since.date() < now.date() and (now.hour == 0 or now - since >= DAY)


async def _run(command: tuple[str, ...], settings: Settings) -> tuple[int, str]:
    """Run the command on our instance; give how it ended, and the last line of its complaint."""
    process = await asyncio.create_subprocess_exec(
        *command,
        # All other settings come from the environment we share.
        *("--data-dir", str(settings.data_dir)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, complaint = await process.communicate()
    except asyncio.CancelledError:
        await _stop(process)
        raise
    lines = complaint.decode(errors="replace").strip().splitlines()
    return await process.wait(), lines[-1] if lines else ""


async def _stop(process: asyncio.subprocess.Process) -> None:
    """Stop it as Ctrl+C does, so that it takes its unfinished file away."""
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
    try:
        async with asyncio.timeout(STOPS_WITHIN_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
