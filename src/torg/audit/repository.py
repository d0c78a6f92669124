"""All SQL about the audit log: entries are added and read, never changed."""

from datetime import datetime

from structlog.contextvars import get_contextvars

from torg.audit.acts import Act
from torg.audit.models import AuditRow
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId


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
            request_id=request_id or get_contextvars().get("request_id", "-"),
        )
        self._session.add(row)
        await self._session.flush()
