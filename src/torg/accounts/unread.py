"""All SQL by which accounts count what their members have not read yet."""

from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, column, exists, func, select, table
from sqlalchemy.orm import InstrumentedAttribute

from torg.db.session import Transaction
from torg.kit.ids import AccountId

# The inbox and blocks stand above accounts, so only their columns are named.
_NOTICES = table(
    "notices", column("account_id", Uuid()), column("about_id", Uuid()), column("read_at")
)
_BLOCKS = table("blocks", column("blocker_id", Uuid()), column("blocked_id", Uuid()))


async def unread_of(transaction: Transaction, account: AccountId) -> int:
    """Count the notices in a member's inbox that they have not read, as far as they see them."""
    mine = (_NOTICES.c.account_id == account, _NOTICES.c.read_at.is_(None))
    query = select(func.count()).select_from(_NOTICES)
    return (
        await transaction.session.scalar(
            query.where(*mine, has_not_blocked(_NOTICES.c.about_id, account))
        )
        or 0
    )


def has_not_blocked(
    about: ColumnElement[UUID] | InstrumentedAttribute[UUID | None], reader: AccountId
) -> ColumnElement[bool]:
    """Select the notices that name nobody who has blocked their reader since."""
    blocks = (_BLOCKS.c.blocker_id == about, _BLOCKS.c.blocked_id == reader)
    return ~exists().where(*blocks)
