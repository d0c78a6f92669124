"""Alembic's entry: it works on the connection it is handed, with the tables of all packages."""

from alembic import context

from torg.migrations.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
