"""What was asked for under a key by which a command may be repeated."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8b2f41c7d09e"
down_revision: str | None = "5d0b7c3f9a16"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("repeats", schema=None) as batch_op:
        batch_op.add_column(sa.Column("body_hash", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("repeats", schema=None) as batch_op:
        batch_op.drop_column("body_hash")
