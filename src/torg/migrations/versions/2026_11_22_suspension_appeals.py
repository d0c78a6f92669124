"""Appeals against suspensions, and the tickets with which the suspended make them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from torg.db.base import Moment

revision: str = "5d0b7c3f9a16"
down_revision: str | None = "e91a60a2a8ee"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "suspension_appeals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("suspended_at", Moment(), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_suspension_appeals_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension_appeals")),
        sa.UniqueConstraint(
            "account_id", "suspended_at", name=op.f("uq_suspension_appeals_account_id")
        ),
    )
    op.create_table(
        "appeal_tickets",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("suspended_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_appeal_tickets_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_appeal_tickets")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_appeal_tickets_token_hash")),
    )
    op.create_index(
        op.f("ix_appeal_tickets_expires_at"), "appeal_tickets", ["expires_at"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_appeal_tickets_expires_at"), table_name="appeal_tickets")
    op.drop_table("appeal_tickets")
    op.drop_table("suspension_appeals")
