"""The passkey that began a login session."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c3f0a9d1b7e4"
down_revision: str | None = "1a197b1bbf49"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:

    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("passkey_id", sa.Uuid(), nullable=True))


def downgrade() -> None:

    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.drop_column("passkey_id")
