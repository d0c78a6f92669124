"""Tells rows that no backup holds from a database that has a fault of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import OperationalError, StatementError

from torg.console.archive import ArchiveDamaged
from torg.db.faults import refusal_for
from torg.errors import DatabaseBusy, DiskFull

ODD: Final = (
    *(ArithmeticError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
"""What odd values end in before a database sees them, and where rows are worked with."""


@contextmanager
def odd_rows_as(damage: ArchiveDamaged) -> Iterator[None]:
    """Raise the damage for what odd rows end in; what is the database's own goes through."""
    try:
        yield
    except StatementError as fault:
        if isinstance(fault, OperationalError) or isinstance(
            refusal_for(fault), DatabaseBusy | DiskFull
        ):
            raise
        raise damage from fault
    except ODD as fault:
        raise damage from fault
