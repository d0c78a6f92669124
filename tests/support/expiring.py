"""Lets what ends by itself end now, in the database of a program that runs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import update
from tests.support.databases import DATABASES

from torg.db.session import Database
from torg.invitations.models import InvitationRow


async def let_expire(folder: Path, invitation: UUID) -> None:
    """End an invitation of the program that was started in this folder, a minute ago."""
    url = await DATABASES.of_program(folder)
    database = Database(url or f"sqlite+aiosqlite:///{folder / 'data' / 'torg.sqlite3'}", _nobody)
    async with database.transaction() as transaction:
        await transaction.session.execute(
            update(InvitationRow)
            .where(InvitationRow.id == invitation)
            .values(expires_at=datetime.now(UTC) - timedelta(minutes=1))
        )
    await database.close()


def _nobody(topic: str, message: object) -> None:
    """Tell nobody: the program has its own feed."""
