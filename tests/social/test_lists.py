"""How far the lists of followers and followed are shown, and who stands on none."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert
from tests.support.gateway import Gateway
from tests.support.house import House
from tests.support.people import follow, found, listed, profile

from torg.accounts.account import Account
from torg.accounts.models import AccountRow
from torg.errors import BadRequest
from torg.kit.place import Place
from torg.social.looking import Looking
from torg.social.models import FollowRow
from torg.social.rules import FollowList

CROWD = 503


@pytest.fixture
async def star(house: House) -> Account:
    """A member whom very many follow, two at each second."""
    star = await house.member("star")
    crowd = [UUID(int=number) for number in range(1, CROWD + 1)]
    accounts = [
        {
            "id": who,
            "handle": f"crowd{who.int:03}",
            "name": "One Of Many",
            "languages": ["en"],
            "role": "member",
            "created_at": house.now,
        }
        for who in crowd
    ]
    follows = [
        {"follower_id": who, "followed_id": star.id, "at": house.now + at(who.int)} for who in crowd
    ]
    async with house.database.transaction() as transaction:
        await transaction.session.execute(insert(AccountRow), accounts)
        await transaction.session.execute(insert(FollowRow), follows)
    return star


def at(number: int) -> timedelta:
    return timedelta(seconds=number // 2)


async def test_a_list_comes_by_fifty_and_ends_at_five_hundred_but_counts_all(
    house: House, star: Account
) -> None:
    pages: list[list[str]] = []
    counts = set()
    after = None
    async with house.database.reading() as transaction:
        looking = Looking(transaction, star, house.now)
        while len(pages) < 20:
            page = await looking.follow_page("star", FollowList.FOLLOWERS, after)
            pages.append([person.handle for person in page.people])
            counts.add(page.count)
            if (after := page.next) is None:
                break
    shown = [handle for page in pages for handle in page]

    assert [len(page) for page in pages] == [50] * 10
    assert len(set(shown)) == 500
    assert shown[0] in {"crowd502", "crowd503"}
    assert counts == {CROWD}


async def test_a_cursor_gets_nobody_past_the_end_of_a_list(house: House, star: Account) -> None:
    behind = Place(house.now + at(2), UUID(int=0)).cursor
    async with house.database.reading() as transaction:
        looking = Looking(transaction, star, house.now)
        page = await looking.follow_page("star", FollowList.FOLLOWERS, behind)

    assert page.people == ()
    assert page.next is None


@pytest.mark.parametrize("cursor", ["", "~", "now~", "2026-11-22~x", "2026-11-22~" + "0" * 32])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadRequest):
        Place.of(cursor)


async def test_a_suspended_member_is_there_for_admins_only(gateway: Gateway) -> None:
    owner = await gateway.owner()
    ana, bo, eva = [await gateway.member(handle) for handle in ("anita", "bo_", "eva")]
    await follow(ana, bo)
    await follow(bo, ana)
    path = f"/api/admin/members/{ana.me['id']}/suspension"
    suspended = await owner.post(path, {"days": 2, "reason": "harassment"})
    to_members = await eva.get("/api/members/anita")
    shown = await listed(eva, "bo_", "followers"), await found(eva, "anita")
    counted = (await profile(eva, "bo_"))["followers"]

    assert suspended.status == 204, suspended
    assert (to_members.status, to_members.code) == (404, "member_not_found")
    assert (await profile(owner, "anita"))["person"]["handle"] == "anita"
    assert (await follow(eva, ana)).code == "member_not_found"
    assert shown == ([], [])
    assert counted == 0
