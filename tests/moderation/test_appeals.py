"""Each side may appeal once, and another admin answers where there is one."""

from tests.support.admins import an_admin, log_of
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.reports import a_talk, decide, mine, reported

from torg.audit.acts import Act


async def appeal(browser: Browser, made: str) -> Answer:
    return await browser.post(f"/api/reports/{made}/appeal", {"words": "Look again"})


async def answered(admin: Browser, made: str, side: Browser, *, upheld: bool) -> Answer:
    path = f"/api/admin/reports/{made}/appeals/{side.me['id']}"
    return await admin.post(path, {"upheld": upheld, "note": "We looked again."})


async def two(gateway: Gateway) -> tuple[Browser, Browser, str]:
    """Give somebody who reported somebody else, and the report."""
    ana, bob = await gateway.member("ana"), await gateway.member("bob")
    return ana, bob, await reported(ana, await a_talk(ana, bob), bob)


async def test_each_side_appeals_once(gateway: Gateway) -> None:
    owner = await gateway.owner()
    ana, bob, made = await two(gateway)
    await decide(owner, made, "warning")
    answers = [await appeal(side, made) for side in (ana, bob, ana, bob)]

    assert [each.status for each in answers] == [204, 204, 409, 409]
    assert {each.code for each in answers} == {None, "appeal_made"}


async def test_only_sides_appeal_and_only_after_the_decision(gateway: Gateway) -> None:
    eva = await gateway.member("eva")
    ana, bob, made = await two(gateway)
    early = [await appeal(side, made) for side in (ana, bob)]
    await decide(await gateway.owner(), made, "warning")

    assert [each.code for each in early] == ["not_allowed", "report_not_found"]
    assert (await appeal(eva, made)).code == "report_not_found"


async def test_who_decided_answers_only_when_alone(gateway: Gateway) -> None:
    owner = await gateway.owner()
    _, bob, made = await two(gateway)
    await decide(owner, made, "warning")
    await appeal(bob, made)
    alone = (await owner.get(f"/api/admin/reports/{made}")).body["appeals"]
    ada = await an_admin(gateway)
    with_another = (await owner.get(f"/api/admin/reports/{made}")).body["appeals"]
    refused = await answered(owner, made, bob, upheld=True)
    answer = await answered(ada, made, bob, upheld=True)
    again = await answered(ada, made, bob, upheld=False)

    assert [each["mine_to_answer"] for each in alone + with_another] == [True, False]
    assert (refused.status, refused.code) == (403, "not_allowed")
    assert (answer.status, again.status) == (204, 404)


async def test_an_answered_appeal_is_told(gateway: Gateway) -> None:
    owner = await gateway.owner()
    ana, _, made = await two(gateway)
    await decide(owner, made, "no_action")
    await appeal(ana, made)
    await answered(owner, made, ana, upheld=True)
    (seen,) = (await mine(ana))["made"]
    kinds = [notice["kind"] for notice in (await ana.get("/api/inbox")).body["notices"]]

    assert seen["appeal"]["upheld"] is True
    assert seen["appeal"]["answered_at"] is not None
    assert sorted(kinds) == ["appeal_answered", "report_decided"]


async def test_an_answer_may_be_as_long_as_the_log_keeps_and_no_longer(gateway: Gateway) -> None:
    owner = await gateway.owner()
    _, bob, made = await two(gateway)
    await decide(owner, made, "warning")
    await appeal(bob, made)
    path = f"/api/admin/reports/{made}/appeals/{bob.me['id']}"
    too_long = await owner.post(path, {"upheld": True, "note": "a" * 501})
    longest = await owner.post(path, {"upheld": True, "note": "a" * 500})
    (reason,) = [
        e["reason"] for e in await log_of(bob, "/api/audit") if e["act"] == Act.APPEAL_ANSWERED
    ]

    assert (too_long.status, longest.status) == (422, 204)
    assert reason == "a" * 500
