"""What rooms and the hallway are told when something about people changes."""

from torg.db.session import Transaction
from torg.kit.ids import AccountId
from torg.rooms.repository import Rooms


async def follow_changed(
    transaction: Transaction, follower: AccountId, followed: AccountId
) -> None:
    """Tell that one follows another, or no longer: it orders hallways and opens social rooms."""
    transaction.tell("hallway", {"kind": "changed", "eyes": (follower,)})
    await _tell_the_room_of(transaction, followed)


async def block_changed(transaction: Transaction, blocker: AccountId, blocked: AccountId) -> None:
    """Tell that one has blocked another, or no longer; neither follows the other any more."""
    transaction.tell("hallway", {"kind": "changed", "eyes": (blocker, blocked)})
    await _tell_the_room_of(transaction, blocker)
    await _tell_the_room_of(transaction, blocked)


async def person_changed(transaction: Transaction, account: AccountId) -> None:
    """Tell that somebody looks different: another name, handle, photo, or other languages."""
    transaction.tell("hallway", {"kind": "changed", "eyes": (account,), "person": account})
    transaction.tell(f"me:{account}", {"kind": "changed"})
    await _tell_the_room_of(transaction, account)


async def _tell_the_room_of(transaction: Transaction, account: AccountId) -> None:
    room_id = await Rooms(transaction).whereabouts(account)
    if room_id is not None:
        transaction.tell(f"room:{room_id}", {"kind": "changed"})
