"""The owner chooses, and everybody is told."""

from typing import Any

import pytest
from sqlalchemy import func, select
from tests.support.gateway import Answer, Browser, Gateway

from torg.audit.acts import Act
from torg.audit.models import AuditRow

DESK = "/api/admin/instance"


async def choose(owner: Browser, **wish: Any) -> Answer:  # noqa: ANN401 - any choice
    return await owner.ask("PATCH", DESK, wish)


async def test_what_the_owner_chose_is_told_to_strangers(gateway: Gateway) -> None:
    owner = await gateway.owner()
    chosen = await choose(
        owner,
        name="  Kaffihúsið ",
        languages=["is", "en", "is"],
        accent="#1A4D8F",
        house_rules="Be kind.\r\n\r\nListen. ",
    )
    told = (await (await gateway.browser()).get("/api/instance")).body

    assert chosen.status == 200
    assert told["name"] == "Kaffihúsið"
    assert told["languages"] == ["is", "en"]
    assert told["accent"] == "#1a4d8f"
    assert told["accent_dark"] != told["accent"]
    assert told["house_rules"] == "Be kind.\n\nListen."


async def test_what_is_not_named_stays(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await choose(owner, name="Salon", accent="#1a4d8f", shows_open_rooms=True)
    await choose(owner, name="Parlour")
    kept = (await owner.get(DESK)).body
    await choose(owner, accent=None)
    plain = (await owner.get(DESK)).body

    assert (kept["name"], kept["accent"], kept["shows_open_rooms"]) == ("Parlour", "#1a4d8f", True)
    assert (plain["name"], plain["accent"]) == ("Parlour", None)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"accent": "#f2a27e"}, "accent_too_faint"),
        ({"accent": "red"}, "validation"),
        ({"name": "\u200b"}, "validation"),
        ({"name": "a" * 61}, "validation"),
        ({"languages": []}, "validation"),
        ({"languages": ["de"]}, "validation"),
        ({"house_rules": "a" * 4_001}, "validation"),
        ({"house_rules": "turn\u202eround"}, "validation"),
        ({"set_up_at": "now"}, "validation"),
    ],
)
async def test_a_choice_that_cannot_stand_changes_nothing(
    gateway: Gateway, wish: dict[str, Any], code: str
) -> None:
    owner = await gateway.owner()
    before = (await owner.get(DESK)).body
    refused = await choose(owner, **wish)

    assert (refused.status, refused.code) == (422, code)
    assert (await owner.get(DESK)).body == before


async def test_the_longest_choices_stand(gateway: Gateway) -> None:
    owner = await gateway.owner()
    chosen = await choose(owner, name="a" * 60, house_rules="a" * 4_000)

    assert chosen.status == 200


async def test_only_the_owner_chooses(gateway: Gateway) -> None:
    member, stranger = await gateway.member("bo_"), await gateway.browser()
    answers = [
        await ask
        for who in (member, stranger)
        for ask in (who.get(DESK), choose(who, name="Mine"), who.post(f"{DESK}/set-up-done"))
    ]

    assert [answer.status for answer in answers] == [403, 403, 403, 401, 401, 401]


async def test_a_choice_is_written_down(gateway: Gateway) -> None:
    await choose(await gateway.owner(), name="Salon")
    query = select(func.count()).where(AuditRow.act == Act.CHOICES_CHANGED)
    async with gateway.database.reading() as transaction:
        written = await transaction.session.scalar(query)

    assert written == 1


async def test_until_the_first_steps_are_done_the_place_is_being_set_up(gateway: Gateway) -> None:
    owner, stranger = await gateway.owner(), await gateway.browser()
    during = (await stranger.get("/api/instance")).body["state"]
    done = [await owner.post(f"{DESK}/set-up-done") for _ in range(2)]
    after = (await stranger.get("/api/instance")).body["state"]

    assert (during, after) == ("being_set_up", "ready")
    assert [answer.status for answer in done] == [204, 204]
    assert (await owner.get(DESK)).body["is_set_up"]
