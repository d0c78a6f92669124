"""Reports as admins read them: the list, and one with its evidence; each look is written down."""

from datetime import datetime
from uuid import UUID

from torg.accounts.account import Account
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.errors import ReportNotFound
from torg.moderation.answering import Answering
from torg.moderation.cursors import by_moment, moment_in
from torg.moderation.evidence import evidence_in
from torg.moderation.looking import note_look
from torg.moderation.naming import names_for
from torg.moderation.report_rules import ReportState, may_handle
from torg.moderation.report_schemas import Appeal, Present, Report, ReportRow, Reports
from torg.moderation.reports_repository import PAGE, Appeals, FiledReports


async def listed(
    transaction: Transaction,
    admin: Account,
    state: ReportState | None,
    after: str | None,
    now: datetime,
) -> Reports:
    """Give a page of the reports this admin may handle. Raises BadRequest."""
    behind = None if after is None else moment_in(after)
    await note_look(transaction, admin, Act.REPORTS_LOOKED_AT, now, continues=after is not None)
    found = await FiledReports(transaction).page(admin.id, state, behind)
    page = found[:PAGE]
    names = await names_for(
        transaction, {one.sides.reported for one in page}, {one.room for one in page}
    )
    appeals = await Appeals(transaction).of([one.id for one in page])
    last = page[-1] if len(found) > PAGE else None
    return Reports(
        reports=tuple(
            ReportRow(
                id=one.id,
                room=names.room(one.room),
                about=names.person(one.sides.reported),
                reason=one.reason,
                created_at=one.created_at,
                state=one.state,
                decision=one.decision,
                appeals_open=sum(each.answered_at is None for each in appeals.get(one.id, ())),
            )
            for one in page
        ),
        next=None if last is None else by_moment(last.created_at, last.id),
    )


async def opened(transaction: Transaction, admin: Account, report: UUID, now: datetime) -> Report:
    """Open one report. Raises ReportNotFound, for one by or about this admin too."""
    filed = await FiledReports(transaction).get(report)
    if not may_handle(admin.id, filed.sides):
        raise ReportNotFound
    await Audit(transaction).note(Act.REPORT_OPENED, now, actor=admin.id)
    evidence = evidence_in(filed.evidence, filed.room)
    appeals = (await Appeals(transaction).of([report])).get(report, ())
    answering = Answering(transaction, now)
    mine = {each.by: await answering.may_answer(admin.id, filed, each.by) for each in appeals}
    people = {filed.sides.reporter, filed.sides.reported, filed.reviewed_by}
    people |= {who for who, _ in evidence.present}
    people |= {who for entry in evidence.entries for who in (entry.actor, entry.target)}
    names = await names_for(transaction, people, {filed.room})
    return Report(
        id=filed.id,
        room=names.room(filed.room),
        reporter=names.person(filed.sides.reporter),
        about=names.person(filed.sides.reported),
        reason=filed.reason,
        words=filed.words,
        created_at=filed.created_at,
        state=filed.state,
        reviewed_by=names.person(filed.reviewed_by),
        decided_at=filed.decided_at,
        decision=filed.decision,
        note=filed.note,
        present=tuple(
            Present(person=names.person(who), role=role) for who, role in evidence.present
        ),
        entries=tuple(map(names.entry, evidence.entries)),
        appeals=tuple(
            Appeal(
                person=person,
                words=each.words,
                at=each.at,
                answered_at=each.answered_at,
                upheld=each.upheld,
                mine_to_answer=mine[each.by] and each.answered_at is None,
            )
            for each in appeals
            if (person := names.person(each.by)) is not None
        ),
    )
