"""The admins' list of members, and making and unmaking admins."""

import asyncio

import aiohttp
from tests.support.admins import an_admin, log_of, suspend
from tests.support.gateway import Browser, Gateway
from tests.support.signing import add_passkey, elsewhere, sign_in
from tests.support.tree import grown


async def handles(browser: Browser, query: str) -> list[str]:
    answer = await browser.get(f"/api/admin/members?query={query}")
    assert answer.status == 200, answer
    return [row["person"]["handle"] for row in answer.body["members"]]


async def test_a_member_is_seen_with_role_suspension_and_invitations(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    await gateway.invitation(bob)
    eva = await gateway.member("eva")
    await suspend(owner, eva, days=2)
    rows = (await owner.get("/api/admin/members")).body["members"]
    seen = {row["person"]["handle"]: row for row in rows}

    assert list(seen) == ["bob", "eva", "owner"]
    assert (seen["bob"]["role"], seen["bob"]["suspended"]) == ("member", None)
    assert seen["bob"]["invitations_left"] == 1
    assert set(seen["eva"]["suspended"]) == {"since", "until"}
    assert seen["eva"]["invitations_left"] == 0


async def test_members_are_found_by_handle_and_name(gateway: Gateway) -> None:
    owner = await gateway.owner()
    for handle in ("bob", "rob", "eva"):
        await gateway.member(handle)

    assert await handles(owner, "OB") == ["bob", "rob"]
    assert await handles(owner, "Eva") == ["eva"]
    assert await handles(owner, "%25") == []
    assert await handles(owner, "_") == []


async def test_the_list_goes_on_page_by_page(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await grown(gateway.database, 50, gateway.clock.now())
    first = (await owner.get("/api/admin/members")).body
    second = (await owner.get(f"/api/admin/members?after={first['next']}")).body
    listed = [row["person"]["handle"] for row in first["members"] + second["members"]]

    assert listed == [*(f"m{n:05}" for n in range(50)), "owner"]
    assert (len(second["members"]), second["next"]) == (1, None)


async def test_the_owner_makes_and_unmakes_admins(gateway: Gateway) -> None:
    owner, ada = await gateway.owner(), await an_admin(gateway)
    path = f"/api/admin/members/{ada.me['id']}/admin"
    may = (await ada.get("/api/admin/members")).status
    role = (await ada.get("/api/me")).body["role"]
    answers = [await owner.put(path), await owner.delete(path), await owner.delete(path)]
    may_not = (await ada.get("/api/admin/members")).code
    acts = [entry["act"] for entry in await log_of(owner)]

    assert (may, role, may_not) == (200, "admin", "not_allowed")
    assert [each.status for each in answers] == [204, 204, 204]
    assert acts.count("admin_made") == acts.count("admin_taken_back") == 1


async def test_who_is_made_an_admin_signs_in_anew(gateway: Gateway) -> None:
    owner, ada = await gateway.owner(), await gateway.member("ada")
    device = await add_passkey(ada)
    second = await elsewhere(gateway, device)
    path = f"/api/admin/members/{ada.me['id']}/admin"
    async with ada.socket("/api/feed") as feed:
        await owner.put(path)
        async with asyncio.timeout(1):
            message = await feed.receive()
    codes = [(await browser.get("/api/me")).code for browser in (ada, second)]
    again = (await sign_in(ada, device)).body
    await owner.put(path)

    assert message.type is aiohttp.WSMsgType.CLOSE
    assert codes == ["not_signed_in"] * 2
    assert again["role"] == "admin"
    assert (await ada.get("/api/admin/members")).status == 200


async def test_who_is_an_admin_no_more_stays_signed_in(gateway: Gateway) -> None:
    owner, ada = await gateway.owner(), await an_admin(gateway)
    await owner.delete(f"/api/admin/members/{ada.me['id']}/admin")

    assert (await ada.get("/api/me")).body["role"] == "member"


async def test_the_owner_stays_the_owner(gateway: Gateway) -> None:
    owner = await gateway.owner()
    path = f"/api/admin/members/{owner.me['id']}/admin"

    assert (await owner.put(path)).code == "not_allowed"
    assert (await owner.delete(path)).code == "not_allowed"
