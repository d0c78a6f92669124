"""The address of a database, as operators write it and as the engine needs it."""

from typing import Final

from sqlalchemy.engine import URL, make_url

POSTGRES: Final = "postgresql"
ASYNC: Final = "postgresql+asyncpg"


def engine_url(address: str) -> URL:
    """Name our driver in an address that names none. Raises ArgumentError."""
    url = make_url(address)
    return url.set(drivername=ASYNC) if url.drivername in {POSTGRES, "postgres"} else url


def driver_address(url: URL) -> str:
    """Give a PostgreSQL address as its driver reads it: `sslmode`, `host` and so on are libpq's."""
    return url.set(drivername=POSTGRES).render_as_string(hide_password=False)
