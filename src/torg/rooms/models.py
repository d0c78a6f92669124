"""The tables of rooms and of what their stages remember beside the leases."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base

_LIVE = text("ended_at IS NULL")


class RoomRow(Base):
    """One room, live while `ended_at` is empty."""

    __tablename__ = "rooms"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(60))
    languages: Mapped[list[str]] = mapped_column(JSON)
    type: Mapped[str] = mapped_column(String(16))
    record_status: Mapped[str] = mapped_column(String(16))
    host_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime]
    demo: Mapped[bool]
    epoch: Mapped[int]
    quiet_since: Mapped[datetime | None]
    closing_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(String(16))
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    end_words: Mapped[str | None] = mapped_column(String(280))
    """Why an admin ended it, in words shown to all."""

    __table_args__ = (
        Index("ix_rooms_live", "opened_at", sqlite_where=_LIVE, postgresql_where=_LIVE),
    )


class RoomListRow(Base):
    """One member on the list of a closed room."""

    __tablename__ = "room_lists"

    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    added_at: Mapped[datetime]


class HandRow(Base):
    """A raised hand (`raised_at`), and what "Not now" left behind when it is down."""

    __tablename__ = "hands"

    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    raised_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    refusals: Mapped[int] = mapped_column(default=0)
    refused_at: Mapped[datetime | None]


class OfferRow(Base):
    """An open invitation to speak."""

    __tablename__ = "offers"

    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    until: Mapped[datetime]


class SeatRow(Base):
    """A place on stage that waits for somebody who lost the connection."""

    __tablename__ = "seats"

    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    held: Mapped[bool]
    since: Mapped[datetime]
    until: Mapped[datetime]


class HiddenRoomRow(Base):
    """A room one member does not want to see in the hallway."""

    __tablename__ = "hidden_rooms"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    at: Mapped[datetime]


class PingRow(Base):
    """One member asked another into a live room, once."""

    __tablename__ = "pings"

    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    to_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    at: Mapped[datetime]
