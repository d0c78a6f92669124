"""All SQL about reports and the appeals against what was decided."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from torg.db.session import Transaction
from torg.errors import AppealMade, ReportDecided, ReportNotFound
from torg.kit.fresh import new_uuid
from torg.kit.ids import AccountId, RoomId
from torg.moderation.models import AppealRow, ReportRow
from torg.moderation.report_rules import (
    KEPT,
    SUSPENDS,
    Decision,
    ReportReason,
    ReportState,
    Sides,
)

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class NewFacts:
    """What a report is made of; `evidence` is JSON."""

    sides: Sides
    room: RoomId
    reason: ReportReason
    words: str
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as stored."""

    id: UUID
    sides: Sides
    room: RoomId
    reason: ReportReason
    words: str
    evidence: Mapping[str, Any]
    created_at: datetime
    state: ReportState
    reviewed_by: AccountId | None
    decided_at: datetime | None
    decision: Decision | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Appealed:
    """One side's appeal as stored."""

    by: AccountId
    words: str
    at: datetime
    answered_at: datetime | None
    upheld: bool | None


class FiledReports:
    """The reports of this instance, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def add(self, facts: NewFacts, now: datetime) -> UUID:
        """File a report; give its id."""
        row = ReportRow(
            id=new_uuid(),
            reporter_id=facts.sides.reporter,
            reported_id=facts.sides.reported,
            room_id=facts.room,
            reason=facts.reason,
            words=facts.words,
            evidence=dict(facts.evidence),
            created_at=now,
            state=ReportState.OPEN,
        )
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def get(self, report: UUID, *, lock: bool = False) -> Filed:
        """Give a report, for a command under its lock. Raises ReportNotFound."""
        query = select(ReportRow).where(ReportRow.id == report)
        row = await self._session.scalar(query.with_for_update() if lock else query)
        if row is None:
            raise ReportNotFound
        return _filed(row)

    async def by(self, reporter: AccountId) -> Sequence[Filed]:
        """Give the reports a member made, newest first."""
        return await self._some(ReportRow.reporter_id == reporter)

    async def decided_about(self, reported: AccountId) -> Sequence[Filed]:
        """Give the decided reports about a member, newest first."""
        decided = ReportRow.state == ReportState.DECIDED
        return await self._some(and_(ReportRow.reported_id == reported, decided))

    async def that_suspended(
        self, reported: AccountId, since: datetime, *, lock: bool = False
    ) -> Filed | None:
        """Give the report whose decision began a member's suspension: both are of one moment."""
        query = select(ReportRow).where(
            ReportRow.reported_id == reported,
            ReportRow.decided_at == since,
            ReportRow.decision.in_(SUSPENDS),
        )
        row = await self._session.scalar(query.with_for_update() if lock else query)
        return None if row is None else _filed(row)

    async def page(
        self, admin: AccountId, state: ReportState | None, after: tuple[datetime, UUID] | None
    ) -> Sequence[Filed]:
        """Give one page and one more of what this admin may handle, newest first."""
        # A comparison with NULL is no answer: a report without that side is not by or about them.
        theirs = [
            or_(side.is_(None), side != admin)
            for side in (ReportRow.reporter_id, ReportRow.reported_id)
        ]
        which = [*theirs] if state is None else [*theirs, ReportRow.state == state]
        if after is not None:
            at, last = after
            twin = and_(ReportRow.created_at == at, ReportRow.id > last)
            which.append(or_(ReportRow.created_at < at, twin))
        return await self._some(and_(*which), most=PAGE + 1)

    async def review(self, report: UUID, admin: AccountId) -> bool:
        """Note who looks into an open report; False when it was not open."""
        reviewed = (
            update(ReportRow)
            .where(ReportRow.id == report, ReportRow.state == ReportState.OPEN)
            .values(state=ReportState.IN_REVIEW, reviewed_by_id=admin)
            .returning(ReportRow.id)
        )
        return await self._session.scalar(reviewed) is not None

    async def decide(
        self, report: UUID, admin: AccountId, decision: Decision, note: str, now: datetime
    ) -> None:
        """Decide a report, once. Raises ReportDecided."""
        decided = (
            update(ReportRow)
            .where(ReportRow.id == report, ReportRow.state != ReportState.DECIDED)
            .values(
                state=ReportState.DECIDED,
                reviewed_by_id=admin,
                decided_at=now,
                decision=decision,
                note=note,
            )
            .returning(ReportRow.id)
        )
        if await self._session.scalar(decided) is None:
            raise ReportDecided

    async def erase_old(self, now: datetime) -> None:
        """Erase reports made too long ago, with the appeals to them."""
        old = ReportRow.created_at <= now - KEPT
        appeals = AppealRow.report_id.in_(select(ReportRow.id).where(old))
        await self._session.execute(delete(AppealRow).where(appeals))
        await self._session.execute(delete(ReportRow).where(old))

    async def _some(self, which: ColumnElement[bool], most: int = 1_000) -> Sequence[Filed]:
        order = (ReportRow.created_at.desc(), ReportRow.id)
        query = select(ReportRow).where(which).order_by(*order).limit(most)
        return [_filed(row) for row in await self._session.scalars(query)]


class Appeals:
    """The appeals, one for each side of a report."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def add(self, report: UUID, by: AccountId, words: str, now: datetime) -> None:
        """Keep an appeal; the report is locked. Raises AppealMade."""
        if await self._session.get(AppealRow, (report, by)) is not None:
            raise AppealMade
        self._session.add(AppealRow(report_id=report, account_id=by, words=words, at=now))
        await self._session.flush()

    async def of(self, reports: Collection[UUID]) -> Mapping[UUID, Sequence[Appealed]]:
        """Give the appeals to these reports, in their order."""
        query = select(AppealRow).where(AppealRow.report_id.in_(reports))
        found: defaultdict[UUID, list[Appealed]] = defaultdict(list)
        order = (AppealRow.at, AppealRow.account_id)
        for row in await self._session.scalars(query.order_by(*order)):
            found[row.report_id].append(_appealed(row))
        return found

    async def answer(self, report: UUID, by: UUID, *, upheld: bool, now: datetime) -> bool:
        """Answer one side's appeal, once; False when there is none to answer."""
        answered = (
            update(AppealRow)
            .where(
                AppealRow.report_id == report,
                AppealRow.account_id == by,
                AppealRow.answered_at.is_(None),
            )
            .values(answered_at=now, upheld=upheld)
            .returning(AppealRow.report_id)
        )
        return await self._session.scalar(answered) is not None


def _filed(row: ReportRow) -> Filed:
    return Filed(
        id=row.id,
        sides=Sides(_account(row.reporter_id), _account(row.reported_id)),
        room=RoomId(row.room_id),
        reason=ReportReason(row.reason),
        words=row.words,
        evidence=row.evidence,
        created_at=row.created_at,
        state=ReportState(row.state),
        reviewed_by=_account(row.reviewed_by_id),
        decided_at=row.decided_at,
        decision=None if row.decision is None else Decision(row.decision),
        note=row.note,
    )


def _appealed(row: AppealRow) -> Appealed:
    return Appealed(AccountId(row.account_id), row.words, row.at, row.answered_at, row.upheld)


def _account(account: UUID | None) -> AccountId | None:
    return None if account is None else AccountId(account)
