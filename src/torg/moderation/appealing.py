"""Suspensions as the suspended use them: told about it after a right proof, they may appeal."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from torg.accounts.suspension import Suspension
from torg.accounts.suspension_repository import Suspensions
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.errors import AppealMade, AppealTicketDead, SuspensionTold
from torg.kit.fresh import new_secret
from torg.kit.ids import AccountId
from torg.moderation.appeals_repository import (
    AppealTickets,
    SuspensionAppealed,
    SuspensionAppeals,
)
from torg.moderation.calling import call_admins
from torg.moderation.naming import names_for
from torg.moderation.report_rules import BY_A_REPORT
from torg.moderation.reports_repository import Appealed, Appeals, Filed, FiledReports

SUSPENDING: Final = (Act.SUSPENDED, Act.BANNED)


class Appealing:
    """What one suspended member may know and do, within one transaction.

    A suspension that a report led to is appealed as the decision of that report.
    """

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        self._transaction = transaction
        self._suspensions = Suspensions(transaction)
        self._reports = FiledReports(transaction)
        self._report_appeals = Appeals(transaction)
        self._appeals = SuspensionAppeals(transaction)
        self._tickets = AppealTickets(transaction)
        self._audit = Audit(transaction)
        self._now = now

    async def told(self, account: AccountId) -> SuspensionTold | None:
        """Tell who has just proved it is them, with a ticket to appeal unless they have.

        None when the suspension has been lifted meanwhile.
        """
        suspension = await self._suspensions.standing(account, self._now)
        if suspension is None:
            return None
        report = await self._reports.that_suspended(account, suspension.since)
        told = await self._with_appeal(
            account, await self._why(account, suspension, report), report
        )
        if told.appealed_at is not None:
            return told
        ticket = new_secret()
        await self._tickets.replace(account, suspension.since, ticket, self._now)
        return replace(told, ticket=ticket)

    async def appeal(self, ticket: str, words: str) -> None:
        """Ask, once, that a suspension be lifted. Raises AppealTicketDead."""
        account, since = await self._tickets.use(ticket, self._now)
        # Its report is locked before the account, as by who decides and answers.
        report = await self._reports.that_suspended(account, since, lock=True)
        suspension = await self._suspensions.standing(account, self._now)
        if suspension is None or suspension.since != since:
            raise AppealTicketDead
        try:
            if report is None:
                await self._appeals.add(account, since, words, self._now)
            else:
                await self._report_appeals.add(report.id, account, words, self._now)
        except AppealMade:
            raise AppealTicketDead from None
        sides = (account,) if report is None else report.sides.all
        await call_admins(
            self._transaction, sides, self._now, None if report is None else report.id
        )

    async def _why(
        self, account: AccountId, suspension: Suspension, report: Filed | None
    ) -> SuspensionTold:
        told = SuspensionTold(suspension.since, suspension.until)
        if report is not None:
            names = await names_for(self._transaction, (), {report.room})
            title = names.room(report.room).title or None
            return replace(told, about=report.reason, room=title, words=report.note or None)
        words = await self._reason_of(account, suspension.since, SUSPENDING)
        # A report that is gone has left this word in its place.
        return replace(told, words=None if words == BY_A_REPORT else words)

    async def _with_appeal(
        self, account: AccountId, told: SuspensionTold, report: Filed | None
    ) -> SuspensionTold:
        made: SuspensionAppealed | Appealed | None
        if report is None:
            made = await self._appeals.against(account, told.since)
        else:
            sides = (await self._report_appeals.of([report.id])).get(report.id, ())
            made = next((each for each in sides if each.by == account), None)
        if made is None:
            return told
        told = replace(told, appealed_at=made.at, answered_at=made.answered_at, upheld=made.upheld)
        if made.answered_at is None:
            return told
        answer = await self._reason_of(account, made.answered_at, (Act.APPEAL_ANSWERED,))
        return replace(told, answer=answer)

    async def _reason_of(
        self, account: AccountId, at: datetime, acts: tuple[Act, ...]
    ) -> str | None:
        """Give why somebody did this to the member, while the audit log knows it."""
        found = await self._audit.done_to([account], [at], acts)
        return found[0].reason if found else None
