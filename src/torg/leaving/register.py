"""The list of deleted accounts, kept beside the backups so that no restored one lives again."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

FILE: Final = "deleted.txt"


def backups_in(data_dir: Path) -> Path:
    """Give the folder of the backups, made for this user only when it is missing."""
    folder = data_dir / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def deleted_in(folder: Path) -> frozenset[UUID]:
    """Read who is on the list; a line that a power cut tore is left out."""
    try:
        lines = (folder / FILE).read_text("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return frozenset()
    return frozenset(UUID(line) for line in lines if _is_whole(line))


def note_deleted(folder: Path, accounts: Iterable[UUID]) -> None:
    """Put accounts on the list, on disk once this returns; those on it already are left out."""
    new = sorted(frozenset(accounts) - deleted_in(folder))
    if not new:
        return
    descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a") as file:
        # The first line break ends a line that was torn.
        file.write("".join(f"\n{account}" for account in new) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _is_whole(line: str) -> bool:
    try:
        return str(UUID(line)) == line
    except ValueError:
        return False
