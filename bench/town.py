"""A town to measure in: members who follow each other, as rows written before Torg starts."""

import asyncio
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Insert, insert, text

from torg.accounts.account import InstanceRole
from torg.accounts.models import LoginSessionRow
from torg.accounts.repository import Accounts, NewAccount
from torg.db.session import Database, Transaction
from torg.invitations.models import AllowanceRow, InvitationRow
from torg.kit.fresh import fingerprint_of
from torg.migrations.upgrade import upgrade
from torg.social.models import FollowRow

FIRST: Final = ("Anna", "Þóra", "Jón", "Ívar", "Ólöf", "Guðrún", "Иван", "Мария", "Сергей", "Lena")
LAST: Final = ("Jónsdóttir", "Bergsson", "Петров", "Орлова", "Smith", "Novak", "Þórsson", "Ли")
LANGUAGES: Final = (("en",), ("is",), ("ru",), ("is", "en"), ("ru", "en"))
FOLLOWED_AT_MOST: Final = 500
BATCH: Final = 20_000


@dataclass(frozen=True, slots=True)
class Resident:
    """A member whose browser the bench can be."""

    id: UUID
    handle: str
    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class Town:
    """What was written."""

    members: Sequence[Resident]
    follows: int
    invitations: Sequence[tuple[UUID, str]]
    """Ids and tokens nobody has used."""


async def build(url: str, members: int, invitations: int, seed: int) -> Town:
    """Write into an empty database; the same seed gives the same town, but for its ids."""
    database = Database(url, lambda topic, frame: None)  # noqa: ARG005 - nobody is told
    dice = random.Random(seed)  # noqa: S311 - a figure is to be had again
    now = datetime.now(UTC)
    try:
        await upgrade(database)
        async with database.transaction() as transaction:
            residents = await _settle(transaction, members, dice, now)
            follows = await _write(transaction, insert(FollowRow), _follows(residents, dice, now))
            links = [
                (UUID(int=dice.getrandbits(128), version=4), f"token-{number}-of-a-bench")
                for number in range(invitations)
            ]
            await _write(transaction, insert(InvitationRow), _invitations(links, residents, now))
            # Both databases would have done so by themselves in a town that grew.
            await transaction.session.execute(text("ANALYZE"))
    finally:
        await database.close()
    # The first commit of Torg would otherwise wait for all of it to reach the disk.
    await asyncio.to_thread(os.sync)
    return Town(residents, follows, links)


async def _settle(
    transaction: Transaction, members: int, dice: random.Random, now: datetime
) -> list[Resident]:
    accounts = Accounts(transaction)
    residents = []
    for number in range(members):
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
        role = InstanceRole.MEMBER if number else InstanceRole.OWNER
        who = NewAccount(spelled(number), name, dice.choice(LANGUAGES), role)
        person = await accounts.add(who, now - timedelta(days=dice.randrange(400)))
        residents.append(Resident(person.id, who.handle, name, f"secret-{number}-of-a-bench"))
    await _write(transaction, insert(LoginSessionRow), _sessions(residents, dice, now))
    await _write(transaction, insert(AllowanceRow), _allowances(residents, dice, now))
    return residents


def spelled(number: int) -> str:
    """Spell a number in letters that look like no others."""
    letters = "abefhkprstxy"
    handle = ""
    for _ in range(6):
        number, letter = divmod(number, len(letters))
        handle += letters[letter]
    return handle


def _sessions(
    residents: Sequence[Resident], dice: random.Random, now: datetime
) -> Iterator[dict[str, Any]]:
    for resident in residents:
        yield {
            "id": UUID(int=dice.getrandbits(128), version=4),
            "account_id": resident.id,
            "secret_hash": fingerprint_of(resident.secret),
            "created_at": now,
            "last_seen_at": now,
            "expires_at": now + timedelta(days=1),
        }


def _allowances(
    residents: Sequence[Resident], dice: random.Random, now: datetime
) -> Iterator[dict[str, Any]]:
    """Count what each has taken part in until lately, as a town does that was never down."""
    for resident in residents:
        counted_until = now - timedelta(hours=dice.randrange(29 * 24))
        yield {"account_id": resident.id, "grown": 0, "granted": 0, "counted_until": counted_until}


def _follows(
    residents: Sequence[Resident], dice: random.Random, now: datetime
) -> Iterator[dict[str, Any]]:
    for resident in residents:
        for followed in dice.sample(
            residents, min(dice.randint(0, FOLLOWED_AT_MOST), len(residents))
        ):
            if followed is not resident:
                yield {"follower_id": resident.id, "followed_id": followed.id, "at": now}


def _invitations(
    links: Sequence[tuple[UUID, str]], residents: Sequence[Resident], now: datetime
) -> Iterator[dict[str, Any]]:
    for number, (invitation, token) in enumerate(links):
        yield {
            "id": invitation,
            "inviter_id": residents[number % len(residents)].id,
            "token_hash": fingerprint_of(token),
            "language": "en",
            "created_at": now,
            "expires_at": now + timedelta(days=14),
        }


async def _write(
    transaction: Transaction, statement: Insert, rows: Iterator[dict[str, Any]]
) -> int:
    written = 0
    while batch := list(islice(rows, BATCH)):
        await transaction.session.execute(statement, batch)
        written += len(batch)
        await asyncio.sleep(0)
    return written
