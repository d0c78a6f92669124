"""Finds the members whose rows are to be shown."""

from collections.abc import Collection

from torg.accounts.repository import Accounts
from torg.kit.ids import AccountId
from torg.rooms.view import Member, Members


async def members(accounts: Accounts, ids: Collection[AccountId]) -> Members:
    """Give these members; who has deleted their account is left out."""
    joined_at = await accounts.joined_at(ids)
    people = await accounts.people(ids)
    return {who: Member(person, joined_at[who]) for who, person in people.items()}
