"""Brings the tables of a database to the newest revision."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from torg.db.session import Database

HERE: Final = Path(__file__).parent


def alembic_config(connection: Connection) -> Config:
    """Give Alembic its folder and our connection; there is no alembic.ini."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    return config


async def upgrade(database: Database) -> None:
    """Walk up all steps that are missing, in one transaction: all of them or none."""
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
