"""Mailed codes: written behind the reply, when nobody can tell any more how long that takes."""

from dataclasses import dataclass
from typing import Final

from torg.accounts.mail_repository import Emails, MailedCodes
from torg.accounts.mail_rules import Purpose, code_of
from torg.config import Settings
from torg.db.session import Database
from torg.errors import TooMany
from torg.kit.clock import Clock
from torg.kit.fresh import new_number
from torg.kit.ids import AccountId
from torg.kit.limits import Limited, Limits
from torg.kit.mail import Letter
from torg.kit.private import Private
from torg.kit.words import words_in

CODES: Final = 10**8


@dataclass(frozen=True, slots=True)
class CodeWriter:
    """Makes codes and the letters that carry them."""

    database: Database
    clock: Clock
    limits: Limits
    settings: Settings

    async def for_handle(self, handle: str) -> Letter | None:
        """Make a code to sign in by; None where nobody can be mailed, or was too often."""
        async with self.database.reading() as transaction:
            found = await Emails(transaction).confirmed_of(handle)
        if found is None:
            return None
        account, address, language = found
        try:
            self.limits.spend(Limited.MAILED_TO, account=account)
        except TooMany:
            return None
        return await self._letter(account, address, language, Purpose.SIGN_IN)

    async def to_confirm(
        self, account: AccountId, address: Private[str], language: str
    ) -> Letter | None:
        """Make the code that shows that mail to this address reaches the member, as above."""
        return await self._letter(account, address, language, Purpose.CONFIRM)

    async def _letter(
        self, account: AccountId, address: Private[str], language: str, purpose: Purpose
    ) -> Letter | None:
        """Make a code and its letter; None when the member has taken another address meanwhile.

        Whoever reads mail at the old one must get no code that counts.
        """
        code = code_of(new_number(CODES))
        async with self.database.transaction() as transaction:
            found = await Emails(transaction).of(account)
            if found is None or found[0].reveal() != address.reveal():
                return None
            await MailedCodes(transaction).replace(account, purpose, code, self.clock.now())
        words = words_in(language)
        key = purpose.replace("_", "-")
        instance, host = self.settings.instance_name, self.settings.origin.host or ""
        grouped = f"{code[:4]} {code[4:]}"
        return Letter(
            to=address,
            subject=words.say(f"mail-{key}-subject", instance=instance),
            text=words.say(f"mail-{key}-text", instance=instance, host=host, code=grouped),
        )
