"""Reports as the two sides use them: one makes it, both read what came of it and may appeal."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from torg.db.session import Transaction
from torg.errors import MemberNotFound, NotAllowed, ReportDecided, ReportNotFound, ReportTooLate
from torg.kit.ids import AccountId, RoomId
from torg.moderation.calling import call_admins
from torg.moderation.evidence import evidence_of
from torg.moderation.naming import Names, names_for
from torg.moderation.report_rules import ReportState, Sides, is_in_time
from torg.moderation.report_schemas import (
    MyAppeal,
    MyReport,
    MyReports,
    NewReport,
    ReportAboutMe,
)
from torg.moderation.reports_repository import (
    Appealed,
    Appeals,
    Filed,
    FiledReports,
    NewFacts,
)
from torg.moderation.rooms_repository import BeenThere


class Reporting:
    """What one member does about reports, within one transaction."""

    def __init__(self, transaction: Transaction, me: AccountId, now: datetime) -> None:
        self._transaction = transaction
        self._reports = FiledReports(transaction)
        self._appeals = Appeals(transaction)
        self._been_there = BeenThere(transaction)
        self._me = me
        self._now = now

    async def report(self, new: NewReport) -> UUID:
        """File a report, with what the room looks like now; give its id.

        Raises RoomNotFound for who was never there, ReportTooLate, MemberNotFound when the
        other one was not there, NotAllowed for a report about oneself.
        """
        room = RoomId(new.room_id)
        if not is_in_time(await self._been_there.left_at(room, self._me), self._now):
            raise ReportTooLate
        reported = None if new.account_id is None else AccountId(new.account_id)
        if reported == self._me:
            raise NotAllowed
        if reported is not None and not await self._been_there.was_there(room, reported):
            raise MemberNotFound
        evidence = await evidence_of(self._transaction, room, self._now)
        sides = Sides(self._me, reported)
        facts = NewFacts(sides, room, new.reason, new.words, evidence)
        made = await self._reports.add(facts, self._now)
        await call_admins(self._transaction, sides.all, self._now, made)
        return made

    async def mine(self) -> MyReports:
        """List the reports I made, and the decided ones about me."""
        made = await self._reports.by(self._me)
        about_me = await self._reports.decided_about(self._me)
        both = [*made, *about_me]
        names = await names_for(
            self._transaction,
            {report.sides.reported for report in made},
            {report.room for report in both},
        )
        appeals = await self._appeals.of([report.id for report in both])
        return MyReports(
            made=tuple(_made(one, names, self._own(appeals.get(one.id, ()))) for one in made),
            about_me=tuple(
                _about_me(one, names, self._own(appeals.get(one.id, ()))) for one in about_me
            ),
        )

    async def appeal(self, report: UUID, words: str) -> None:
        """Ask that a decision be looked at again, once.

        Raises ReportNotFound, NotAllowed before the decision, AppealMade.
        """
        filed = await self._reports.get(report, lock=True)
        decided = filed.state is ReportState.DECIDED
        if self._me == filed.sides.reporter and not decided:
            raise NotAllowed
        if self._me not in filed.sides.all or not decided:
            raise ReportNotFound
        await self._appeals.add(report, self._me, words, self._now)
        await call_admins(self._transaction, filed.sides.all, self._now, report)

    def _own(self, appeals: Sequence[Appealed]) -> MyAppeal | None:
        own = (appeal for appeal in appeals if appeal.by == self._me)
        return next(
            (MyAppeal(at=one.at, answered_at=one.answered_at, upheld=one.upheld) for one in own),
            None,
        )


def _made(report: Filed, names: Names, appeal: MyAppeal | None) -> MyReport:
    return MyReport(
        id=report.id,
        room=names.room(report.room),
        about=names.person(report.sides.reported),
        reason=report.reason,
        created_at=report.created_at,
        state=report.state,
        decided_at=report.decided_at,
        decision=report.decision,
        note=report.note,
        appeal=appeal,
    )


def _about_me(report: Filed, names: Names, appeal: MyAppeal | None) -> ReportAboutMe:
    if report.decided_at is None or report.decision is None:
        raise ReportDecided
    return ReportAboutMe(
        id=report.id,
        room=names.room(report.room),
        reason=report.reason,
        decided_at=report.decided_at,
        decision=report.decision,
        note=report.note,
        appeal=appeal,
    )
