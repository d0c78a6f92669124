"""What time takes away: who was where, login sessions that are over, what was deleted."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Delete, Select, Update, delete, exists, or_, select, text, update

from torg.accounts.models import (
    AccountRow,
    ChallengeRow,
    LockedHandleRow,
    LoginSessionRow,
    MailedCodeRow,
)
from torg.accounts.rules import IDLE
from torg.audit.models import AuditRow
from torg.db.base import Base
from torg.db.repeats import KEPT, RepeatRow
from torg.db.session import Database
from torg.inbox.models import NoticeRow
from torg.leaving.register import backups_in, note_deleted
from torg.media.models import LeaseRow
from torg.moderation.models import AppealTicketRow, ReportRow
from torg.rooms.models import (
    HandRow,
    HiddenRoomRow,
    OfferRow,
    PingRow,
    RoomListRow,
    RoomRow,
    SeatRow,
)

ATTENDANCE: Final = timedelta(days=30)
"""How long it is kept who was in which room."""

LATELY: Final = timedelta(hours=24)
"""By then nothing of who was deleted may be left."""

OF_A_ROOM: Final = (HandRow, OfferRow, SeatRow, RoomListRow, HiddenRoomRow, PingRow)
"""What goes with its room."""

STILL_NAMES_A_ROOM: Final = (LeaseRow, ReportRow, AuditRow, NoticeRow)
"""While one of these is there, the row of the room is."""


async def erase_attendance(database: Database, now: datetime) -> None:
    """Forget who was where, and every room and login session that nothing names any more."""
    async with database.transaction() as transaction:
        for due in _due(now):
            await transaction.session.execute(due)
        await transaction.session.execute(_titles_of_who_has_gone())


async def wipe(database: Database, now: datetime) -> None:
    """Let nothing that was erased go on in the files of the database.

    SQLite overwrites it where it stood (`secure_delete`); older pages wait in the write-ahead log
    until that is emptied. PostgreSQL gives the place of dead rows free.
    """
    if database.engine.dialect.name == "sqlite":
        await _empty_the_log(database)
        return
    autocommit = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    async with autocommit.connect() as connection:
        if await connection.scalar(_somebody_went_since(now - LATELY)):
            for table in Base.metadata.sorted_tables:
                await connection.execute(text(f"VACUUM {table.name}"))


async def _empty_the_log(database: Database) -> None:
    async with database.engine.connect() as connection:
        # It cannot be done within a transaction, which the engine would begin.
        driver = (await connection.get_raw_connection()).driver_connection
        if driver is None:
            return
        # Whoever reads now is not waited for, since writers would wait as well: in an hour, then.
        for order in ("busy_timeout=100", "wal_checkpoint(TRUNCATE)", "busy_timeout=5000"):
            await (await driver.execute(f"PRAGMA {order}")).close()


async def list_the_deleted(database: Database, data_dir: Path, now: datetime) -> None:
    """Put whoever is deleted on the list beside the backups, also where a power cut kept us."""
    del now
    async with database.reading() as transaction:
        query = select(AccountRow.id).where(AccountRow.deleted_at.is_not(None))
        gone = (await transaction.session.scalars(query)).all()
    if gone:
        await asyncio.to_thread(lambda: note_deleted(backups_in(data_dir), gone))


def _somebody_went_since(moment: datetime) -> Select[bool]:
    return select(exists().where(AccountRow.deleted_at > moment))


def _due(now: datetime) -> Iterator[Delete]:
    """Give what is due, in an order in which no row goes before those that name it."""
    yield delete(LeaseRow).where(LeaseRow.ended_at <= now - ATTENDANCE)
    over = select(RoomRow.id).where(RoomRow.ended_at <= now - ATTENDANCE)
    for row in OF_A_ROOM:
        yield delete(row).where(row.room_id.in_(over))
    named = [exists().where(row.room_id == RoomRow.id) for row in STILL_NAMES_A_ROOM]
    yield delete(RoomRow).where(RoomRow.ended_at <= now - ATTENDANCE, ~or_(*named))
    yield delete(ChallengeRow).where(ChallengeRow.expires_at <= now)
    yield delete(AppealTicketRow).where(AppealTicketRow.expires_at <= now)
    yield _login_sessions(now)
    yield delete(MailedCodeRow).where(MailedCodeRow.expires_at <= now)
    yield delete(RepeatRow).where(RepeatRow.at <= now - KEPT)
    yield delete(LockedHandleRow).where(LockedHandleRow.until <= now)


def _titles_of_who_has_gone() -> Update:
    """Empty the titles of rooms that went on when their host had gone, once they have ended."""
    gone = select(AccountRow.id).where(AccountRow.deleted_at.is_not(None))
    ended = (RoomRow.ended_at.is_not(None), RoomRow.title != "", RoomRow.host_id.in_(gone))
    return update(RoomRow).where(*ended).values(title="")


def _login_sessions(now: datetime) -> Delete:
    over = or_(
        LoginSessionRow.revoked_at <= now - ATTENDANCE,
        LoginSessionRow.expires_at <= now - ATTENDANCE,
        LoginSessionRow.last_seen_at <= now - IDLE - ATTENDANCE,
    )
    held = exists().where(LeaseRow.login_session_id == LoginSessionRow.id)
    return delete(LoginSessionRow).where(over, ~held)
