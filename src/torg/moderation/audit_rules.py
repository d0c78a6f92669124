"""Where the next page of the audit log begins: pure."""

from collections.abc import Sequence
from typing import Final

from torg.audit.repository import Behind, Written

PAGE: Final = 50


def next_after(page: Sequence[Written], before: Behind | None) -> Behind:
    """Give the place behind a page that is not empty and itself began behind `before`.

    Many entries may be of one moment, a whole suspended branch for instance, so the place is
    told by the moment and how many of that moment were told.
    """
    at = page[-1].at
    told = sum(entry.at == at for entry in page)
    if before is not None and before.at == at:
        told += before.told
    return Behind(at, told)
