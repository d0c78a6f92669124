"""Finds the members whose rows are to be shown."""

from collections.abc import Collection

from torg.accounts.repository import Accounts
from torg.db.session import Transaction
from torg.kit.ids import AccountId
from torg.rooms.view import Member, Members
from torg.social.repository import Follows
from torg.stage.state import Stage


async def members(transaction: Transaction, ids: Collection[AccountId], stage: Stage) -> Members:
    """Give these members of a room; who has deleted their account is left out."""
    accounts = Accounts(transaction)
    joined_at = await accounts.joined_at(ids)
    people = await accounts.people(ids)
    speakers = [who.account for who in stage.on_stage]
    followed = await Follows(transaction).followed_among(ids, speakers)
    return {
        who: Member(person, joined_at[who], is_followed=who in followed)
        for who, person in people.items()
    }
