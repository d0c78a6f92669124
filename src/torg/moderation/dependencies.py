"""What the endpoints of admins need of their request: the right, and the parts of the service."""

from typing import Annotated

from fastapi import Depends, Request

from torg.accounts.account import Account
from torg.accounts.signed_in import SignedIn
from torg.db.session import Transaction
from torg.moderation.rights import Right, require
from torg.rooms.departing import Departing


class Holding:
    """Lets only those through who hold a right. Raises NotSignedIn, NotAllowed."""

    def __init__(self, right: Right) -> None:
        self.right = right

    def __call__(self, me: SignedIn) -> Account:
        """Give who asks."""
        require(me.role, self.right)
        return me


MemberKeeper = Annotated[Account, Depends(Holding(Right.LOOK_AT_MEMBERS))]
Suspender = Annotated[Account, Depends(Holding(Right.SUSPEND))]
AdminMaker = Annotated[Account, Depends(Holding(Right.MAKE_ADMINS))]
RoomKeeper = Annotated[Account, Depends(Holding(Right.LOOK_AT_ROOMS))]
RoomEnder = Annotated[Account, Depends(Holding(Right.END_ROOMS))]
InvitationKeeper = Annotated[Account, Depends(Holding(Right.LOOK_AT_INVITATIONS))]
ReportHandler = Annotated[Account, Depends(Holding(Right.HANDLE_REPORTS))]
AuditReader = Annotated[Account, Depends(Holding(Right.READ_THE_WHOLE_AUDIT_LOG))]


def departing_of(request: Request, transaction: Transaction) -> Departing:
    """Take people out of rooms in the transaction of a command."""
    state = request.app.state
    return Departing(transaction, state.stage_limits, state.reconciler.kick)
