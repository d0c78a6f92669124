"""All SQL by which accounts count what their members have not read yet."""

from sqlalchemy import Uuid, column, func, select, table

from torg.db.session import Transaction
from torg.kit.ids import AccountId

# The inbox stands above accounts, so only its columns are named.
_NOTICES = table("notices", column("account_id", Uuid()), column("read_at"))


async def unread_of(transaction: Transaction, account: AccountId) -> int:
    """Count the notices in a member's inbox that they have not read."""
    mine = (_NOTICES.c.account_id == account, _NOTICES.c.read_at.is_(None))
    query = select(func.count()).select_from(_NOTICES).where(*mine)
    return await transaction.session.scalar(query) or 0
