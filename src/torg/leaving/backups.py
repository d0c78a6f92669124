"""How long backups live in their folder: what was deleted is gone from them after that too."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from torg.db.session import Database

KEPT: Final = timedelta(days=30)
ENDING: Final = ".torg-backup"

TORN: Final = f"{ENDING}.unfinished"
TORN_KEPT: Final = timedelta(days=1)


async def erase_old_backups(database: Database, data_dir: Path, now: datetime) -> None:
    """Erase the backups of the data folder that are older than 30 days."""
    del database
    await asyncio.to_thread(prune, data_dir, now)


def prune(data_dir: Path, now: datetime) -> list[Path]:
    """Erase old backups and name them; their age is that of their files.

    What a power cut left unfinished goes after a day.
    """
    old = [file for file in _files(data_dir, ENDING) if made_at(file) <= now - KEPT]
    torn = [file for file in _files(data_dir, TORN) if made_at(file) <= now - TORN_KEPT]
    for file in (*old, *torn):
        file.unlink(missing_ok=True)
    return old


def newest_in(data_dir: Path) -> Path | None:
    """Give the newest backup in the data folder."""
    return max(_files(data_dir, ENDING), key=made_at, default=None)


def made_at(file: Path) -> datetime:
    """Give when a backup was made, by its file."""
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _files(data_dir: Path, ending: str) -> list[Path]:
    folder = data_dir / "backups"
    return list(folder.glob(f"*{ending}")) if folder.is_dir() else []
