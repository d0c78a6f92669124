"""All tables of all packages, gathered so that migrations and models can be compared."""

from importlib import import_module
from typing import Final

from sqlalchemy import MetaData

from torg.db.base import Base

for module in (
    *("accounts", "audit", "inbox", "instance", "invitations", "media", "moderation"),
    *("rooms", "social", "waiting"),
):
    import_module(f"torg.{module}.models")
import_module("torg.db.repeats")

METADATA: Final[MetaData] = Base.metadata
