"""What is written about somebody right behind their deletion goes with the next round."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs
from tests.support.clock import NOON
from tests.support.databases import DATABASES
from tests.support.filling import fill

from torg.accounts.models import AccountRow
from torg.app.housekeeping import JOBS
from torg.console.tables import dump_rows, line_of
from torg.db.base import Base
from torg.db.session import Database
from torg.invitations.models import InvitationRow
from torg.kit.ids import AccountId
from torg.leaving.erasing import Erasing
from torg.leaving.leftovers import erase_leftovers
from torg.leaving.retention import LATELY, wipe
from torg.moderation.models import ReportRow

pytestmark = pytest.mark.database

WHO: Final = AccountId(UUID(int=1))
NAMED: Final = {"roster": [{"id": str(WHO), "name": "Anna", "handle": "anna", "photo": None}]}


@asynccontextmanager
async def a_full_database(folder: Path) -> AsyncIterator[Database]:
    """Give a database whose every table has rows about three members, of whom none has gone."""
    async with DATABASES.fresh(folder) as address:
        database = Database(address, lambda *_: None)
        async with database.engine.begin() as connection:
            await fill(connection)
            await connection.execute(update(AccountRow).values(deleted_at=None))
            await connection.execute(update(ReportRow).values(evidence=NAMED))
            # One that no admission came from.
            unused = InvitationRow.__table__.insert()  # type: ignore[attr-defined]
            row = {"id": UUID(int=9), "inviter_id": WHO, "token_hash": b"9", "language": "en"}
            times = {"created_at": NOON, "expires_at": NOON}
            await connection.execute(unused, row | times)
        yield database
        await database.close()


async def went(database: Database) -> None:
    """Note that somebody has gone, and let everything about them be written behind that."""
    async with database.transaction() as transaction:
        who = update(AccountRow).where(AccountRow.id == WHO)
        await transaction.session.execute(who.values(deleted_at=NOON))


async def rows_of(database: Database) -> dict[str, list[bytes]]:
    async with database.engine.connect() as connection:
        return {
            table.name: sorted([line_of(row) async for row in dump_rows(connection, table)])
            for table in Base.metadata.sorted_tables
            if table.name != "locked_handles"
        }


async def test_whatever_is_left_goes_as_if_it_had_been_there_before(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    async with (
        a_full_database(tmp_path_factory.mktemp("behind")) as behind,
        a_full_database(tmp_path_factory.mktemp("before")) as before,
    ):
        full = await rows_of(behind)
        await went(behind)
        await erase_leftovers(behind, NOON)
        async with before.transaction() as transaction:
            await Erasing(transaction).erase(WHO, NOON)
        swept, erased = await rows_of(behind), await rows_of(before)

    assert swept == erased
    assert {"accounts", "follows", "notices", "invitations", "reports", "challenges"} <= {
        name for name, rows in full.items() if rows != erased[name]
    }


async def test_it_is_told_once_and_nothing_is_where_nothing_is_left(tmp_path: Path) -> None:
    async with a_full_database(tmp_path) as database:
        with capture_logs() as nobody_gone:
            await erase_leftovers(database, NOON)
        await went(database)
        with capture_logs() as something_left:
            await erase_leftovers(database, NOON)
        once = await rows_of(database)
        with capture_logs() as nothing_left:
            await erase_leftovers(database, NOON + LATELY / 2)
        twice = await rows_of(database)

    assert (nobody_gone, nothing_left) == ([], [])
    assert [line["event"] for line in something_left] == [
        "what was written about who has gone is erased"
    ]
    assert something_left[0]["count"] > 0
    assert once == twice


def test_it_is_done_before_the_files_are_wiped() -> None:
    jobs = [job for _, job in JOBS]

    assert jobs.index(erase_leftovers) < jobs.index(wipe)
