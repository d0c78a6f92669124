"""Going for good: one transaction ends what is open, passes on what must stay, erases the rest."""

from datetime import datetime

from torg.accounts.account import Account
from torg.accounts.repository import LoginSessions
from torg.accounts.rules import is_proof
from torg.accounts.sessions import Departure, Ending, end_all_of
from torg.accounts.ways_back import WaysBack
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.errors import OwnerMustStay, ProofTooOld, Validation
from torg.kit.ids import AccountId
from torg.leaving.erasing import Erasing
from torg.leaving.remaining import Remaining
from torg.rooms.acting import Acting
from torg.rooms.awaiting import awaited
from torg.stage import commands as c
from torg.stage.state import EndReason


async def require_proof(transaction: Transaction, me: Account, now: datetime) -> None:
    """Ask for a sign-in not older than ten minutes. Raises ProofTooOld."""
    if not is_proof(await LoginSessions(transaction).proved_at(me.login_session), now):
        raise ProofTooOld


class Leaving:
    """Lets a member go, within one transaction."""

    def __init__(
        self,
        transaction: Transaction,
        depart: Departure,
        acting: Acting,
        ways_back: WaysBack,
        now: datetime,
    ) -> None:
        """Take what leads out of rooms, by a login session or without one, and back in."""
        self._transaction = transaction
        self._remaining = Remaining(transaction)
        self._depart = depart
        self._acting = acting
        self._ways_back = ways_back
        self._now = now

    async def go(self, me: Account, handle: str) -> None:
        """Delete the account whose handle is typed again.

        Raises ProofTooOld, Validation for another handle, OwnerMustStay.
        """
        await require_proof(self._transaction, me, self._now)
        if handle != me.handle:
            raise Validation
        await self._pass_the_instance_on(me)
        await Ending(self._transaction, me, self._depart, self._now).all()
        await self._out_of_rooms(me)
        await Erasing(self._transaction).erase(me.id, self._now)

    async def _pass_the_instance_on(self, me: Account) -> None:
        """Make an admin the owner, where the owner goes and others stay.

        It is the first to have come of those who could sign in anew, as they will have to.
        """
        if not await self._remaining.is_owner(me.id):
            return
        heir = await self._heir_of(me.id)
        if heir is not None:
            await self._remaining.make_owner(heir)
            await end_all_of(self._transaction, heir, self._depart, self._now)
            await Audit(self._transaction).note(
                Act.OWNERSHIP_PASSED, self._now, actor=me.id, target=heir
            )
            self._transaction.tell(f"me:{heir}", {"kind": "changed"})
        elif await self._remaining.anybody_but(me.id):
            raise OwnerMustStay

    async def _heir_of(self, owner: AccountId) -> AccountId | None:
        for heir in await self._remaining.heirs_of(owner):
            if await self._ways_back.has_one(heir):
                return heir
        return None

    async def _out_of_rooms(self, me: Account) -> None:
        """Give up what waits in rooms for who has lost the connection: seats, hands, offers."""
        for room, _ in sorted(await awaited(self._transaction, [me.id])):
            live = await self._acting.load(room)
            if live is not None:
                leave = c.Leave(me.id, EndReason.SIGNED_OUT)
                await self._acting.apply(live.stage, [leave], self._now)
