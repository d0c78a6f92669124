"""Whether somebody whose sessions end could sign in anew, without the console's help."""

from torg.accounts.mail_repository import Emails
from torg.accounts.recovery_repository import RecoveryCodes
from torg.accounts.ways_repository import Passkeys
from torg.db.session import Transaction
from torg.kit.ids import AccountId


class WaysBack:
    """The ways back of members, within one transaction."""

    def __init__(self, transaction: Transaction, *, mails: bool) -> None:
        """Take whether codes can be mailed here."""
        self._passkeys = Passkeys(transaction)
        self._codes = RecoveryCodes(transaction)
        self._emails = Emails(transaction)
        self._mails = mails

    async def has_one(self, member: AccountId) -> bool:
        """Say whether a member has a passkey, an unused recovery code or a confirmed address."""
        if await self._passkeys.count(member) or await self._codes.left(member):
            return True
        if not self._mails:
            return False
        _, is_confirmed = await self._emails.of(member) or (None, False)
        return is_confirmed
