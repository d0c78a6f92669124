"""What time takes away, at its edge."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from tests.support.clock import NOON
from tests.support.gateway import Gateway
from tests.support.rooms import join, open_room

from torg.accounts.models import LockedHandleRow, LoginSessionRow
from torg.accounts.names_repository import Names
from torg.app.housekeeping import do_jobs
from torg.db.base import Base
from torg.inbox.kinds import Kind
from torg.inbox.models import NoticeRow
from torg.inbox.repository import KEPT as NOTICES_KEPT
from torg.inbox.repository import Inbox
from torg.kit.fresh import new_uuid
from torg.kit.ids import AccountId, RoomId
from torg.leaving.backups import ENDING, KEPT, prune
from torg.leaving.register import FILE, deleted_in, note_deleted
from torg.leaving.retention import ATTENDANCE, erase_attendance, list_the_deleted
from torg.media.models import LeaseRow
from torg.rooms.models import RoomRow

MOMENT = timedelta(seconds=1)


async def count(gateway: Gateway, row: type[Base]) -> int:
    async with gateway.database.reading() as transaction:
        return await transaction.session.scalar(select(func.count()).select_from(row)) or 0


async def test_attendance_is_kept_thirty_days(gateway: Gateway) -> None:
    ana = await gateway.owner()
    room = await open_room(ana)
    await join(ana, room)
    await ana.delete(f"/api/rooms/{room}")
    ended = gateway.clock.now()
    kept: dict[timedelta, tuple[int, int]] = {}
    async with gateway.database.transaction() as transaction:
        over = {"ended_at": ended}
        await transaction.session.execute(update(LeaseRow).values(over))
        await transaction.session.execute(update(RoomRow).values(over))
    for age in (ATTENDANCE - MOMENT, ATTENDANCE):
        await erase_attendance(gateway.database, ended + age)
        kept[age] = (await count(gateway, LeaseRow), await count(gateway, RoomRow))

    assert kept == {ATTENDANCE - MOMENT: (1, 1), ATTENDANCE: (0, 0)}


async def test_a_room_goes_with_the_last_notice_that_names_it(gateway: Gateway) -> None:
    ana = await gateway.owner()
    room = RoomId(UUID(await open_room(ana)))
    ended = gateway.clock.now()
    async with gateway.database.transaction() as transaction:
        await transaction.session.execute(update(RoomRow).values(ended_at=ended))
        told = AccountId(UUID(ana.me["id"]))
        await Inbox(transaction).tell(told, Kind.PING, ended, about=told, room=room)
    kept = []
    for age in (NOTICES_KEPT - MOMENT, NOTICES_KEPT):
        await do_jobs(gateway.database, ended + age)
        kept.append((await count(gateway, NoticeRow), await count(gateway, RoomRow)))

    assert kept == [(1, 1), (0, 0)]


async def test_a_live_room_is_kept_however_old(gateway: Gateway) -> None:
    await open_room(await gateway.owner())
    await erase_attendance(gateway.database, gateway.clock.now() + 100 * ATTENDANCE)

    assert await count(gateway, RoomRow) == 1


async def test_a_login_session_is_kept_thirty_days_after_its_end(gateway: Gateway) -> None:
    owner = await gateway.owner()
    ended = gateway.clock.now()
    await owner.delete("/api/session")
    kept = []
    for age in (ATTENDANCE - MOMENT, ATTENDANCE):
        await erase_attendance(gateway.database, ended + age)
        kept.append(await count(gateway, LoginSessionRow))

    assert kept == [1, 0]


async def test_a_locked_handle_is_free_after_its_time(gateway: Gateway) -> None:
    owner, now = await gateway.owner(), gateway.clock.now()
    async with gateway.database.transaction() as transaction:
        await Names(transaction).lock("before", AccountId(UUID(owner.me["id"])), now)
    kept = []
    for age in (timedelta(days=90) - MOMENT, timedelta(days=90)):
        await erase_attendance(gateway.database, now + age)
        kept.append(await count(gateway, LockedHandleRow))

    assert kept == [1, 0]


async def test_who_is_not_on_the_list_yet_is_put_there(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    await bo.post("/api/me/delete", {"handle": "bo_"})
    folder = gateway.settings.data_dir / "backups"
    (folder / FILE).unlink()  # as if the program had ended right after the commit
    await list_the_deleted(gateway.database, gateway.settings.data_dir, gateway.clock.now())

    assert deleted_in(folder) == {UUID(bo.me["id"])}


def test_a_torn_line_of_the_list_costs_no_other(tmp_path: Path) -> None:
    first, second = new_uuid(), new_uuid()
    note_deleted(tmp_path, [first])
    with (tmp_path / FILE).open("a") as file:
        file.write(str(new_uuid())[:20])
    note_deleted(tmp_path, [first, second])

    assert deleted_in(tmp_path) == {first, second}
    assert (tmp_path / FILE).read_text().count(str(first)) == 1
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("age", "is_kept"), [(KEPT - MOMENT, True), (KEPT, False)])
def test_a_backup_is_kept_thirty_days(tmp_path: Path, age: timedelta, *, is_kept: bool) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    backup, other = folder / f"old{ENDING}", folder / "notes.txt"
    for file in (backup, other):
        file.touch()
        os.utime(file, (NOON.timestamp(), NOON.timestamp()))
    prune(tmp_path, NOON + age)

    assert backup.exists() is is_kept
    assert other.exists()
