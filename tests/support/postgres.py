"""A PostgreSQL server of the tests' own: Debian's programs, a folder that is thrown away."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import URL

DEBIAN: Final = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of each version, off the path."""
ROLE: Final = "torg"
"""Owns the databases, as an operator would have it: no superuser."""
SETTINGS: Final = (
    ("listen_addresses", ""),
    ("fsync", "on"),
    ("synchronous_commit", "on"),
    ("max_connections", "200"),
    # Its workers belong to a superuser: a database where one works could not be dropped.
    ("autovacuum", "off"),
)
WITHIN_S: Final = "30"


class Postgres:
    """One server on a unix socket; it belongs to `postgres` when root runs the tests."""

    def __init__(self, folder: Path, programs: Path, user: str | None) -> None:
        self._folder = folder
        self._programs = programs
        self._user = user

    def url(self, database: str) -> URL:
        """Give the address of a database, as an operator would set it."""
        return URL.create("postgresql", ROLE, database=database, query={"host": str(self._folder)})

    def prepare(self) -> None:
        """Make the folder of its data."""
        self._call(
            *("initdb", "--username", "postgres", "--auth", "trust", "--encoding", "UTF8"),
            *("--no-locale", "--pgdata", str(self._folder / "data")),
        )

    def add_role(self) -> None:
        """Make the role that owns all databases of the tests."""
        role = f"CREATE ROLE {ROLE} LOGIN CREATEDB"
        where = ("--host", str(self._folder), "--username", "postgres")
        self._call("psql", "--quiet", *where, "--command", role, "postgres")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = [f"-c {name}='{value}'" for name, value in SETTINGS]
        options.append(f"-c unix_socket_directories='{self._folder}'")
        log = ("--log", str(self._folder / "log"))
        self._control("start", *log, "--options", " ".join(options))

    def stop(self, how: Literal["fast", "immediate"] = "fast") -> None:
        """Stop it: in order, or at once as a power cut would."""
        self._control("stop", "--mode", how)

    def _control(self, act: str, *options: str) -> None:
        data = ("--pgdata", str(self._folder / "data"))
        self._call("pg_ctl", act, *data, "--wait", "--timeout", WITHIN_S, *options)

    def _call(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            cwd=self._folder,
            # A server that inherits a pipe would hold it open for as long as it lives.
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._user,
            group=None if self._user is None else pwd.getpwnam(self._user).pw_gid,
            extra_groups=None if self._user is None else [],
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program} {' '.join(arguments)} ended with {done.returncode}")


@contextmanager
def a_postgres() -> Iterator[Postgres]:
    """Run a server for as long as the block. Raises RuntimeError where it is not installed."""
    user = "postgres" if os.geteuid() == 0 else None
    # Its socket lets anybody in who reaches the folder, so nobody else does.
    folder = Path(tempfile.mkdtemp(prefix="torg-postgres-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        server = Postgres(folder, programs(), user)
        server.prepare()
        server.start()
        try:
            server.add_role()
            yield server
        finally:
            # Its data go with it, and workers of a parallel run are not waited for long.
            server.stop("immediate")
    finally:
        shutil.rmtree(folder)


def programs() -> Path:
    """Find the newest version that is installed. Raises RuntimeError."""
    on_the_path = shutil.which("initdb")
    if on_the_path is not None:
        return Path(on_the_path).resolve().parent
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError("PostgreSQL is not installed; `make test` says how")
    return found[-1].parent
