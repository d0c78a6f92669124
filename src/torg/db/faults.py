"""Which faults of a database are no fault of the program: it is busy, away, or its disk full."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from torg.errors import BadRequest, DatabaseBusy, DiskFull, TorgError
from torg.kit.fresh import some_seconds

PRIMARY: Final = 0xFF
"""SQLite's extended codes carry the primary one in their lowest byte."""

SQLITE: Final[Mapping[int, type[TorgError]]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_FULL: DiskFull,
}

POSTGRES: Final[Mapping[str, type[TorgError]]] = {
    "22021": BadRequest,  # character_not_in_repertoire: a NUL, which no text there can hold
    "40001": DatabaseBusy,  # serialization_failure
    "40P01": DatabaseBusy,  # deadlock_detected
    "53100": DiskFull,
    "53300": DatabaseBusy,  # too_many_connections
    "55P03": DatabaseBusy,  # lock_not_available: lock_timeout
    "57014": DatabaseBusy,  # query_canceled: statement_timeout
    "57P01": DatabaseBusy,  # admin_shutdown
    "57P02": DatabaseBusy,  # crash_shutdown
    "57P03": DatabaseBusy,  # cannot_connect_now
}
"""PostgreSQL's SQLSTATEs (its manual, appendix A)."""

AGAIN_AFTER_S: Final = 1
SPREAD_S: Final = 3
"""Those who were refused together should not come back together."""


@contextmanager
def faults_as_refusals() -> Iterator[None]:
    """Raise DatabaseBusy or DiskFull for what waiting, or more disk, would mend.

    Raises BadRequest for text that no database could keep.
    """
    try:
        yield
    except SQLAlchemyError as fault:
        refusal = refusal_for(fault)
        if refusal is None:
            raise
        raise refusal from fault


def busy() -> DatabaseBusy:
    """Ask to come again in a moment, and not all in the same one."""
    return DatabaseBusy(retry_after=AGAIN_AFTER_S + some_seconds(SPREAD_S))


def refusal_for(fault: SQLAlchemyError) -> TorgError | None:
    """Give what to answer; None for a fault that nobody outside can do anything about."""
    kind = _kind_of(fault)
    return busy() if kind is DatabaseBusy else None if kind is None else kind()


def _kind_of(fault: SQLAlchemyError) -> type[TorgError] | None:
    if isinstance(fault, PoolExhausted):
        return DatabaseBusy
    if not isinstance(fault, DBAPIError):
        return None
    if fault.connection_invalidated:
        return DatabaseBusy
    if isinstance(fault.orig, sqlite3.Error):
        return SQLITE.get(getattr(fault.orig, "sqlite_errorcode", 0) & PRIMARY)
    return POSTGRES.get(getattr(fault.orig, "sqlstate", None) or "")
