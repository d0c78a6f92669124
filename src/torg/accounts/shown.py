"""Tells wherever members are shown that something about them has changed."""

from torg.db.session import Transaction
from torg.kit.ids import AccountId
from torg.media.repository import Leases


async def tell_where_shown(transaction: Transaction, account: AccountId) -> None:
    """Have a member's own topic, the rooms of the hallway and the room they are in read anew."""
    transaction.tell(f"me:{account}", {"kind": "changed"})
    transaction.tell("hallway", {"kind": "changed", "eyes": (account,), "person": account})
    await tell_room_of(transaction, account)


async def tell_room_of(transaction: Transaction, account: AccountId) -> None:
    """Have the room read anew in which a member is, if any."""
    lease = await Leases(transaction).live_of(account)
    if lease is not None:
        transaction.tell(f"room:{lease.room}", {"kind": "changed"})
