"""The table of what the owner has chosen; it has one row, or none yet."""

from datetime import datetime

from sqlalchemy import JSON, String, false
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base


class ChoicesRow(Base):
    """The owner's choices."""

    __tablename__ = "choices"

    id: Mapped[int] = mapped_column(primary_key=True)
    """Always 1."""
    name: Mapped[str] = mapped_column(String(60))
    languages: Mapped[list[str]] = mapped_column(JSON)
    accent: Mapped[str | None] = mapped_column(String(7))
    """#rrggbb with at least 4.5 : 1 on paper; NULL: Torg's own."""
    house_rules: Mapped[str] = mapped_column(String(4000), server_default="")
    shows_open_rooms: Mapped[bool] = mapped_column(server_default=false())
    """Whether outsiders may see the cards of open rooms."""
    set_up_at: Mapped[datetime | None]
    """When the first steps were done."""
