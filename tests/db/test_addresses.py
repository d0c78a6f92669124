"""Addresses of databases as operators write them."""

import pytest

from torg.db.address import driver_address, engine_url


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("postgresql://anna:s%40@db/torg?sslmode=require", "postgresql+asyncpg"),
        ("postgres://db/torg", "postgresql+asyncpg"),
        ("postgresql+asyncpg:///torg?host=/run/postgresql", "postgresql+asyncpg"),
        ("sqlite+aiosqlite:///torg.sqlite3", "sqlite+aiosqlite"),
    ],
)
def test_an_address_needs_to_name_no_driver(written: str, driver: str) -> None:
    assert engine_url(written).drivername == driver


def test_password_and_options_reach_the_driver_as_they_were() -> None:
    written = "postgresql://anna:s%40@db/torg?sslmode=require"

    assert driver_address(engine_url(written)) == written
