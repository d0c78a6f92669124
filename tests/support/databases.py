"""A fresh database for each test, of the kind that `pytest --database` asked for."""

import shutil
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, Literal

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from alembic import command
from tests.support.postgres import Postgres, a_postgres

from torg.db.session import Database
from torg.migrations.tables import METADATA
from torg.migrations.upgrade import alembic_config, upgrade

Kind = Literal["sqlite", "postgresql"]

TEMPLATE: Final = "template"
MAINTENANCE: Final = "postgres"
"""The database one is connected to while others are made."""


class Databases:
    """Makes databases as long as the tests run; one server, one template of each kind."""

    def __init__(self) -> None:
        self.kind: Kind = "sqlite"
        self.may_be_used = False
        """Whether the test that runs now is marked `database`; otherwise it is left out when
        only those are asked for, and nobody would notice."""
        self._stack = ExitStack()
        self._server: Postgres | None = None
        self._template: Path | None = None
        self._has_template = False
        self._numbers = count(1)
        self._of_programs: dict[Path, str] = {}

    def server(self) -> Postgres:
        """Give the PostgreSQL server, started at the first call."""
        if self._server is None:
            self._server = self._stack.enter_context(a_postgres())
        return self._server

    def close(self) -> None:
        """Stop what was started."""
        self._stack.close()

    @asynccontextmanager
    async def fresh(self, folder: Path) -> AsyncIterator[str]:
        """Make a database with all tables, and give its address; SQLite's is in the folder."""
        self._is_expected()
        if self.kind == "postgresql":
            async with self.fresh_postgres(TEMPLATE) as url:
                yield url
            return
        file = folder / "torg.sqlite3"
        shutil.copy(await self._sqlite_template(), file)
        yield f"sqlite+aiosqlite:///{file}"

    @asynccontextmanager
    async def empty(self, folder: Path) -> AsyncIterator[str]:
        """Make a database without tables, and give its address."""
        self._is_expected()
        if self.kind == "postgresql":
            async with self.fresh_postgres() as url:
                yield url
            return
        yield f"sqlite+aiosqlite:///{folder / 'torg.sqlite3'}"

    @asynccontextmanager
    async def fresh_postgres(self, template: str = "template1") -> AsyncIterator[str]:
        """Make a database on the server whatever was asked for, and drop it at the end."""
        if template == TEMPLATE:
            await self._postgres_template()
        name = f"test{next(self._numbers)}"
        await self._order(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield _text(self.server(), name)
        finally:
            await self._order(f"DROP DATABASE {name} WITH (FORCE)")

    async def of_program(self, folder: Path) -> str | None:
        """Give what to set TORG_DATABASE_URL to for a program that runs in this folder.

        It is the same at each start there, and goes with the server.
        """
        self._is_expected()
        if self.kind == "sqlite":
            return None
        if folder not in self._of_programs:
            name = f"program{sha256(str(folder).encode()).hexdigest()[:16]}"
            await self._order(f"CREATE DATABASE {name}")
            self._of_programs[folder] = _text(self.server(), name)
        return self._of_programs[folder]

    def _is_expected(self) -> None:
        if not self.may_be_used:
            raise AssertionError("this test opens a database: mark it @pytest.mark.database")

    async def _sqlite_template(self) -> Path:
        if self._template is None:
            folder = Path(mkdtemp(prefix="torg-sqlite-"))
            self._stack.callback(shutil.rmtree, folder)
            made = Database(f"sqlite+aiosqlite:///{folder / 'template'}", lambda *_: None)
            async with made.engine.begin() as connection:
                # Quicker than walking up the revisions, and at the same place afterwards.
                await connection.run_sync(METADATA.create_all)
                await connection.run_sync(lambda sync: command.stamp(alembic_config(sync), "head"))
            await made.close()
            self._template = folder / "template"
        return self._template

    async def _postgres_template(self) -> None:
        if not self._has_template:
            await self._order(f"CREATE DATABASE {TEMPLATE}")
            made = Database(_text(self.server(), TEMPLATE), lambda *_: None)
            await upgrade(made)
            await made.close()
            self._has_template = True

    async def _order(self, statement: str) -> None:
        """Give the server an order that stands in no transaction."""
        connection = await asyncpg.connect(_text(self.server(), MAINTENANCE))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


DATABASES: Final = Databases()
"""What the tests of this session use; tests/conftest.py says of which kind."""


def _text(server: Postgres, name: str) -> str:
    return server.url(name).render_as_string(hide_password=False)
