"""Appeals against suspensions as admins handle them: the list, and the answer."""

from datetime import datetime
from uuid import UUID

from torg.accounts.account import Account
from torg.accounts.suspension import Suspension, holds
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.errors import NotAllowed, NotFound
from torg.inbox.kinds import Kind
from torg.inbox.repository import Inbox
from torg.moderation.answering import Answering
from torg.moderation.appeal_schemas import SuspensionAppeal, SuspensionAppeals
from torg.moderation.appealing import SUSPENDING
from torg.moderation.appeals_repository import SuspensionAppeals as Kept
from torg.moderation.looking import note_look
from torg.moderation.member_schemas import Suspended
from torg.moderation.members_repository import MemberList
from torg.moderation.naming import names_for
from torg.moderation.report_schemas import AppealAnswer
from torg.moderation.suspending import Suspending


async def waiting(transaction: Transaction, admin: Account, now: datetime) -> SuspensionAppeals:
    """Give the appeals that wait for an answer, but for this admin's own; the look is noted."""
    await note_look(transaction, admin, Act.APPEALS_LOOKED_AT, now, continues=False)
    found = await Kept(transaction).waiting(admin.id)
    by = {one.by for one in found}
    written = await Audit(transaction).done_to(by, {one.suspended_at for one in found}, SUSPENDING)
    acts = {(each.target, each.at): each for each in written}
    held = await MemberList(transaction).suspensions(by)
    names = await names_for(transaction, by | {each.actor for each in written}, ())
    answering = Answering(transaction, now)
    told: list[SuspensionAppeal] = []
    for one in found:
        act, person = acts.get((one.by, one.suspended_at)), names.person(one.by)
        if person is None:
            continue
        told.append(
            SuspensionAppeal(
                id=one.id,
                person=person,
                words=one.words,
                at=one.at,
                suspended=_if_it_holds(held.get(one.by), one.suspended_at, now),
                suspended_by=names.person(act.actor) if act else None,
                reason=act.reason if act else None,
                mine_to_answer=await answering.may_lift(
                    admin.id, one.by, act.actor if act else None
                ),
            )
        )
    return SuspensionAppeals(appeals=tuple(told))


async def answer(  # noqa: PLR0913, PLR0917 - who answers what, with what, and when
    transaction: Transaction,
    admin: Account,
    suspending: Suspending,
    appeal: UUID,
    new: AppealAnswer,
    now: datetime,
) -> None:
    """Say whether a suspension stands; where it does not, it is lifted at once.

    Raises NotFound for what is answered, unknown or this admin's own, NotAllowed for who
    suspended when another admin could answer, and for who could not lift it.
    """
    kept = Kept(transaction)
    made = await kept.get(appeal)
    if made.by == admin.id or made.answered_at is not None:
        raise NotFound
    acts = await Audit(transaction).done_to([made.by], [made.suspended_at], SUSPENDING)
    suspended_by = acts[0].actor if acts else None
    if not await Answering(transaction, now).may_lift(admin.id, made.by, suspended_by):
        raise NotAllowed
    await kept.answer(appeal, upheld=new.upheld, now=now)
    await Audit(transaction).note(
        Act.APPEAL_ANSWERED, now, actor=admin.id, target=made.by, reason=new.note or None
    )
    await Inbox(transaction).tell(made.by, Kind.APPEAL_ANSWERED, now)
    if not new.upheld:
        await suspending.take_back(made.by, made.suspended_at)


def _if_it_holds(stands: Suspension | None, since: datetime, now: datetime) -> Suspended | None:
    """Give a member's suspension if it is the one that began then, and not over."""
    if stands is None or stands.since != since or not holds(stands, now):
        return None
    return Suspended(since=since, until=stands.until)
