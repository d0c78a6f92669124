"""Looks at the machine itself: the data folder, its keys, the disk and the clock."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from torg.config import Settings
from torg.console.findings import Finding, ok, warning, wrong
from torg.leaving.backups import made_at, newest_in

MEGA: Final = 1_000_000
FULL: Final = 100 * MEGA
NEARLY_FULL: Final = 1_000 * MEGA
SHORTEST_KEY: Final = 32
OTHERS: Final = 0o077
"""What nobody but this user may do."""

NETWORK_DISKS: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph"})
"""SQLite's locks and its log do not hold there (sqlite.org/wal.html)."""

HOUR: Final = timedelta(hours=1)
OLD: Final = 48 * HOUR
"""By then a nightly backup has failed twice, or nobody makes any."""
ADVICE: Final = "Run `torg backup`, and see what it says; Torg makes one each night by itself."

DRIFT_S: Final = 2.0
NTP_MARK: Final = Path("/run/systemd/timesync/synchronized")
MOUNTS: Final = Path("/proc/self/mounts")


def data_folder(settings: Settings) -> Iterator[Finding]:
    """See who may look into the data folder."""
    folder = settings.data_dir
    if not folder.exists():
        yield ok("data folder", f"{folder} is made at the first start")
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield wrong("data folder", f"{folder} cannot be written", "Run Torg as its owner.")
    elif mode & OTHERS:
        yield warning(
            "data folder",
            f"others on this machine can look into {folder} (mode {mode:o})",
            f"Close it: chmod 700 {folder}",
        )
    else:
        yield ok("data folder", f"{folder}, for this user only")


def keys(settings: Settings) -> Iterator[Finding]:
    """See that each key is whole, and nobody else's to read."""
    found = sorted(settings.data_dir.glob("*.key"))
    for key in found:
        if stat.S_IMODE(key.stat().st_mode) & OTHERS:
            yield wrong("keys", f"others can read {key.name}", f"Close it: chmod 600 {key}")
        elif key.stat().st_size < SHORTEST_KEY:
            yield wrong("keys", f"{key.name} holds no key", "Put it back from a backup.")
    secret = settings.livekit_secret
    if secret is not None and len(secret.get_secret_value()) < SHORTEST_KEY:
        yield warning(
            "keys",
            "the secret of the LiveKit server is short",
            f"Give it one of {SHORTEST_KEY} signs or more.",
        )
    if found:
        yield ok("keys", ", ".join(key.name for key in found))
    else:
        yield ok("keys", "made at the first start")


def disk(settings: Settings) -> Iterator[Finding]:
    """See how much space is left, and on what kind of disk."""
    place = _nearest(settings.data_dir)
    free = shutil.disk_usage(place).free
    found = f"{free / MEGA:,.0f} MB free"
    if free < FULL:
        yield wrong("disk", found, "Make room: nothing new is kept on a full disk.")
    elif free < NEARLY_FULL:
        yield warning("disk", found, "Make room before it is full.")
    else:
        yield ok("disk", found)
    kind = _kind_of_disk(place.resolve())
    if settings.database_url is None and kind in NETWORK_DISKS:
        yield wrong(
            "disk",
            f"{place} is on a network disk ({kind})",
            "Choose a folder on a disk of this machine: SQLite is not safe there.",
        )


def backups(settings: Settings, now: datetime) -> Iterator[Finding]:
    """See how old the newest backup in the data folder is."""
    newest = newest_in(settings.data_dir)
    if newest is None:
        if settings.database_url is None and not settings.sqlite_file.exists():
            yield ok("backups", "made each night, once there are members")
        else:
            yield warning("backups", "there is none in the data folder yet", ADVICE)
        return
    age = now - made_at(newest)
    found = f"the newest is {newest.name}, {age / HOUR:.0f} h old"
    yield warning("backups", found, ADVICE) if age > OLD else ok("backups", found)


def clock(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Compare the clock with what the disk says, and see whether it is set by the network."""
    with tempfile.NamedTemporaryFile(dir=_nearest(settings.data_dir)) as file:
        file.write(b"torg")
        file.flush()
        written = datetime.fromtimestamp(Path(file.name).stat().st_mtime, UTC)
    drift = abs((written - now).total_seconds())
    newest = max(
        (file.stat().st_mtime for file in settings.data_dir.glob("torg.sqlite3*")), default=0.0
    )
    if newest > now.timestamp() + DRIFT_S:
        yield wrong(
            "clock",
            "the database was written in the future: the clock has run back",
            "Set the clock; sign-ins and invitations end by it.",
        )
    elif drift > DRIFT_S:
        yield warning(
            "clock", f"the disk's clock differs by {drift:.0f} s", "Set both by the network."
        )
    else:
        set_by = ", set by the network" if NTP_MARK.exists() else "; who sets it is not known here"
        yield ok("clock", f"{now:%Y-%m-%d %H:%M} UTC{set_by}")


def _nearest(folder: Path) -> Path:
    """Give the folder, or where it will be made."""
    while not folder.exists():
        folder = folder.absolute().parent
    return folder


def _kind_of_disk(place: Path) -> str:
    try:
        lines = [line.split() for line in MOUNTS.read_text("utf-8").splitlines()]
    except OSError:
        return ""
    mounts = {Path(line[1]): line[2] for line in lines if len(line) > 2}  # noqa: PLR2004 - fstab's columns
    return next((mounts[each] for each in (place, *place.parents) if each in mounts), "")
