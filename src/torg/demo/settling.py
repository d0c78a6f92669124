"""Gives the demo community its accounts, login sessions and one open invitation."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from torg.accounts.account import Account, InstanceRole
from torg.accounts.repository import Accounts, NewAccount
from torg.accounts.service import register, sign_in
from torg.config import Settings
from torg.db.session import Database, Transaction
from torg.demo.script import COMMUNITY, SARA, Character
from torg.invitations.instance_key import InstanceKey
from torg.invitations.repository import Invitations
from torg.invitations.tree_repository import Admissions
from torg.kit.fresh import new_secret, new_uuid
from torg.kit.ids import InvitationId
from torg.kit.origin import own_origin

INVITED_FOR: Final = timedelta(days=14)


async def settle(
    database: Database, key: InstanceKey, now: datetime
) -> Mapping[Character, tuple[Account, str]]:
    """Sign every demo member in, making the accounts that are missing; give their secrets too."""
    async with database.transaction() as transaction:
        known = await Accounts(transaction).people_by_handle([who.handle for who in COMMUNITY])
        signed_in = {}
        for who in COMMUNITY:
            new = NewAccount(who.handle, who.name, ("en",), InstanceRole.MEMBER)
            person = known.get(who.handle)
            if person is None:
                account, secret = await register(transaction, new, now)
                await Admissions(transaction, key).root(account.id, now)
            else:
                account, secret = await sign_in(transaction, person, new, now)
            signed_in[who] = (account, secret)
        return signed_in


async def invitation_link(transaction: Transaction, settings: Settings, now: datetime) -> str:
    """Make an invitation by Sara, whatever her quota says: the demo's door is never shut."""
    sara = (await Accounts(transaction).people_by_handle([SARA.handle]))[SARA.handle]
    token, new = new_secret(), InvitationId(new_uuid())
    await Invitations(transaction).add(new, sara.id, token, "en", now, now + INVITED_FOR)
    return f"{own_origin(settings)}/join/{new}#{token}"
