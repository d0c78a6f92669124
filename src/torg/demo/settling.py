"""Gives the demo community its accounts, login sessions, ties, and one open invitation."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from torg.accounts.account import Account, InstanceRole, Person
from torg.accounts.photos_repository import Photos
from torg.accounts.profile_repository import Profiles
from torg.accounts.repository import Accounts, NewAccount
from torg.accounts.service import sign_in
from torg.config import Settings
from torg.db.session import Database, Transaction
from torg.demo.characters import COMMUNITY, FOLLOWS, NOMINATED, SARA, Character
from torg.demo.portraits import PORTRAITS, drawn
from torg.invitations.branches_repository import Nominations
from torg.invitations.instance_key import InstanceKey
from torg.invitations.repository import Invitations
from torg.invitations.tree_repository import Admissions
from torg.kit.fresh import new_secret, new_uuid
from torg.kit.ids import AccountId, InvitationId
from torg.kit.origin import own_origin
from torg.social.repository import Follows

INVITED_FOR: Final = timedelta(days=14)


async def settle(
    database: Database, key: InstanceKey, now: datetime
) -> Mapping[Character, tuple[Account, str]]:
    """Sign every demo member in, making the accounts that are missing; give their secrets too."""
    async with database.transaction() as transaction:
        accounts = Accounts(transaction)
        known = dict(await accounts.people_by_handle([who.handle for who in COMMUNITY]))
        for who in COMMUNITY:
            if who.handle not in known:
                known[who.handle] = person = await accounts.add(_new(who), now)
                await _admit(transaction, key, person.id, _inviter_of(who, known), now)
            await _portray(transaction, known[who.handle], who, now)
        follows = Follows(transaction)
        for one, other in FOLLOWS:
            await follows.add(known[one.handle].id, known[other.handle].id, now)
        return {
            who: await sign_in(transaction, known[who.handle], _new(who), now) for who in COMMUNITY
        }


async def invitation_link(transaction: Transaction, settings: Settings, now: datetime) -> str:
    """Make an invitation by Sara, whatever her quota says: the demo's door is never shut."""
    sara = (await Accounts(transaction).people_by_handle([SARA.handle]))[SARA.handle]
    invitation, token = await _invitation_by(transaction, sara.id, now)
    return f"{own_origin(settings)}/join/{invitation}#{token}"


def _new(who: Character) -> NewAccount:
    return NewAccount(who.handle, who.name, who.languages, InstanceRole.MEMBER)


def _inviter_of(who: Character, known: Mapping[str, Person]) -> AccountId | None:
    return known[SARA.handle].id if who in NOMINATED else None


async def _admit(
    transaction: Transaction,
    key: InstanceKey,
    member: AccountId,
    inviter: AccountId | None,
    now: datetime,
) -> None:
    """Record how somebody came in; that a nomination is shown takes the consent of both."""
    admissions = Admissions(transaction, key)
    if inviter is None:
        await admissions.root(member, now)
        return
    invitation, token = await _invitation_by(transaction, inviter, now)
    await Invitations(transaction).use(invitation, token, now)
    await admissions.record(member, inviter, invitation, now)
    nominations = Nominations(transaction)
    await nominations.member_agrees(member, shows=True)
    await nominations.inviter_agrees(inviter, member, shows=True)


async def _invitation_by(
    transaction: Transaction, inviter: AccountId, now: datetime
) -> tuple[InvitationId, str]:
    invitation, token = InvitationId(new_uuid()), new_secret()
    expires_at = now + INVITED_FOR
    await Invitations(transaction).add(invitation, inviter, token, "en", now, expires_at)
    return invitation, token


async def _portray(transaction: Transaction, person: Person, who: Character, now: datetime) -> None:
    """Let the profile say what the character is; a portrait is drawn once."""
    said = {"bio": who.bio, "languages": who.languages}
    await Profiles(transaction).change(person.id, said)
    if person.photo is None:
        await Photos(transaction).replace(person.id, drawn(PORTRAITS[who]), now)
