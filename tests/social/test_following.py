"""Following over HTTP: one way, at once, and without asking."""

from uuid import uuid4

import pytest
from tests.support.gateway import Browser, Gateway
from tests.support.people import A_MOMENT, block, follow, profile

from torg.kit.limits import LIMITS, Limited, Per

FOLLOWS_AN_HOUR = LIMITS[Limited.FOLLOW][Per.ACCOUNT].times


async def test_a_follow_shows_on_both_profiles(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    answer = await follow(ana, bo)
    seen_by_ana, seen_by_bo = await profile(ana, "bo_"), await profile(bo, "ana")

    assert (answer.status, answer.body) == (204, None)
    assert (seen_by_ana["followed_by_me"], seen_by_ana["follows_me"]) == (True, False)
    assert (seen_by_bo["followed_by_me"], seen_by_bo["follows_me"]) == (False, True)
    assert (seen_by_ana["followers"], seen_by_ana["following"]) == (1, 0)
    assert (seen_by_bo["followers"], seen_by_bo["following"]) == (0, 1)


async def test_following_and_unfollowing_may_be_repeated(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    twice = [await follow(ana, bo) for _ in range(2)]
    after_two = await profile(ana, "bo_")
    gone = [await ana.delete(f"/api/members/{bo.me['id']}/follow") for _ in range(2)]
    after_none = await profile(ana, "bo_")

    assert {answer.status for answer in (*twice, *gone)} == {204}
    assert (after_two["followers"], after_none["followers"]) == (1, 0)


async def test_nobody_follows_themselves_or_whom_they_have_blocked(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    await block(ana, bo)
    answers = [await follow(ana, ana), await follow(ana, bo)]

    assert [answer.code for answer in answers] == ["not_allowed", "not_allowed"]


async def test_who_does_not_exist_cannot_be_followed(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    unknown = await ana.put(f"/api/members/{uuid4()}/follow")
    unfollowed = await ana.delete(f"/api/members/{uuid4()}/follow")

    assert (unknown.status, unknown.code) == (404, "member_not_found")
    assert unfollowed.status == 204


async def test_sixty_follows_an_hour_and_not_one_more(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    allowed = []
    for _ in range(FOLLOWS_AN_HOUR):
        gateway.clock.forward(A_MOMENT)
        allowed.append((await follow(ana, bo)).status)
    refused = await follow(ana, bo)

    assert set(allowed) == {204}
    assert (refused.status, refused.code) == (429, "too_many")


@pytest.mark.parametrize("which", ["followers", "following"])
async def test_lists_show_the_latest_first(gateway: Gateway, which: str) -> None:
    ana = await gateway.member("ana")
    others = [await gateway.member(handle) for handle in ("bo_", "eva")]
    for other in others:
        gateway.clock.forward(A_MOMENT)
        pair: tuple[Browser, Browser] = (other, ana) if which == "followers" else (ana, other)
        await follow(*pair)
    listed = await others[0].get(f"/api/members/ana/{which}")

    assert [person["handle"] for person in listed.body["people"]] == ["eva", "bo_"]
    assert (listed.body["count"], listed.body["next"]) == (2, None)
