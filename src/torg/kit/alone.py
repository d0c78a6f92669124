"""One Torg at a time in a data folder: a lock that ends with the program, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from torg.kit.starting import CannotStart

FILE: Final = "torg.lock"


@contextmanager
def alone_in(data_dir: Path) -> Iterator[None]:
    """Hold the folder for as long as the block. Raises CannotStart while somebody else does."""
    descriptor = os.open(data_dir / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(descriptor):
            raise CannotStart(
                f"Torg is running with the data folder {data_dir}. Stop it first, or choose"
                " another folder with --data-dir (TORG_DATA_DIR)."
            )
        yield
    finally:
        os.close(descriptor)


def is_held(data_dir: Path) -> bool:
    """Say whether a Torg runs with this folder now."""
    try:
        descriptor = os.open(data_dir / FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
