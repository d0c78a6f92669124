"""C10: a block parts two people, and no answer tells that there is one."""

from uuid import UUID, uuid4

from tests.support.gateway import Answer, Browser, Gateway
from tests.support.people import block, follow, found, listed, profile, unblock
from tests.support.rooms import join, open_room

from torg.kit.limits import LIMITS, Limited, Per

VARYING = {"date", "x-request-id"}


def as_told(answer: Answer) -> tuple[int, dict[str, object], dict[str, str]]:
    """Give an answer without what differs between any two."""
    body = {key: value for key, value in (answer.body or {}).items() if key != "request_id"}
    headers = {key: value for key, value in answer.headers.items() if key.lower() not in VARYING}
    return answer.status, body, headers


async def test_a_blocked_person_finds_nobody_there(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    await block(ana, bo)
    paths = ["/api/members/{handle}", "/api/members/{handle}/followers"]
    paths.append("/api/members/{handle}/following")
    pairs = [
        (await bo.get(path.format(handle="ana")), await bo.get(path.format(handle="nobody_yet")))
        for path in paths
    ]
    pairs.append((await follow(bo, ana), await bo.put(f"/api/members/{uuid4()}/follow")))

    for blocked, unknown in pairs:
        assert blocked.status == 404
        assert as_told(blocked) == as_told(unknown)


async def test_a_block_ends_following_both_ways_for_good(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    await follow(ana, bo)
    await follow(bo, ana)
    answer = await block(ana, bo)
    await unblock(ana, bo)
    seen = await profile(ana, "bo_")

    assert answer.status == 204
    assert not seen["followed_by_me"]
    assert not seen["follows_me"]
    assert (seen["followers"], seen["following"]) == (0, 0)


async def test_they_do_not_appear_to_each_other_in_lists_and_search(gateway: Gateway) -> None:
    ana, bo, eva = [await gateway.member(handle) for handle in ("ana", "bo_", "eva")]
    for fan in (ana, bo):
        await follow(fan, eva)
        await follow(eva, fan)
    await block(ana, bo)

    assert await listed(bo, "eva", "followers") == await listed(bo, "eva", "following") == ["bo_"]
    assert await listed(ana, "eva", "followers") == ["ana"]
    assert sorted(await listed(eva, "eva", "followers")) == ["ana", "bo_"]
    assert await found(bo, "ana") == []
    assert await found(ana, "bo_") == []
    assert (await profile(bo, "eva"))["followers"] == 1
    assert (await profile(eva, "eva"))["followers"] == 2


async def test_only_the_blocker_knows_and_can_take_it_back(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    await block(ana, bo)
    lists = [(await who.get("/api/blocks")).body for who in (ana, bo)]
    seen = await profile(ana, "bo_")
    await unblock(ana, bo)

    assert [person["handle"] for person in lists[0]["people"]] == ["bo_"]
    assert lists[1] == {"people": []}
    assert seen["blocked_by_me"]
    assert (await ana.get("/api/blocks")).body == {"people": []}
    assert not (await profile(bo, "ana"))["blocked_by_me"]


async def test_whoever_is_blocked_can_block_as_well_and_learns_nothing(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    await block(ana, bo)
    back = await block(bo, ana)
    mine = (await bo.get("/api/blocks")).body["people"]

    assert back.status == 204
    assert [person["handle"] for person in mine] == ["ana"]


async def test_blocks_may_be_repeated_but_not_turned_on_oneself(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    twice = [await block(ana, bo), await block(ana, bo)]
    gone = [await unblock(ana, bo), await unblock(ana, bo)]
    unknown = await ana.put(f"/api/members/{uuid4()}/block")

    assert {answer.status for answer in (*twice, *gone)} == {204}
    assert (await block(ana, ana)).code == "not_allowed"
    assert unknown.status == 204


async def test_who_is_in_the_blockers_room_is_taken_out_of_it(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)
    await block(ana, bo)

    assert (await bo.get("/api/me")).body["lease"] is None
    assert (await bo.post(f"/api/rooms/{room}/join")).code == "room_not_found"


async def test_in_anothers_room_a_block_changes_nothing(gateway: Gateway) -> None:
    ana, bo, eva = [await gateway.member(handle) for handle in ("ana", "bo_", "eva")]
    room = await open_room(eva)
    for who in (eva, ana, bo):
        await join(who, room)
    await block(ana, bo)

    assert await is_in(bo, room)
    assert await is_in(ana, room)
    assert (await bo.put(f"/api/rooms/{room}/hand")).status == 204


async def test_sixty_blocks_an_hour_and_not_one_more(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    for _ in range(LIMITS[Limited.BLOCK][Per.ACCOUNT].times - 1):
        gateway.app.state.limits.spend(Limited.BLOCK, account=UUID(ana.me["id"]))
    last, refused = await block(ana, bo), await block(ana, bo)

    assert (last.status, refused.status, refused.code) == (204, 429, "too_many")


async def is_in(who: Browser, room: str) -> bool:
    """Say whether somebody is in the room."""
    lease = (await who.get("/api/me")).body["lease"]
    return lease is not None and lease["room_id"] == room
