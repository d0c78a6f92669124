"""An appeal against a suspension reaches the admins; another one answers it, and that holds."""

from tests.support.admins import an_admin, lift, log_of, make_admin, suspend
from tests.support.appealing import answered, banned, somebody, suspended, waiting
from tests.support.gateway import Gateway


async def test_an_appeal_waits_for_the_admins_with_who_suspended(gateway: Gateway) -> None:
    bob, ada = await suspended(gateway), await an_admin(gateway)
    await bob.appeals()
    (appeal,) = await waiting(ada)

    assert appeal["person"]["handle"] == "bob"
    assert appeal["suspended_by"]["handle"] == "owner"
    assert (appeal["words"], appeal["reason"]) == ("It was not me", "Shouting")
    assert appeal["suspended"]["until"] is not None


async def test_the_admins_are_told_that_an_appeal_waits(gateway: Gateway) -> None:
    bob, ada = await suspended(gateway), await an_admin(gateway)
    await bob.appeals()
    told = (await ada.get("/api/inbox")).body["notices"]

    assert [(notice["kind"], notice["subject"]) for notice in told] == [("case_waits", None)]


async def test_each_look_is_in_the_log(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await waiting(owner)

    assert [entry["act"] for entry in await log_of(owner)].count("appeals_looked_at") == 1


async def test_lifted_on_appeal_they_come_in_and_are_told(gateway: Gateway) -> None:
    bob, ada = await suspended(gateway, days=None), await an_admin(gateway)
    await bob.appeals()
    (appeal,) = await waiting(ada)
    answer = await answered(ada, appeal["id"], upheld=False)
    await bob.comes_in()
    kinds = {notice["kind"] for notice in (await bob.browser.get("/api/inbox")).body["notices"]}
    acts = {entry["act"]: entry["reason"] for entry in await log_of(bob.browser, "/api/audit")}

    assert answer.status == 204
    assert kinds == {"appeal_answered", "suspension_lifted"}
    assert acts["appeal_answered"] == "We looked again."
    assert "suspension_lifted" in acts
    assert await waiting(ada) == []


async def test_upheld_they_stay_out_and_read_the_answer(gateway: Gateway) -> None:
    bob, ada = await suspended(gateway), await an_admin(gateway)
    await bob.appeals()
    (appeal,) = await waiting(ada)
    gateway.clock.forward_s(1)
    answers = [await answered(ada, appeal["id"], upheld=True) for _ in range(2)]
    told = await bob.told()

    assert [each.status for each in answers] == [204, 404]
    assert (told["upheld"], told["answer"]) == (True, "We looked again.")
    assert "ticket" not in told


async def test_who_suspended_answers_only_when_nobody_else_could(gateway: Gateway) -> None:
    bob, owner = await suspended(gateway), await gateway.owner()
    await bob.appeals()
    (alone,) = await waiting(owner)
    ada = await an_admin(gateway)
    seen = [alone, *await waiting(owner), *await waiting(ada)]
    refused = await answered(owner, alone["id"], upheld=True)

    assert [each["mine_to_answer"] for each in seen] == [True, False, True]
    assert (refused.status, refused.code) == (403, "not_allowed")
    assert (await answered(ada, alone["id"], upheld=True)).status == 204


async def test_the_appeal_of_an_admin_is_the_owners_to_answer(gateway: Gateway) -> None:
    owner, ada, bob = await gateway.owner(), await an_admin(gateway), await somebody(gateway)
    await make_admin(gateway, bob.browser)
    await suspend(owner, bob.browser)
    await bob.appeals()
    (for_ada,), (for_owner,) = await waiting(ada), await waiting(owner)

    assert (for_ada["mine_to_answer"], for_owner["mine_to_answer"]) == (False, True)
    assert (await answered(ada, for_ada["id"], upheld=False)).code == "not_allowed"
    assert (await answered(owner, for_ada["id"], upheld=False)).status == 204


async def test_no_admin_sees_or_answers_their_own_appeal(gateway: Gateway) -> None:
    bob, owner = await suspended(gateway, days=1), await gateway.owner()
    await bob.appeals()
    await lift(owner, bob.browser)
    await bob.comes_in()
    await make_admin(gateway, bob.browser)
    (over,) = await waiting(owner)

    assert over["suspended"] is None
    assert await waiting(bob.browser) == []
    assert (await answered(bob.browser, over["id"], upheld=False)).status == 404


async def test_a_ban_by_a_report_is_appealed_as_its_decision_and_lifted_with_it(
    gateway: Gateway,
) -> None:
    bob, report = await banned(gateway)
    ada = await an_admin(gateway)
    made = await bob.appeals()
    (appeal,) = (await ada.get(f"/api/admin/reports/{report}")).body["appeals"]
    path = f"/api/admin/reports/{report}/appeals/{bob.browser.me['id']}"
    answer = await ada.post(path, {"upheld": False, "note": ""})

    assert made == (204, None)
    assert (appeal["words"], appeal["mine_to_answer"]) == ("It was not me", True)
    assert await waiting(ada) == []
    assert (answer.status, (await bob.knocks()).status) == (204, 200)


async def test_a_later_suspension_outlives_the_appeal_against_an_earlier_one(
    gateway: Gateway,
) -> None:
    bob, report = await banned(gateway)
    ada = await an_admin(gateway)
    await bob.appeals()
    gateway.clock.forward_s(1)
    await suspend(ada, bob.browser)
    path = f"/api/admin/reports/{report}/appeals/{bob.browser.me['id']}"
    answer = await ada.post(path, {"upheld": False, "note": ""})

    assert (answer.status, (await bob.knocks()).status) == (204, 403)


async def test_the_ban_of_an_admin_is_not_lifted_by_another(gateway: Gateway) -> None:
    bob, report = await banned(gateway)
    owner = await gateway.owner()
    await lift(owner, bob.browser)
    await bob.comes_in()
    ada = await an_admin(gateway)
    await make_admin(gateway, bob.browser)
    await bob.browser.post(f"/api/reports/{report}/appeal", {"words": "It was not me"})
    path = f"/api/admin/reports/{report}/appeals/{bob.browser.me['id']}"
    by = [await one.post(path, {"upheld": False, "note": ""}) for one in (ada, owner)]

    assert [each.status for each in by] == [403, 204]
