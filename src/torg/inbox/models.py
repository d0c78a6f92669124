"""The tables of the inbox."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base


class NoticeRow(Base):
    """Something one member is told; words are put together by whoever shows it."""

    __tablename__ = "notices"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    """The member it is about."""
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("rooms.id"), index=True)
    subject_id: Mapped[UUID | None]
    """A report or a reservation, by its id."""

    __table_args__ = (Index("ix_notices_of_account", "account_id", "at"),)


class NoticeWishRow(Base):
    """How often a member wants to hear of one kind; without a row: always."""

    __tablename__ = "notice_wishes"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    """A kind of notice, or `all` for the pause of everything."""
    wish: Mapped[str] = mapped_column(String(16))
    """`always`, `sometimes` or `never`."""
