"""What is kept about who follows and who blocks whom."""

from tests.support.house import House

from torg.accounts.account import Account
from torg.social.repository import Blocks, Follows


async def follow(house: House, *pairs: tuple[Account, Account]) -> None:
    async with house.database.transaction() as transaction:
        for follower, followed in pairs:
            await Follows(transaction).add(follower.id, followed.id, house.now)


async def test_a_follow_is_one_way(house: House, ana: Account, bo: Account) -> None:
    await follow(house, (ana, bo))

    async with house.database.reading() as transaction:
        follows = Follows(transaction)
        assert await follows.followed_by(ana.id) == {bo.id}
        assert await follows.followers_of(bo.id) == {ana.id}
        assert not await follows.followed_by(bo.id)
        assert not await follows.followers_of(ana.id)


async def test_followers_of_many_are_read_at_once(
    house: House, ana: Account, bo: Account, eva: Account
) -> None:
    await follow(house, (ana, bo), (eva, bo), (bo, eva))

    async with house.database.reading() as transaction:
        found = await Follows(transaction).followers_of_each([ana.id, bo.id, eva.id])
    assert found == {ana.id: set(), bo.id: {ana.id, eva.id}, eva.id: {bo.id}}


async def test_a_room_can_ask_who_is_followed_by_somebody_on_stage(
    house: House, ana: Account, bo: Account, eva: Account, kai: Account
) -> None:
    await follow(house, (ana, bo), (eva, bo), (kai, eva))

    async with house.database.reading() as transaction:
        follows = Follows(transaction)
        assert await follows.followed_among([bo.id, eva.id, kai.id], [ana.id, eva.id]) == {bo.id}
        assert await follows.is_followed_by_any(eva.id, [ana.id, kai.id])
        assert not await follows.is_followed_by_any(eva.id, [ana.id])
        assert not await follows.is_followed_by_any(eva.id, [])


async def test_following_twice_is_following_once(house: House, ana: Account, bo: Account) -> None:
    async with house.database.transaction() as transaction:
        follows = Follows(transaction)

        assert await follows.add(ana.id, bo.id, house.now)
        assert not await follows.add(ana.id, bo.id, house.now)
        assert await follows.remove(ana.id, bo.id)
        assert not await follows.remove(ana.id, bo.id)


async def test_a_block_parts_both(house: House, ana: Account, bo: Account, eva: Account) -> None:
    async with house.database.transaction() as transaction:
        blocks = Blocks(transaction)

        assert await blocks.add(ana.id, bo.id, house.now)
        assert not await blocks.add(ana.id, bo.id, house.now)
        assert await blocks.blocked_by(ana.id) == await blocks.apart_from(ana.id) == {bo.id}
        assert await blocks.blockers_of(bo.id) == await blocks.apart_from(bo.id) == {ana.id}
        assert not await blocks.blocked_by(bo.id)
        assert await blocks.between(bo.id, ana.id)
        assert not await blocks.between(bo.id, eva.id)
        assert await blocks.remove(ana.id, bo.id)
        assert not await blocks.remove(ana.id, bo.id)
