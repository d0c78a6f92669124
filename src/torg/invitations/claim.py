"""All SQL about whose an instance is: nobody's yet, its owner's alone, or a community's."""

from typing import Literal

from sqlalchemy import exists, select

from torg.accounts.account import InstanceRole
from torg.accounts.models import AccountRow
from torg.accounts.repository import Accounts
from torg.db.session import Transaction

State = Literal["unclaimed", "being_set_up", "ready"]


async def state_of(transaction: Transaction, *, is_set_up: bool) -> State:
    """Say how far the instance is; with a second member it is ready, whatever steps are left."""
    if not await Accounts(transaction).any_owner():
        return "unclaimed"
    if is_set_up or await _anybody_but_the_owner(transaction):
        return "ready"
    return "being_set_up"


async def _anybody_but_the_owner(transaction: Transaction) -> bool:
    others = (AccountRow.role != InstanceRole.OWNER, AccountRow.deleted_at.is_(None))
    return bool(await transaction.session.scalar(select(exists().where(*others))))
