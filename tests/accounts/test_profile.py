"""What members change about themselves: name, bio, languages, handle."""

from datetime import timedelta

import pytest
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.people import profile
from tests.support.rooms import feed_of, join, open_room

from torg.accounts.rules import HANDLE_KEPT

SECOND = timedelta(seconds=1)


async def take_handle(browser: Browser, handle: str) -> Answer:
    return await browser.ask("PUT", "/api/me/handle", {"handle": handle})


async def change(browser: Browser, **changed: object) -> Answer:
    return await browser.ask("PATCH", "/api/me", changed)


async def test_what_is_left_out_stays_as_it_is(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    first = await change(ana, name="Ana María", bio="Listens.\r\n\r\n\r\nSpeaks. ")
    second = await change(ana, languages=["is", "ru", "is"])
    nothing = await change(ana)
    shown = await profile(ana, "ana")

    assert first.body["name"] == second.body["name"] == nothing.body["name"] == "Ana María"
    assert nothing.body["languages"] == ["is", "ru"]
    assert shown["bio"] == "Listens.\n\nSpeaks."
    assert shown["languages"] == ["is", "ru"]


@pytest.mark.parametrize(
    "changed",
    [
        *({"name": ""}, {"name": "a" * 51}, {"name": "Ana\u202e"}, {"name": "A\u0000na"}),
        *({"bio": "a" * 501}, {"bio": "a\u0007"}, {"bio": "\u202eanA"}),
        *({"languages": []}, {"languages": ["xx"]}, {"role": "owner"}, {"handle": "eva"}),
    ],
    ids=str,
)
async def test_what_breaks_a_rule_changes_nothing(
    gateway: Gateway, changed: dict[str, object]
) -> None:
    ana = await gateway.member("ana")
    answer = await change(ana, **changed)

    assert answer.status in {400, 422}
    assert (await ana.get("/api/me")).body == ana.me


@pytest.mark.parametrize("badge", "✓✔☑✅🛡⭐★👑🏅🎖™®🔰🗸")
async def test_no_name_wears_a_badge(gateway: Gateway, badge: str) -> None:
    ana = await gateway.member("ana")
    answers = [await change(ana, name=name) for name in (f"Ana {badge}", f"{badge}\ufe0f Ana")]

    assert [answer.status for answer in answers] == [422, 422]


async def test_a_bio_may_have_five_hundred_signs(gateway: Gateway) -> None:
    ana = await gateway.member("ana")

    assert (await change(ana, bio="þ" * 500)).status == 200


async def test_a_new_name_reaches_the_hallway_and_the_room_at_once(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    room = await open_room(ana)
    for who in (ana, bo):
        await join(who, room)
    async with feed_of(bo) as feed:
        await feed.watch("hallway")
        await feed.watch(f"room:{room}")
        await change(ana, name="Freyja")
        inside = await feed.until(
            f"room:{room}", lambda state: state["stage"][0]["account"]["name"] == "Freyja"
        )
        outside = await feed.until(
            "hallway", lambda state: state["rooms"][0]["host"]["name"] == "Freyja"
        )

    assert inside["stage"][0]["account"]["handle"] == "ana"
    assert outside["rooms"][0]["stage"][0]["name"] == "Freyja"


async def test_a_handle_changes_once_in_ninety_days(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    first = await take_handle(ana, "freyja")
    same = await take_handle(ana, "freyja")
    soon = await take_handle(ana, "frigg")
    gateway.clock.forward(timedelta(days=29))
    await ana.get("/api/me")  # A login session that rests for 30 days is over.
    gateway.clock.forward(timedelta(days=29))
    await ana.get("/api/me")
    gateway.clock.forward(timedelta(days=29))

    assert (first.status, first.body["handle"]) == (200, "freyja")
    assert (same.status, soon.status, soon.code) == (200, 409, "handle_too_soon")
    assert int(soon.headers["Retry-After"]) >= HANDLE_KEPT.total_seconds() - 10


async def test_the_old_handle_is_locked_for_all_but_its_owner(gateway: Gateway) -> None:
    ana, bo = await gateway.member("anita"), await gateway.member("bo_")
    await take_handle(ana, "freyja")
    taken = [await take_handle(bo, handle) for handle in ("anita", "an1ta", "anita_", "freyja")]
    unknown = await bo.get("/api/members/anita")
    back = await take_handle(ana, "anita")
    locked = await take_handle(bo, "freyja")

    assert {(answer.status, answer.code) for answer in taken} == {(409, "handle_taken")}
    assert unknown.status == 404
    assert (back.status, back.body["handle"]) == (200, "anita")
    assert locked.code == "handle_taken"


async def test_nobody_comes_in_with_a_locked_handle_before_it_is_free(gateway: Gateway) -> None:
    ana = await gateway.member("anita")
    owner = await gateway.owner()
    await take_handle(ana, "freyja")
    invitation, token = await gateway.invitation(owner)
    newcomer = {"token": token, "handle": "an1ta", "name": "Anita", "languages": ["en"]}
    browser = await gateway.browser()
    path = f"/api/invitations/{invitation}/redeem"
    refused = await browser.post(path, newcomer)

    assert (refused.status, refused.code) == (409, "handle_taken")
    assert (await browser.post(path, newcomer | {"handle": "another"})).status == 201


@pytest.mark.parametrize("handle", ["Eva", "ab", "admin", "t0rg", "m0derator"])
async def test_no_member_takes_a_handle_that_is_no_handle_or_reserved(
    gateway: Gateway, handle: str
) -> None:
    ana = await gateway.member("ana")

    assert (await take_handle(ana, handle)).code == "handle_refused"
