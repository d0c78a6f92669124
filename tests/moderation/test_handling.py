"""Reports as admins handle them: taken up, decided once, and never by a side of it."""

import pytest
from tests.support.admins import an_admin, log_of
from tests.support.gateway import Browser, Gateway
from tests.support.reports import a_talk, decide, mine, reported
from tests.support.signing import add_passkey, sign_in


async def two(gateway: Gateway) -> tuple[Browser, Browser, str]:
    """Give somebody who reported somebody else, and the report."""
    ana, bob = await gateway.member("ana"), await gateway.member("bob")
    return ana, bob, await reported(ana, await a_talk(ana, bob), bob)


async def test_a_report_is_taken_up_by_the_first(gateway: Gateway) -> None:
    ada, owner = await an_admin(gateway), await gateway.owner()
    ana, _, made = await two(gateway)
    await ada.post(f"/api/admin/reports/{made}/review")
    await owner.post(f"/api/admin/reports/{made}/review")
    seen = (await owner.get(f"/api/admin/reports/{made}")).body

    assert (seen["state"], seen["reviewed_by"]["handle"]) == ("in_review", "ada")
    assert (await mine(ana))["made"][0]["state"] == "in_review"


async def test_a_report_is_decided_once(gateway: Gateway) -> None:
    owner = await gateway.owner()
    _, _, made = await two(gateway)
    first = await decide(owner, made, "no_action")
    again = await decide(owner, made, "banned")
    review = await owner.post(f"/api/admin/reports/{made}/review")

    assert first.status == 204
    assert (again.status, again.code) == (409, "report_decided")
    assert review.code == "report_decided"


@pytest.mark.parametrize(
    ("decision", "days", "act", "left"),
    [("suspended", 7, "suspended", 7 * 86_400), ("banned", None, "banned", None)],
)
async def test_a_decision_suspends_in_the_same_act(
    gateway: Gateway, decision: str, days: int | None, act: str, left: int | None
) -> None:
    owner = await gateway.owner()
    _, bob, made = await two(gateway)
    device = await add_passkey(bob)
    answer = await decide(owner, made, decision, days=days)
    refused = await sign_in(await gateway.browser(), device)
    acts = {entry["act"] for entry in await log_of(owner)}

    assert answer.status == 204
    assert (await bob.get("/api/me")).code == "not_signed_in"
    assert (refused.code, refused.body.get("retry_after")) == ("suspended", left)
    assert {act, "report_decided"} <= acts


async def test_a_decision_that_cannot_be_carried_out_is_not_made(gateway: Gateway) -> None:
    ada, owner = await an_admin(gateway), await gateway.owner()
    ana = await gateway.member("ana")
    room = await a_talk(ana, owner)
    made = await reported(ana, room, owner)
    answer = await decide(ada, made, "banned")
    seen = (await ada.get(f"/api/admin/reports/{made}")).body

    assert (answer.status, answer.code) == (403, "not_allowed")
    assert (seen["state"], seen["decision"]) == ("open", None)


async def test_a_room_cannot_be_suspended(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    made = await reported(ana, await a_talk(ana))

    assert (await decide(owner, made, "warning")).code == "not_allowed"
    assert (await decide(owner, made, "no_action")).status == 204


@pytest.mark.parametrize("by_them", [True, False])
async def test_an_admins_own_reports_are_not_there_for_them(
    gateway: Gateway, *, by_them: bool
) -> None:
    ada, ana = await an_admin(gateway), await gateway.member("ana")
    room = await a_talk(ana, ada)
    made = await reported(ada, room, ana) if by_them else await reported(ana, room, ada)
    path = f"/api/admin/reports/{made}"
    answers = [
        await ada.get(path),
        await ada.post(f"{path}/review"),
        await decide(ada, made, "no_action"),
        await ada.post(f"{path}/appeals/{ana.me['id']}", {"upheld": True}),
    ]

    assert [(each.status, each.code) for each in answers] == [(404, "report_not_found")] * 4
    assert (await ada.get("/api/admin/reports")).body["reports"] == []
    assert len((await (await gateway.owner()).get("/api/admin/reports")).body["reports"]) == 1


async def test_days_are_for_suspensions_only(gateway: Gateway) -> None:
    owner = await gateway.owner()
    _, _, made = await two(gateway)

    assert (await decide(owner, made, "warning", days=3)).code == "validation"
    assert (await decide(owner, made, "suspended", days=0)).code == "validation"


async def test_reports_are_listed_by_state_and_page_by_page(gateway: Gateway) -> None:
    owner = await gateway.owner()
    people = [await gateway.member(f"ana{n}") for n in range(6)]
    room = await a_talk(*people)
    made: list[str] = []
    for n in range(52):
        gateway.clock.forward_s(1)
        made.append(await reported(people[n % 6], room))
    await decide(owner, made[0], "no_action")
    first = (await owner.get("/api/admin/reports?state=open")).body
    second = (await owner.get(f"/api/admin/reports?state=open&after={first['next']}")).body
    decided = (await owner.get("/api/admin/reports?state=decided")).body

    listed = [row["id"] for row in first["reports"] + second["reports"]]
    assert listed == made[:0:-1]
    assert (len(first["reports"]), second["next"]) == (50, None)
    assert [row["id"] for row in decided["reports"]] == [made[0]]
