"""How long backups live in their folder: what was deleted is gone from them after that too."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from torg.db.session import Database
from torg.leaving.register import backups_in

KEPT: Final = timedelta(days=30)
ENDING: Final = ".torg-backup"


async def erase_old_backups(database: Database, data_dir: Path, now: datetime) -> None:
    """Erase the backups of the data folder that are older than 30 days."""
    del database
    await asyncio.to_thread(prune, data_dir, now)


def prune(data_dir: Path, now: datetime) -> list[Path]:
    """Erase old backups and name them; their age is that of their files."""
    if not (data_dir / "backups").is_dir():
        return []
    old = [file for file in backups_in(data_dir).glob(f"*{ENDING}") if _made_at(file) <= now - KEPT]
    for file in old:
        file.unlink(missing_ok=True)
    return old


def _made_at(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
