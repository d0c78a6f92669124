"""A block in somebody else's room: nothing changes there, and only the blocker is told anything."""

from sqlalchemy import update
from tests.support.gateway import Browser, Gateway
from tests.support.house import House
from tests.support.rooms import bring_on_stage, feed_of, join, open_room
from tests.support.stages import ROOM
from tests.support.ties import block, members

from torg.accounts.account import Account
from torg.media.models import LeaseRow
from torg.social.repository import Blocks
from torg.stage.roles import Role


async def a_room_with(gateway: Gateway) -> tuple[str, Browser, Browser, Browser]:
    """Open Owner's room, in which Ana on stage and Bo listen to each other no more."""
    host, (ana, bo) = await gateway.owner(), await members(gateway, "ana", "bo_")
    room = await open_room(host)
    for who in (host, ana, bo):
        await join(who, room)
    await bring_on_stage(host, ana, room)
    return room, host, ana, bo


async def test_a_blocked_listener_is_a_number_to_the_blocker_and_a_row_to_all_others(
    gateway: Gateway,
) -> None:
    room, host, ana, bo = await a_room_with(gateway)
    topic = f"room:{room}"
    async with feed_of(ana) as hers, feed_of(host) as theirs, feed_of(bo) as his:
        for feed in (hers, theirs, his):
            await feed.watch(topic)
        await block(ana, bo)
        seen = await hers.until(topic, lambda s: s["audience"]["blocked"] == 1)
        await bo.put(f"/api/rooms/{room}/hand")
        others = await theirs.until(topic, lambda s: s["hands"]["count"] == 1)
        his_own = await his.until(topic, lambda s: s["hands"]["count"] == 1)
        pages = [(await who.get(f"/api/rooms/{room}/people")).body for who in (ana, host)]
        await ana.delete(f"/api/members/{bo.me['id']}/block")
        after = await hers.until(topic, lambda s: s["audience"]["blocked"] == 0)

    assert (seen["audience"]["rows"], seen["audience"]["count"]) == ([], 1)
    assert [row["account"]["handle"] for row in others["audience"]["rows"]] == ["bo_"]
    assert [others["audience"]["blocked"], his_own["audience"]["blocked"]] == [0, 0]
    assert [(len(page["people"]), page["count"], page["blocked"]) for page in pages] == [
        (0, 1, 1),
        (1, 1, 0),
    ]
    assert [row["account"]["handle"] for row in after["audience"]["rows"]] == ["bo_"]


async def test_on_stage_the_row_stays_and_is_marked_for_the_blocker_alone(
    gateway: Gateway,
) -> None:
    room, host, ana, bo = await a_room_with(gateway)
    await block(bo, ana)
    marks = {}
    for who in (host, ana, bo):
        async with feed_of(who) as feed:
            state = await feed.watch(f"room:{room}")
            assert state is not None
            rows = {row["account"]["handle"]: row["blocked"] for row in state["stage"]}
            marks[who.me["handle"]] = rows["ana"]

    assert marks == {"owner": False, "ana": False, "bo_": True}


async def test_a_block_by_a_speaker_changes_nothing_for_the_blocked(gateway: Gateway) -> None:
    room, host, ana, bo = await a_room_with(gateway)
    await block(ana, bo)
    raised = await bo.put(f"/api/rooms/{room}/hand")
    await bring_on_stage(host, bo, room)
    await bo.post(f"/api/rooms/{room}/leave")

    assert raised.status == 204
    assert (await bo.get(f"/api/rooms/{room}")).status == 200
    assert (await bo.post(f"/api/rooms/{room}/join")).status == 200


async def test_the_followed_among_listeners_are_marked(gateway: Gateway) -> None:
    room, host, ana, bo = await a_room_with(gateway)
    topic = f"room:{room}"
    async with feed_of(bo) as feed:
        await feed.watch(topic)
        await ana.put(f"/api/members/{bo.me['id']}/follow")
        state = await feed.until(topic, lambda s: s["audience"]["rows"][0]["followed"])
        await host.delete(f"/api/rooms/{room}/stage/{ana.me['id']}")
        await feed.until(topic, lambda s: not s["audience"]["rows"][0]["followed"])

    assert [row["followed"] for row in state["stage"]] == [False, False]


async def test_who_takes_the_chair_no_longer_hosts_whom_they_have_blocked(
    house: House, ana: Account, bo: Account, eva: Account
) -> None:
    jon = await house.member("jon")
    await house.room(ana)
    for who in (ana, bo, eva, jon):
        await house.join(who)
    await make_moderator(house, bo)
    async with house.database.transaction() as transaction:
        await Blocks(transaction).add(bo.id, eva.id, house.now)
    before = (await house.stage()).participants.keys()
    async with house.rooms() as rooms:
        await rooms.leave(ROOM, ana, house.now)
    stage = await house.stage()

    assert eva.id in before
    assert stage.host == bo.id
    assert stage.participants.keys() == {bo.id, jon.id}


async def make_moderator(house: House, account: Account) -> None:
    """Make somebody a moderator, as no command does yet."""
    change = update(LeaseRow).where(LeaseRow.account_id == account.id).values(role=Role.MODERATOR)
    async with house.database.transaction() as transaction:
        await transaction.session.execute(change)
