"""`torg invite`: makes invitations in the owner's name, with a QR code to hold a phone to."""

import io
from datetime import datetime
from typing import Final

import segno
from sqlalchemy import select

from torg.accounts.account import InstanceRole
from torg.accounts.models import AccountRow
from torg.accounts.repository import Accounts
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.config import Settings
from torg.console.refused import Refused
from torg.db.session import Transaction
from torg.errors import QuotaSpent
from torg.invitations.schemas import InvitationMade, NewInvitation
from torg.invitations.service import Admission
from torg.kit.fresh import new_uuid
from torg.kit.ids import AccountId, InvitationId, LoginSessionId

MARGIN: Final = "    "


async def invite(
    transaction: Transaction, settings: Settings, wish: NewInvitation, count: int, now: datetime
) -> list[InvitationMade]:
    """Make so many invitations as the owner. Raises Refused where there is none, or none left."""
    query = select(AccountRow.id).where(
        AccountRow.role == InstanceRole.OWNER, AccountRow.deleted_at.is_(None)
    )
    owner = await transaction.session.scalar(query)
    # Whoever sits at the console has no login session; inviting asks for none.
    nobody = LoginSessionId(new_uuid())
    me = None if owner is None else await Accounts(transaction).acting(AccountId(owner), nobody)
    if me is None:
        raise Refused("This instance has no owner yet. Start it and open the link it prints.")
    admission = Admission(transaction, settings)
    try:
        made = [
            await admission.invite(me, InvitationId(new_uuid()), wish, now) for _ in range(count)
        ]
    except QuotaSpent as spent:
        raise Refused(
            "That is more than the owner has left to give. Invitations come back when somebody"
            " joins by them, or when they are withdrawn or run out. None was made."
        ) from spent
    for _ in made:
        await Audit(transaction).note(Act.INVITATION_PRINTED, now, target=me.id)
    return made


def drawn(link: str) -> str:
    """Draw a link as a QR code in half blocks, as it is right on a dark terminal."""
    picture = io.StringIO()
    segno.make_qr(link, error="l").terminal(picture, border=2, compact=True)
    return "\n".join(f"{MARGIN}{line}" for line in picture.getvalue().splitlines())
