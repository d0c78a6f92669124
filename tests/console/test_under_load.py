"""D5, small: a backup made while others write holds a prefix of what they have committed."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from tests.support.house import House

from torg.accounts.models import AccountRow
from torg.console.archive import Archive
from torg.console.backup import back_up
from torg.console.restore import restore
from torg.db.session import Database
from torg.stage.state import Limits

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BEFORE = 30


async def test_a_backup_under_load_is_a_committed_prefix(
    walked: Database, empty: Database, tmp_path: Path
) -> None:
    house = House(walked, Limits(room=10, stage=3), [])
    written: list[int] = []
    tables: list[str] = []

    async def write() -> None:
        while True:
            await house.member(f"m{len(written):04}")
            written.append(len(written))

    def note(name: str, number: int, count: int) -> None:
        del number, count
        tables.append(name)

    for _ in range(BEFORE):
        await house.member(f"m{len(written):04}")
        written.append(len(written))
    writing = asyncio.create_task(write())
    file = tmp_path / "loaded.torg-backup"
    await back_up(walked, file, None, NOW, note)
    count = len(written)
    writing.cancel()
    await asyncio.wait([writing])
    await restore(empty, Archive(file), (), NOW, note)
    async with empty.reading() as transaction:
        query = select(AccountRow.handle).order_by(AccountRow.handle)
        handles = (await transaction.session.scalars(query)).all()

    assert list(handles) == [f"m{number:04}" for number in range(len(handles))]
    assert BEFORE <= len(handles) <= count
    assert count > BEFORE
