"""Reports as admins handle them: look, take up, decide, and answer appeals."""

from datetime import datetime
from uuid import UUID

from torg.accounts.account import Account
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.errors import NotAllowed, NotFound, ReportDecided, ReportNotFound
from torg.inbox.kinds import Kind
from torg.inbox.repository import Inbox
from torg.kit.ids import AccountId
from torg.moderation.answering import Answering, would_lift
from torg.moderation.report_rules import (
    AGAINST_A_MEMBER,
    BY_A_REPORT,
    Decision,
    ReportState,
    may_handle,
)
from torg.moderation.report_schemas import AppealAnswer, NewDecision
from torg.moderation.reports_repository import Appeals, Filed, FiledReports
from torg.moderation.suspending import Suspending


class Handling:
    """What one admin does about reports, within one transaction.

    No entry of the audit log that the two sides, or the moderators of the room, could read
    tells who reported, or that anybody did before it is decided.
    """

    def __init__(
        self, transaction: Transaction, admin: Account, suspending: Suspending, now: datetime
    ) -> None:
        self._transaction = transaction
        self._reports = FiledReports(transaction)
        self._appeals = Appeals(transaction)
        self._audit = Audit(transaction)
        self._inbox = Inbox(transaction)
        self._suspending = suspending
        self._admin = admin
        self._now = now

    async def review(self, report: UUID) -> None:
        """Take up an open report; one that somebody has taken up stays theirs.

        Raises ReportNotFound, ReportDecided.
        """
        filed = await self._mine_to_handle(report)
        if filed.state is ReportState.DECIDED:
            raise ReportDecided
        if await self._reports.review(report, self._admin.id):
            await self._audit.note(Act.REPORT_TAKEN, self._now, actor=self._admin.id)

    async def decide(self, report: UUID, new: NewDecision) -> None:
        """Decide a report, carry out what follows, and tell both sides.

        Raises ReportNotFound, ReportDecided, NotAllowed, MemberNotFound.
        """
        filed = await self._mine_to_handle(report)
        reported = filed.sides.reported
        if new.decision in AGAINST_A_MEMBER and reported is None:
            raise NotAllowed
        await self._reports.decide(report, self._admin.id, new.decision, new.note, self._now)
        await self._audit.note(
            Act.REPORT_DECIDED,
            self._now,
            actor=self._admin.id,
            target=reported,
            reason=new.decision,
        )
        if reported is not None:
            await self._carry_out(reported, new)
        for side in sorted(filed.sides.all):
            await self._inbox.tell(side, Kind.REPORT_DECIDED, self._now, subject=report)

    async def answer(self, report: UUID, appellant: UUID, answer: AppealAnswer) -> None:
        """Say whether a decision stands.

        Where it does not, its suspension is lifted at once; all else is an act of its own.
        Raises ReportNotFound, NotAllowed for who decided when another admin could answer and
        for who could not lift it, NotFound when there is no appeal to answer.
        """
        filed = await self._mine_to_handle(report)
        who = AccountId(appellant)
        answering = Answering(self._transaction, self._now)
        if not await answering.may_answer(self._admin.id, filed, who):
            raise NotAllowed
        if not await self._appeals.answer(report, appellant, upheld=answer.upheld, now=self._now):
            raise NotFound
        await self._audit.note(
            Act.APPEAL_ANSWERED,
            self._now,
            actor=self._admin.id,
            target=who,
            reason=answer.note or None,
        )
        await self._inbox.tell(who, Kind.APPEAL_ANSWERED, self._now, subject=report)
        if not answer.upheld and would_lift(filed, who) and filed.decided_at is not None:
            await self._suspending.take_back(who, filed.decided_at)

    async def _carry_out(self, reported: AccountId, new: NewDecision) -> None:
        match new.decision:
            case Decision.NO_ACTION:
                pass
            case Decision.WARNING:
                admin = self._admin.id
                await self._audit.note(Act.WARNED, self._now, actor=admin, target=reported)
            case Decision.SUSPENDED:
                await self._suspending.one(reported, new.days, BY_A_REPORT)
            case Decision.BANNED:
                await self._suspending.one(reported, None, BY_A_REPORT, Act.BANNED)

    async def _mine_to_handle(self, report: UUID) -> Filed:
        """Load a report under its lock; one by or about this admin is not there."""
        filed = await self._reports.get(report, lock=True)
        if not may_handle(self._admin.id, filed.sides):
            raise ReportNotFound
        return filed
