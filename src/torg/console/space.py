"""Whether a disk has room for one more backup."""

import shutil
from pathlib import Path
from typing import Final

from torg.console.refused import Refused

MEGA: Final = 1_000_000
TIMES: Final = 2
"""So many times the size of the last backup must be free."""


def require_space(folder: Path, last: Path | None) -> None:
    """Let no backup fill the disk on which those live who talk. Raises Refused.

    Before the first backup nobody knows how large it will be.
    """
    if last is None:
        return
    needed, free = TIMES * last.stat().st_size, shutil.disk_usage(folder).free
    if free < needed:
        raise Refused(
            f"{folder}: {free / MEGA:,.1f} MB are free, and a backup wants {needed / MEGA:,.1f} MB,"
            " twice the size of the last one. Make room; nothing was written."
        )
