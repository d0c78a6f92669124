"""Alembic's entry: it works on the connection it is handed, with the tables of all packages."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from torg.db.base import Moment
from torg.migrations.tables import METADATA


def render(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column type as our own in a new revision; leave the rest to Alembic."""
    if kind == "type" and isinstance(item, Moment):
        autogen.imports.add("from torg.db.base import Moment")
        return "Moment()"
    return False


options: dict[str, Any] = {
    "target_metadata": METADATA,
    "compare_type": True,
    "render_as_batch": True,
    "render_item": render,
}
context.configure(connection=context.config.attributes["connection"], **options)
with context.begin_transaction():
    context.run_migrations()
