"""The fixtures that tests of several packages share, and the database that all of them run on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.support.databases import DATABASES
from tests.support.gateway import Gateway, running_gateway
from tests.support.postgres import Postgres
from tests.support.reaching import reaches

MARKERS = (
    "database: comes to use a database (found out by itself)",
    "sqlite(reason): needs SQLite, and is left out on PostgreSQL",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the kind of database that tests use",
    )


def pytest_configure(config: pytest.Config) -> None:
    DATABASES.kind = config.getoption("--database")
    config.add_cleanup(DATABASES.close)
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


# Before markers are selected by, so that `-m database` finds them.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and reaches(item, "DATABASES"):
            item.add_marker(pytest.mark.database)


def pytest_runtest_setup(item: pytest.Item) -> None:
    DATABASES.may_be_used = item.get_closest_marker("database") is not None
    needs_sqlite = item.get_closest_marker("sqlite")
    if needs_sqlite is not None and DATABASES.kind != "sqlite":
        pytest.skip(f"needs SQLite: {needs_sqlite.args[0]}")


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[Gateway]:
    """A running gateway on a fresh database."""
    async with running_gateway(tmp_path) as running:
        yield running


@pytest.fixture
def postgres() -> Postgres:
    """The PostgreSQL server of this session, whatever other tests run on."""
    return DATABASES.server()
