"""The backup of each night: when it is due, that a process makes it, and what a failure tells."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from tests.support.databases import DATABASES
from tests.support.gateway import Gateway

from torg.accounts.account import InstanceRole
from torg.accounts.repository import Accounts, NewAccount
from torg.app.nightly import back_up_nightly, is_due
from torg.config import Settings
from torg.db.session import Database
from torg.kit.fresh import new_secret
from torg.leaving.backups import newest_in
from torg.migrations.upgrade import upgrade

MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
LAST_NIGHT = MIDNIGHT - timedelta(hours=23, minutes=40)

FAILS = (sys.executable, "-c", "import sys; sys.exit('torg: the disk is full')")
CRASHES = (sys.executable, "-c", "raise KeyError('a value')")


@pytest.mark.parametrize(
    ("since", "now", "due"),
    [
        (LAST_NIGHT, MIDNIGHT - timedelta(seconds=1), False),
        (LAST_NIGHT, MIDNIGHT, True),
        (LAST_NIGHT, MIDNIGHT + timedelta(minutes=15), True),
        (MIDNIGHT, MIDNIGHT + timedelta(minutes=59), False),
        (MIDNIGHT - timedelta(hours=2), MIDNIGHT + timedelta(hours=1), False),
        # The machine slept at night.
        (MIDNIGHT - timedelta(hours=2), MIDNIGHT + timedelta(hours=22), True),
    ],
)
def test_a_backup_is_due_in_the_first_hour_of_a_day_or_when_that_was_missed(
    since: datetime, now: datetime, *, due: bool
) -> None:
    assert is_due(since, now) is due


async def test_a_process_makes_the_backup_once_there_are_members(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    url = await DATABASES.of_program(tmp_path)
    if url is not None:
        monkeypatch.setenv("TORG_DATABASE_URL", url)
    settings = Settings(data_dir=tmp_path / "data")
    database = Database(settings.sqlalchemy_url, lambda *_: None)
    await upgrade(database)
    await back_up_nightly(database, settings, MIDNIGHT)
    before = newest_in(settings.data_dir)
    async with database.transaction() as transaction:
        ana = NewAccount("ana", "Ana", ("en",), InstanceRole.MEMBER)
        await Accounts(transaction).add(ana, LAST_NIGHT)
    await back_up_nightly(database, settings, MIDNIGHT)
    await database.close()
    made = newest_in(settings.data_dir)

    assert before is None
    assert made is not None
    assert made.stat().st_mode & 0o077 == 0


async def member_since(gateway: Gateway, moment: datetime) -> None:
    async with gateway.database.transaction() as transaction:
        who = NewAccount(f"m{new_secret()[:8].lower()}", "M", ("en",), InstanceRole.MEMBER)
        await Accounts(transaction).add(who, moment)


@pytest.mark.parametrize(
    ("command", "reason"), [(FAILS, "the disk is full"), (CRASHES, None)], ids=["says", "crashes"]
)
async def test_a_night_without_a_backup_is_a_warning(
    gateway: Gateway, command: tuple[str, ...], reason: str | None
) -> None:
    await member_since(gateway, LAST_NIGHT)
    with capture_logs() as logs:
        await back_up_nightly(gateway.database, gateway.settings, MIDNIGHT, command)

    assert [(line["log_level"], line["code"], line["reason"]) for line in logs] == [
        ("warning", 1, reason)
    ]


@pytest.mark.parametrize("changed", [{"nightly_backup": False}, {"demo": True}])
async def test_nothing_is_made_where_nobody_wants_it(
    gateway: Gateway, changed: dict[str, bool]
) -> None:
    await member_since(gateway, LAST_NIGHT)
    settings = gateway.settings.model_copy(update=changed)
    with capture_logs() as logs:
        await back_up_nightly(gateway.database, settings, MIDNIGHT, FAILS)

    assert logs == []


async def test_a_backup_of_this_night_is_enough(gateway: Gateway) -> None:
    await member_since(gateway, LAST_NIGHT)
    folder = gateway.settings.data_dir / "backups"
    folder.mkdir()
    (folder / "one.torg-backup").touch()
    os.utime(folder / "one.torg-backup", (MIDNIGHT.timestamp(), MIDNIGHT.timestamp()))
    with capture_logs() as logs:
        await back_up_nightly(
            gateway.database, gateway.settings, MIDNIGHT + timedelta(minutes=30), FAILS
        )

    assert logs == []
