"""The words by whose beginnings members are found; the gateway writes them at its start."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e91a60a2a8ee"
down_revision: str | None = "c3f0a9d1b7e4"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    word = sa.String(length=64)
    op.create_table(
        "search_words",
        sa.Column(
            "word",
            word.with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_search_words_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("word", "account_id", name=op.f("pk_search_words")),
    )
    op.create_index(
        op.f("ix_search_words_account_id"), "search_words", ["account_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_search_words_account_id"), table_name="search_words")
    op.drop_table("search_words")
