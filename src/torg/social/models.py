"""The tables of who follows and who blocks whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base


class FollowRow(Base):
    """One member follows another."""

    __tablename__ = "follows"

    follower_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    followed_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts.id"), primary_key=True, index=True
    )
    at: Mapped[datetime]


class BlockRow(Base):
    """One member has blocked another; nobody else ever learns it."""

    __tablename__ = "blocks"

    blocker_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    blocked_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts.id"), primary_key=True, index=True
    )
    at: Mapped[datetime]
