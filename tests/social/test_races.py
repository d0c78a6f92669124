"""What two people do at the same time comes out as if one had been first."""

import asyncio
from datetime import datetime

from tests.support.house import House

from torg.accounts.account import Account
from torg.accounts.profile import OwnProfile
from torg.db.session import Transaction
from torg.errors import HandleTaken, MemberNotFound, TorgError
from torg.kit.ids import AccountId
from torg.social.repository import Blocks, Follows
from torg.social.service import Blocking, Following

ROUNDS = 12


async def nobody_leaves(
    transaction: Transaction, blocker: AccountId, blocked: AccountId, now: datetime
) -> None:
    del transaction, blocker, blocked, now


async def follow(house: House, by: Account, whom: Account) -> None:
    async with house.database.transaction() as transaction:
        await Following(transaction, by, house.now).follow(whom.id)


async def block(house: House, by: Account, whom: Account) -> None:
    async with house.database.transaction() as transaction:
        await Blocking(transaction, by, nobody_leaves, house.now).block(whom.id)


async def take(house: House, account: Account, handle: str) -> None:
    async with house.database.transaction() as transaction:
        await OwnProfile(transaction, account, house.now).change_handle(handle)


async def test_nobody_follows_who_blocks_them_at_the_same_time(
    house: House, ana: Account, bo: Account
) -> None:
    for _ in range(ROUNDS):
        first, second = await asyncio.gather(
            follow(house, bo, ana), block(house, ana, bo), return_exceptions=True
        )
        async with house.database.transaction() as transaction:
            left = await Follows(transaction).has(bo.id, ana.id)
            await Blocks(transaction).remove(ana.id, bo.id)

        assert first is None or isinstance(first, MemberNotFound)
        assert second is None
        assert not left


async def test_two_who_follow_each_other_at_once_do_not_wait_for_each_other_for_ever(
    house: House, ana: Account, bo: Account
) -> None:
    for _ in range(ROUNDS):
        await asyncio.gather(follow(house, bo, ana), follow(house, ana, bo), follow(house, ana, bo))
        async with house.database.transaction() as transaction:
            follows = Follows(transaction)

            assert await follows.remove(ana.id, bo.id)
            assert await follows.remove(bo.id, ana.id)


async def test_one_of_two_gets_the_handle_both_reach_for(house: House) -> None:
    for number in range(ROUNDS):
        pair = [await house.member(f"{who}_{number:02}") for who in ("anita", "frigg")]
        taken = await asyncio.gather(
            take(house, pair[0], f"star{number}x"),
            take(house, pair[1], f"st4r{number}x"),
            return_exceptions=True,
        )
        refused = [one for one in taken if isinstance(one, TorgError)]

        assert [type(one) for one in refused] == [HandleTaken]
        assert taken.count(None) == 1
