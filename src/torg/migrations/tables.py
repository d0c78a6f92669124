"""All tables of all packages, gathered so that migrations and models can be compared."""

from importlib import import_module
from typing import Final

from sqlalchemy import MetaData

from torg.db.base import Base

for module in (
    *("accounts.models", "invitations.models", "media.models", "rooms.models"),
    "db.repeats",
):
    import_module(f"torg.{module}")

METADATA: Final[MetaData] = Base.metadata
