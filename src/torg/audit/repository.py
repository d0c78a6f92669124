"""All SQL about the audit log: entries are added, read, and erased after a year, never changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, insert, select
from structlog.contextvars import get_contextvars

from torg.audit.acts import Act
from torg.audit.models import AuditRow
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId

KEPT: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as stored; the number that orders it stays behind."""

    at: datetime
    act: Act
    actor: AccountId | None
    target: AccountId | None
    room: RoomId | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Behind:
    """A place in the log: behind so many entries of one moment."""

    at: datetime
    told: int


class Audit:
    """The log of privileged acts, written in the transaction of the act."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def note(  # noqa: PLR0913 - an entry has that many parts, each named by its caller
        self,
        act: Act,
        now: datetime,
        *,
        actor: AccountId | None = None,
        target: AccountId | None = None,
        room: RoomId | None = None,
        reason: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Write one entry. Without an actor it was the console, or the instance itself.

        The request id is that of the log lines around it unless another is given.
        """
        row = AuditRow(
            at=now,
            actor_id=actor,
            act=act,
            target_id=target,
            room_id=room,
            reason=reason,
            request_id=request_id or _request_id(),
        )
        self._session.add(row)
        await self._session.flush()

    async def note_each(
        self,
        act: Act,
        now: datetime,
        targets: Collection[AccountId],
        *,
        actor: AccountId,
        reason: str,
    ) -> None:
        """Write one entry for each target of one act."""
        same = {"at": now, "actor_id": actor, "act": act, "reason": reason}
        rows = [{**same, "target_id": target, "request_id": _request_id()} for target in targets]
        if rows:
            await self._session.execute(insert(AuditRow), rows)

    async def about(self, member: AccountId, after: Behind | None, most: int) -> Sequence[Written]:
        """Give what was done to a member, newest first."""
        return await self._some(AuditRow.target_id == member, after, most)

    async def done_to(
        self, members: Collection[AccountId], at: Collection[datetime], acts: Collection[Act]
    ) -> Sequence[Written]:
        """Give the acts of these kinds that were done to these members at these moments."""
        query = select(AuditRow).where(
            AuditRow.target_id.in_(members), AuditRow.at.in_(at), AuditRow.act.in_(acts)
        )
        rows = await self._session.scalars(query.order_by(AuditRow.number))
        return [_written(row) for row in rows]

    async def of_room(self, room: RoomId, after: Behind | None, most: int) -> Sequence[Written]:
        """Give what was done in a room, newest first."""
        return await self._some(AuditRow.room_id == room, after, most)

    async def all(self, after: Behind | None, most: int) -> Sequence[Written]:
        """Give what was done at all, newest first."""
        return await self._some(AuditRow.number.is_not(None), after, most)

    async def last(self, actor: AccountId, act: Act) -> datetime | None:
        """Say when somebody last did this."""
        query = select(AuditRow.at).where(AuditRow.actor_id == actor, AuditRow.act == act)
        return await self._session.scalar(query.order_by(AuditRow.at.desc()).limit(1))

    async def erase(self, now: datetime) -> None:
        """Forget what is older than a year."""
        await self._session.execute(delete(AuditRow).where(AuditRow.at <= now - KEPT))

    async def _some(
        self, which: ColumnElement[bool], after: Behind | None, most: int
    ) -> Sequence[Written]:
        query = select(AuditRow).where(which)
        if after is not None:
            query = query.where(AuditRow.at <= after.at).offset(after.told)
        order: tuple[ColumnElement[Any], ...] = (AuditRow.at.desc(), AuditRow.number.desc())
        rows = await self._session.scalars(query.order_by(*order).limit(most))
        return [_written(row) for row in rows]


def _written(row: AuditRow) -> Written:
    return Written(
        at=row.at,
        act=Act(row.act),
        actor=None if row.actor_id is None else AccountId(row.actor_id),
        target=None if row.target_id is None else AccountId(row.target_id),
        room=None if row.room_id is None else RoomId(row.room_id),
        reason=row.reason,
    )


def _request_id() -> str:
    found: str = get_contextvars().get("request_id", "-")
    return found
