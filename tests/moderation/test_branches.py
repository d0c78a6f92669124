"""A branch of the tree is suspended in one act: the member and everybody who came in by them."""

import time
from pathlib import Path

from sqlalchemy import func, select
from tests.support.admins import an_admin, log_of, make_admin, suspend
from tests.support.gateway import Browser, Gateway
from tests.support.house import House, a_house
from tests.support.stages import ROOMY
from tests.support.tree import grown

from torg.accounts.account import Account, InstanceRole
from torg.accounts.models import AccountRow, LoginSessionRow
from torg.audit.models import AuditRow
from torg.moderation.suspending import Suspending
from torg.rooms.departing import Departing

MEMBERS = 20_000
WITHIN_S = 6.0
"""Of processor time, since tests share their machine; on SQLite it takes about two."""


async def is_suspended(browser: Browser) -> bool:
    return (await browser.get("/api/me")).code == "not_signed_in"


async def test_a_branch_falls_and_the_rest_of_the_tree_stands(gateway: Gateway) -> None:
    owner = await gateway.owner()
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    ben = await gateway.member("ben", by=bob)
    bea = await gateway.member("bea", by=ben)
    answer = await suspend(owner, bob, branch=True)
    fell = [await is_suspended(each) for each in (bob, ben, bea, eva, owner)]

    assert answer.status == 200
    assert answer.body == {"count": 3, "skipped": []}
    assert fell == [True, True, True, False, False]


async def test_admins_in_a_branch_are_passed_over_and_named(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    ben = await gateway.member("ben", by=bob)
    await make_admin(gateway, ben)
    bea = await gateway.member("bea", by=ben)
    answer = await suspend(owner, bob, branch=True)

    assert answer.body["count"] == 2
    assert [person["handle"] for person in answer.body["skipped"]] == ["ben"]
    assert not await is_suspended(ben)
    assert await is_suspended(bea)


async def test_the_owners_branch_is_everybody_but_owner_and_admins(gateway: Gateway) -> None:
    owner, ada = await gateway.owner(), await an_admin(gateway)
    bob = await gateway.member("bob")
    answer = await suspend(ada, owner, branch=True)

    assert answer.body["count"] == 1
    assert [person["handle"] for person in answer.body["skipped"]] == ["ada", "owner"]
    assert await is_suspended(bob)


async def test_no_suspension_becomes_shorter_by_a_branch(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    ben, bea = await gateway.member("ben", by=bob), await gateway.member("bea", by=bob)
    await suspend(owner, ben)
    await suspend(owner, bea, days=1)
    answer = await suspend(owner, bob, days=7, branch=True)
    rows = (await owner.get("/api/admin/members")).body["members"]
    until = {row["person"]["handle"]: row["suspended"] for row in rows}

    assert answer.body["count"] == 2
    assert until["ben"]["until"] is None
    assert until["bea"] == until["bob"]


async def test_each_member_of_a_branch_finds_it_in_their_log(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    await gateway.member("ben", by=bob)
    await suspend(owner, bob, days=7, branch=True)
    acts = [(entry["act"], (entry["target"] or {}).get("handle")) for entry in await log_of(owner)]

    assert sorted(acts[1:], key=str) == [
        ("branch_suspended", "bob"),
        ("suspended", "ben"),
        ("suspended", "bob"),
    ]


async def test_twenty_thousand_members_fall_in_bounded_time(tmp_path: Path) -> None:
    async with a_house(tmp_path, ROOMY) as house:
        owner = await house.member("owner")
        head = await grown(house.database, MEMBERS, house.now)
        began = time.process_time()
        async with house.database.transaction() as transaction:
            departing = Departing(transaction, house.limits, house.kicked.append)
            admin = acting_as(owner, InstanceRole.OWNER)
            suspending = Suspending(transaction, admin, departing, house.now)
            outcome = await suspending.branch(head, None, "Flood")
        took = time.process_time() - began
        alive, entries = await counted(house)

    assert outcome.count == MEMBERS
    assert (alive, entries) == (0, MEMBERS + 1)
    assert took < WITHIN_S


def acting_as(account: Account, role: InstanceRole) -> Account:
    """Give a member as they would act in another role."""
    return Account(
        account.id,
        account.handle,
        account.name,
        account.photo,
        account.languages,
        role,
        account.login_session,
    )


async def counted(house: House) -> tuple[int, int]:
    """Count the login sessions of the branch that live, and the entries of the log."""
    live = (
        select(func.count())
        .select_from(LoginSessionRow)
        .join(AccountRow, AccountRow.id == LoginSessionRow.account_id)
        .where(LoginSessionRow.revoked_at.is_(None), AccountRow.handle.like("m%"))
    )
    async with house.database.reading() as transaction:
        session = transaction.session
        entries = await session.scalar(select(func.count()).select_from(AuditRow))
        return await session.scalar(live) or 0, entries or 0
