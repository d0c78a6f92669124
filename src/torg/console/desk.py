"""`torg backup` and `torg restore` at the terminal: what they ask, and what they tell."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from torg.config import Settings
from torg.console.archive import Archive, ArchiveDamaged, Manifest
from torg.console.backup import back_up, sealed_keys
from torg.console.refused import Refused
from torg.console.restore import Restored, keys_of, put_keys_back, restore
from torg.console.space import require_space
from torg.console.terminal import WIDTH, passphrase_for, progress, say
from torg.db.opening import usable
from torg.db.session import Database
from torg.kit.alone import alone_in
from torg.kit.clock import SystemClock
from torg.leaving.backups import ENDING, newest_in, prune
from torg.leaving.register import backups_in, deleted_in, note_deleted

KILO: Final = 1_000
MEGA: Final = 1_000_000


@asynccontextmanager
async def database_of(settings: Settings) -> AsyncIterator[Database]:
    """Open the database of an instance. Raises CannotStart."""
    # A gateway that runs reads what changes by itself; there is nobody in this process to tell.
    with usable(settings.sqlalchemy_url):
        database = Database(settings.sqlalchemy_url, lambda topic, frame: None)  # noqa: ARG005
    try:
        with usable(settings.sqlalchemy_url):
            yield database
    finally:
        await database.close()


def require_database(settings: Settings) -> None:
    """Let no command make a database where one is expected. Raises Refused."""
    if settings.database_url is None and not settings.sqlite_file.exists():
        raise Refused(f"{settings.sqlite_file}: there is no database.")


def place_of_backup(data_dir: Path, now: datetime) -> Path:
    """Name the file of a backup in the data folder."""
    return backups_in(data_dir) / f"torg-{now:%Y-%m-%dT%H%M%S}Z{ENDING}"


def backup_command(settings: Settings, file: Path | None) -> None:
    """Make a backup, and say what is in it. Raises Refused, CannotStart."""
    require_database(settings)
    now = SystemClock().now()
    os.umask(0o077)
    place = file or place_of_backup(settings.data_dir, now)
    if place.exists():
        raise Refused(f"{place}: this file is there already.")
    require_space(place.absolute().parent, newest_in(settings.data_dir))
    passphrase = passphrase_for(
        settings.backup_passphrase_file,
        "Passphrase for the keys (empty: leave them out)",
        twice=True,
    )

    async def run() -> Manifest:
        async with database_of(settings) as database:
            keys = await asyncio.to_thread(sealed_keys, settings.data_dir, passphrase)
            return await back_up(database, place, keys, now, progress)

    manifest = asyncio.run(run())
    rows = sum(facts.rows for facts in manifest.tables.values())
    say(f"\n  {place}")
    say(f"  {len(manifest.tables)} tables, {rows:,} rows, {_size(place.stat().st_size)};")
    say("  read once more from the disk, and every line is as it was.")
    say(f"\n  {_about_keys(passphrase)}")
    for old in prune(settings.data_dir, now):
        say(f"  Erased, since it was older than 30 days: {old.name}")


def restore_command(settings: Settings, file: Path) -> None:
    """Restore a backup, and compare. Raises Refused, CannotStart."""
    os.umask(0o077)
    archive, seal = _opened(file)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    passphrase = None
    if seal is not None:
        question = "Passphrase of this backup (empty: make new keys)"
        passphrase = passphrase_for(settings.backup_passphrase_file, question, twice=False)
    own = backups_in(settings.data_dir)
    deleted = deleted_in(file.parent) | deleted_in(own)
    now = SystemClock().now()

    async def run() -> Restored:
        async with database_of(settings) as database:
            return await restore(database, archive, deleted, now, progress)

    with alone_in(settings.data_dir):
        keys = keys_of(seal, passphrase) if seal and passphrase else {}
        restored = asyncio.run(run())
        put_keys_back(settings.data_dir, keys)
    note_deleted(own, deleted)
    archive.close()
    _tell_counts(archive.manifest, restored.rows)
    say(f"\n  This is the instance as it was on {archive.manifest.made_at:%Y-%m-%d at %H:%M} UTC.")
    say("  Everybody is signed out, all rooms have ended, and open invitations are withdrawn.")
    if restored.erased_again:
        say(f"  Deleted since then, and erased once more: {restored.erased_again} accounts.")
    if keys:
        say(f"  Its keys are back: {', '.join(sorted(keys))}.")
    else:
        say("  Its keys are not back. The next start makes new ones; `torg tree sign-anew` then")
        say("  signs the tree of admissions again, and earlier proofs no longer hold.")


def _opened(file: Path) -> tuple[Archive, bytes | None]:
    """Open a backup; give its sealed keys, too. Raises Refused."""
    try:
        archive = Archive(file)
        return archive, archive.keys()
    except ArchiveDamaged as damage:
        raise Refused(str(damage)) from damage
    except OSError as fault:
        raise Refused(f"{file}: the file cannot be read ({fault.strerror}).") from fault


def _tell_counts(manifest: Manifest, rows: Mapping[str, int]) -> None:
    """Compare table by table, those with rows."""
    say(f"\n  {'':{WIDTH}}{'backup':>12}{'restored':>12}")
    for name, facts in manifest.tables.items():
        if facts.rows or rows[name]:
            say(f"  {name:{WIDTH}}{facts.rows:>12,}{rows[name]:>12,}")
    empty = sum(not facts.rows for facts in manifest.tables.values())
    say(f"  {f'{empty} empty tables':{WIDTH}}{0:>12}{0:>12}")
    say("\n  Every line was compared.")


def _size(count: int) -> str:
    return f"{count / MEGA:,.1f} MB" if count >= MEGA else f"{count / KILO:,.1f} kB"


def _about_keys(passphrase: str | None) -> str:
    if passphrase is not None:
        return "The keys are in it, sealed by the passphrase. Keep both, in two places."
    return (
        "The keys are NOT in it: an instance restored from it signs its tree by a new key, and\n"
        "  proofs that members have downloaded no longer hold. Give a passphrase to put them in."
    )
