"""Who nominated whom: the two see it always, others while both agree."""

from uuid import UUID

from tests.support.gateway import Browser, Gateway

from torg.accounts.account import Person
from torg.invitations.tree import Tree
from torg.kit.ids import AccountId


async def shown(gateway: Gateway, member: Browser) -> Person | None:
    async with gateway.database.reading() as transaction:
        account = AccountId(UUID(member.me["id"]))
        return await Tree(transaction).nominator_shown(account, gateway.clock.now())


async def test_others_see_it_only_while_both_agree(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    seen = [await shown(gateway, ana)]
    for browser, path in ((owner, ana.me["id"]), (ana, "me")):
        assert (await browser.put(f"/api/nominations/{path}")).status == 204
        seen.append(await shown(gateway, ana))
    assert (await owner.delete(f"/api/nominations/{ana.me['id']}")).status == 204
    seen.append(await shown(gateway, ana))

    assert [person and person.handle for person in seen] == [None, None, "owner", None]


async def test_the_member_may_take_it_back_too(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    await owner.put(f"/api/nominations/{ana.me['id']}")
    await ana.put("/api/nominations/me")
    await ana.delete("/api/nominations/me")

    assert await shown(gateway, ana) is None


async def test_inviter_and_member_always_see_each_other(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    await gateway.member("bob")
    await ana.put("/api/nominations/me")
    mine = (await ana.get("/api/nominations")).body
    theirs = (await owner.get("/api/nominations")).body
    given = (await owner.get("/api/invitations")).body["invitations"]

    assert mine["by"]["handle"] == "owner"
    assert (mine["member_shows"], mine["inviter_shows"], mine["mine"]) == (True, False, [])
    assert (theirs["by"], theirs["member_shows"]) == (None, False)
    assert [
        (each["person"]["handle"], each["inviter_shows"], each["member_shows"])
        for each in theirs["mine"]
    ] == [("bob", False, False), ("ana", False, True)]
    assert {each["member"]["handle"]: each["member_shows"] for each in given} == {
        "ana": True,
        "bob": False,
    }


async def test_nobody_agrees_for_another(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    bob = await gateway.member("bob")
    cid = await gateway.member("cid", by=ana)
    answers = [
        await bob.put(f"/api/nominations/{cid.me['id']}"),
        await bob.delete(f"/api/nominations/{cid.me['id']}"),
        await cid.put(f"/api/nominations/{cid.me['id']}"),
        await bob.put(f"/api/nominations/{UUID(int=1)}"),
    ]

    assert {(answer.status, answer.code) for answer in answers} == {(404, "member_not_found")}
    assert (await ana.get("/api/nominations")).body["mine"][0]["inviter_shows"] is False


async def test_nominations_are_for_members(gateway: Gateway) -> None:
    stranger = await gateway.browser()

    assert (await stranger.get("/api/nominations")).status == 401
    assert (await stranger.put("/api/nominations/me")).status == 401
