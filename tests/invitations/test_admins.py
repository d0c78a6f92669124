"""What admins see and do: the whole tree, and invitations they grant. Each look is written down."""

from uuid import UUID

import pytest
from sqlalchemy import select, update
from tests.support.gateway import Browser, Gateway

from torg.accounts.models import AccountRow
from torg.audit.acts import Act
from torg.audit.models import AuditRow
from torg.invitations.branches_repository import Branches
from torg.kit.ids import AccountId


async def audited(gateway: Gateway, act: Act) -> list[tuple[str, str | None]]:
    """Give who did it to whom, in order."""
    async with gateway.database.reading() as transaction:
        query = select(AuditRow).where(AuditRow.act == act).order_by(AuditRow.number)
        rows = await transaction.session.scalars(query)
        return [
            (str(row.actor_id), None if row.target_id is None else str(row.target_id))
            for row in rows
        ]


async def make_admin(gateway: Gateway, member: Browser) -> None:
    async with gateway.database.transaction() as transaction:
        which = AccountRow.id == UUID(member.me["id"])
        await transaction.session.execute(update(AccountRow).where(which).values(role="admin"))


async def test_an_admin_walks_the_tree_branch_by_branch(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    bob = await gateway.member("bob")
    await gateway.member("cid", by=ana)
    await gateway.member("dan", by=ana)
    roots = (await owner.get("/api/admin/tree")).body
    first = (await owner.get(f"/api/admin/tree?under={owner.me['id']}")).body
    second = (await owner.get(f"/api/admin/tree?under={ana.me['id']}")).body
    later = (await owner.get(f"/api/admin/tree?under={owner.me['id']}&after={ana.me['id']}")).body

    assert [(n["person"]["handle"], n["let_in"]) for n in roots["nodes"]] == [("owner", 2)]
    assert [(n["id"], n["let_in"]) for n in first["nodes"]] == [
        (ana.me["id"], 2),
        (bob.me["id"], 0),
    ]
    assert [n["person"]["handle"] for n in second["nodes"]] == ["cid", "dan"]
    assert [n["id"] for n in later["nodes"]] == [bob.me["id"]]
    assert roots["next"] is first["next"] is None
    assert first["nodes"][0].keys() == {"id", "person", "joined_at", "suspended", "let_in"}


async def test_each_look_is_written_down(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    await make_admin(gateway, ana)
    await owner.get("/api/admin/tree")
    await ana.get(f"/api/admin/tree?under={owner.me['id']}")

    assert await audited(gateway, Act.TREE_LOOKED_AT) == [
        (owner.me["id"], None),
        (ana.me["id"], owner.me["id"]),
    ]


async def test_the_tree_is_private(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    stranger = await gateway.browser()

    assert (await ana.get("/api/admin/tree")).code == "not_allowed"
    assert (await stranger.get("/api/admin/tree")).status == 401
    assert await audited(gateway, Act.TREE_LOOKED_AT) == []


async def test_an_unknown_branch_is_not_there(gateway: Gateway) -> None:
    owner = await gateway.owner()

    assert (await owner.get(f"/api/admin/tree?under={UUID(int=1)}")).code == "member_not_found"


async def test_a_deleted_or_suspended_member_keeps_their_branch(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    bob = await gateway.member("bob")
    await gateway.member("cid", by=ana)
    now = gateway.clock.now()
    async with gateway.database.transaction() as transaction:
        for who, changed in ((ana, {"deleted_at": now}), (bob, {"suspended_at": now})):
            which = AccountRow.id == UUID(who.me["id"])
            await transaction.session.execute(update(AccountRow).where(which).values(**changed))
    nodes = (await owner.get(f"/api/admin/tree?under={owner.me['id']}")).body["nodes"]

    assert [(n["person"] is None, n["suspended"], n["let_in"]) for n in nodes] == [
        (True, False, 1),
        (False, True, 0),
    ]


async def test_a_page_of_a_branch_has_a_hundred_members(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await gateway.owner()
    people = [await gateway.member(handle) for handle in ("ana", "bob", "cid")]
    monkeypatch.setattr("torg.invitations.tree.A_PAGE", 2)
    path = f"/api/admin/tree?under={owner.me['id']}"
    first = (await owner.get(path)).body
    second = (await owner.get(f"{path}&after={first['next']}")).body

    assert [n["id"] for n in first["nodes"] + second["nodes"]] == [one.me["id"] for one in people]
    assert (first["next"], second["next"]) == (people[1].me["id"], None)


async def test_descendants_are_all_who_came_in_below(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    await gateway.member("bob")
    cid = await gateway.member("cid", by=ana)
    dan = await gateway.member("dan", by=cid)
    async with gateway.database.reading() as transaction:
        tree = Branches(transaction)
        below = await tree.descendants(AccountId(UUID(ana.me["id"])))
        everybody = await tree.descendants(AccountId(UUID(owner.me["id"])))
        nobody = await tree.descendants(AccountId(UUID(dan.me["id"])))

    assert {str(member) for member in below} == {cid.me["id"], dan.me["id"]}
    assert len(everybody) == 4
    assert nobody == frozenset()


async def test_an_admin_grants_invitations_and_it_is_written_down(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    answer = await owner.post(f"/api/admin/members/{ana.me['id']}/invitations", {"count": 20})
    given = (await ana.get("/api/invitations")).body

    assert answer.status == 204
    assert given["left"] == 22
    assert given["quota"] == {"start": 2, "grown": 0, "granted": 20}
    assert await audited(gateway, Act.INVITATIONS_GRANTED) == [(owner.me["id"], ana.me["id"])]


async def test_a_repeated_grant_grants_once(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    for _ in range(2):
        answer = await owner.ask(
            "POST",
            f"/api/admin/members/{ana.me['id']}/invitations",
            {"count": 3},
            headers={"Idempotency-Key": "once"},
        )
        assert answer.status == 204

    assert (await ana.get("/api/invitations")).body["left"] == 5


@pytest.mark.parametrize("count", [0, 21, -1, "many"])
async def test_a_grant_is_between_one_and_twenty(gateway: Gateway, count: object) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    answer = await owner.post(f"/api/admin/members/{ana.me['id']}/invitations", {"count": count})

    assert answer.code == "validation"


async def test_only_admins_grant_and_only_to_members(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    own = await ana.post(f"/api/admin/members/{ana.me['id']}/invitations", {"count": 1})
    unknown = await owner.post(f"/api/admin/members/{UUID(int=1)}/invitations", {"count": 1})

    assert own.code == "not_allowed"
    assert unknown.code == "member_not_found"
    assert await audited(gateway, Act.INVITATIONS_GRANTED) == []
