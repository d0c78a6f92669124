"""Cuts what is too much for one statement of a database into parts."""

from collections.abc import Collection, Iterator
from typing import Final

from torg.kit.ids import AccountId

AT_ONCE: Final = 5_000
"""Databases bound how many values one statement takes; PostgreSQL's protocol at 32,767."""


def in_parts(accounts: Collection[AccountId]) -> Iterator[list[AccountId]]:
    """Give the accounts a part at a time, always in one order, so that locks meet in one order."""
    ordered = sorted(accounts)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
