"""Says in one sentence why a database cannot be used, to whoever starts Torg."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.util import CommandError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from torg.errors import DatabaseBusy, DiskFull
from torg.kit.starting import CannotStart

KNOWN = "postgresql://USER:PASSWORD@HOST/NAME"


@contextmanager
def usable(url: str) -> Iterator[None]:
    """Turn what goes wrong with the database at this address into CannotStart."""
    try:
        yield
    except (ArgumentError, NoSuchModuleError, ImportError) as fault:
        # The address itself is not shown: what cannot be read may hold a password anywhere.
        raise CannotStart(
            f"TORG_DATABASE_URL cannot be used ({_first_line(fault)}). Write it as {KNOWN}."
        ) from fault
    except CommandError as fault:
        raise CannotStart(
            f"the database {_shown(url)} was made by a newer version of Torg."
            " Start that version, or go back to a copy of the data made before it."
        ) from fault
    except (SQLAlchemyError, DatabaseBusy, DiskFull, OSError) as fault:
        raise CannotStart(
            f"the database {_shown(url)} does not open ({_first_line(fault)})."
            " Check TORG_DATABASE_URL and TORG_DATA_DIR, and that the disk has space and this"
            " user may write there."
        ) from fault


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _first_line(fault: Exception) -> str:
    # A database that is away is a refusal like any other; why stands behind it.
    cause = fault.orig if isinstance(fault, DBAPIError) else fault.__cause__ or fault
    return str(cause).partition("\n")[0] or type(fault).__name__
