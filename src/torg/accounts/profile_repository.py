"""All SQL that changes what a member says about themselves."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from torg.accounts.models import AccountRow
from torg.db.session import Transaction
from torg.kit.ids import AccountId


class Profiles:
    """The profiles of members."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def change(self, account: AccountId, changed: Mapping[str, Any]) -> None:
        """Write these of `name`, `bio` and `languages`."""
        values = {key: list(v) if key == "languages" else v for key, v in changed.items()}
        which = AccountRow.id == account
        await self._session.execute(update(AccountRow).where(which).values(**values))
