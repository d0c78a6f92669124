"""Writes down what admins look at: one entry for a look, however many pages it has."""

from datetime import datetime, timedelta
from typing import Final

from torg.accounts.account import Account
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.db.session import Transaction

SAME_LOOK: Final = timedelta(minutes=10)
"""A further page within this time belongs to the look that was written down."""


async def note_look(
    transaction: Transaction, admin: Account, act: Act, now: datetime, *, continues: bool
) -> None:
    """Note a look; `continues` is claimed by whoever asks for a further page, and is checked."""
    audit = Audit(transaction)
    if continues:
        last = await audit.last(admin.id, act)
        if last is not None and now - last < SAME_LOOK:
            return
    await audit.note(act, now, actor=admin.id)
