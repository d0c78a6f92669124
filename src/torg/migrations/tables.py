"""All tables of all packages, gathered so that migrations and models can be compared."""

from importlib import import_module
from typing import Final

from sqlalchemy import MetaData

from torg.db.base import Base

for package in ("accounts", "invitations", "media", "rooms"):
    import_module(f"torg.{package}.models")

METADATA: Final[MetaData] = Base.metadata
