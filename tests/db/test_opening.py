"""A SQLite file that does not open."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from torg.db.address import engine_url
from torg.db.sqlite import sqlite_engine


async def test_no_thread_is_left_that_would_speak_to_a_loop_that_has_closed(tmp_path: Path) -> None:
    engine = sqlite_engine(engine_url(f"sqlite+aiosqlite:///{tmp_path}/nowhere/torg.sqlite3"), {})
    with pytest.raises(OperationalError):
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    left = [one.name for one in threading.enumerate() if "_connection_worker" in one.name]
    await engine.dispose()

    assert left == []
