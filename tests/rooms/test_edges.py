"""Rooms over HTTP at the edges: what is refused, and how a room that is not for me looks."""

from pathlib import Path
from uuid import UUID

import pytest
from tests.support.gateway import Answer, Browser, Gateway, running_gateway
from tests.support.rooms import bring_on_stage, feed_of, join, open_room

NOWHERE = str(UUID(int=4))
TITLE = "Late talk"


def wish(**changed: object) -> dict[str, object]:
    return {"title": TITLE, "languages": ["en"], "type": "open"} | changed


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "x" * 60},
        {"title": "ð" * 60},
        {"title": " x "},
        {"languages": ["en", "is", "ru"]},
        {"type": "closed"},
        {"type": "social"},
    ],
)
async def test_a_room_just_within_its_limits_opens(
    gateway: Gateway, changed: dict[str, object]
) -> None:
    answer = await (await gateway.owner()).post("/api/rooms", wish(**changed))

    assert answer.status == 201
    assert answer.body["record_status"] == "off_the_record"
    assert not answer.body["demo"]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "x" * 61},
        {"title": "  "},
        {"title": "a\u202eb"},
        {"title": "a\nb"},
        {"languages": []},
        {"languages": ["en", "is", "ru", "en"]},
        {"languages": ["de"]},
        {"type": "club"},
        {"type": "social", "list": ["bo_"]},
        {"list": ["bo_"]},
        {"demo": True},
        {"type": "closed", "list": ["nobody"]},
    ],
)
async def test_a_room_just_beyond_its_limits_does_not(
    gateway: Gateway, changed: dict[str, object]
) -> None:
    answer = await (await gateway.owner()).post("/api/rooms", wish(**changed))

    assert answer.status == 422


async def test_a_seventh_room_within_the_hour_must_wait(gateway: Gateway) -> None:
    ana = await gateway.owner()
    answers = [await ana.post("/api/rooms", wish()) for _ in range(7)]

    assert [answer.status for answer in answers] == [201] * 6 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def asked(room: str, other: str) -> list[tuple[str, str]]:
    """Give everything one can ask of a room."""
    base = f"/api/rooms/{room}"
    return [
        ("GET", base),
        ("GET", f"{base}/people"),
        ("PUT", f"{base}/list/bo_"),
        ("POST", f"{base}/join"),
        ("POST", f"{base}/leave"),
        ("PUT", f"{base}/hand"),
        ("DELETE", f"{base}/hand"),
        ("DELETE", f"{base}/hands/{other}"),
        ("POST", f"{base}/offers/{other}"),
        ("POST", f"{base}/offer/accept"),
        ("POST", f"{base}/offer/decline"),
        ("PUT", f"{base}/holds/{other}"),
        ("DELETE", f"{base}/holds/{other}"),
        ("DELETE", f"{base}/stage/{other}"),
        ("POST", f"{base}/end"),
    ]


async def test_a_closed_room_answers_like_a_room_that_never_was(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    closed = await open_room(ana, type="closed")
    await join(ana, closed)
    pairs = zip(asked(closed, ana.me["id"]), asked(NOWHERE, ana.me["id"]), strict=True)
    for (method, there), (_, nowhere) in pairs:
        one, other = await send(bo, method, there), await send(bo, method, nowhere)

        assert likeness(one) == likeness(other), there
        assert one.status == (204 if there.endswith("/leave") else 404), there


async def test_a_room_that_is_over_answers_like_one_that_never_was(gateway: Gateway) -> None:
    ana = await gateway.owner()
    over = await open_room(ana)
    await join(ana, over)
    await ana.post(f"/api/rooms/{over}/end")
    pairs = zip(asked(over, ana.me["id"]), asked(NOWHERE, ana.me["id"]), strict=True)
    for (method, there), (_, nowhere) in pairs:
        one, other = await send(ana, method, there), await send(ana, method, nowhere)

        assert likeness(one) == likeness(other), there


async def test_the_feed_knows_no_room_one_is_not_in(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room, closed = await open_room(ana), await open_room(ana, type="closed")
    async with feed_of(bo) as feed:
        states = [await feed.watch(f"room:{one}") for one in (room, closed, NOWHERE)]
        hallway = await feed.watch("hallway")

    assert states == [None, None, None]
    assert hallway is not None
    assert [card["id"] for card in hallway["rooms"]] == [room]


async def test_who_can_see_a_room_but_is_not_in_it_is_refused(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    refused = [
        await send(bo, method, path)
        for method, path in asked(room, ana.me["id"])
        if path.rpartition("/")[2] not in {room, "join", "leave"}
    ]

    assert {(answer.status, answer.code) for answer in refused} == {(403, "not_allowed")}


async def test_a_list_lets_members_into_a_closed_room(gateway: Gateway) -> None:
    ana, bo, eva = (
        await gateway.owner(),
        await gateway.member("bo_"),
        await gateway.member("eva"),
    )
    room = await open_room(ana, type="closed", list=["bo_"])
    await join(ana, room)
    await join(bo, room)
    before = await eva.post(f"/api/rooms/{room}/join")
    by_a_listener = await bo.put(f"/api/rooms/{room}/list/eva")
    unknown = await ana.put(f"/api/rooms/{room}/list/nobody")
    extended = [await ana.put(f"/api/rooms/{room}/list/eva") for _ in range(2)]
    after = await eva.post(f"/api/rooms/{room}/join")

    assert (before.status, by_a_listener.status, unknown.status) == (404, 403, 422)
    assert [answer.status for answer in extended] == [204, 204]
    assert after.status == 200


async def test_a_full_room_takes_no_one_more(tmp_path: Path) -> None:
    async with running_gateway(tmp_path, room_limit=2) as gateway:
        ana, bo, eva = (
            await gateway.owner(),
            await gateway.member("bo_"),
            await gateway.member("eva"),
        )
        room = await open_room(ana)
        await join(ana, room)
        await join(bo, room)
        third = await eva.post(f"/api/rooms/{room}/join")
        await bo.post(f"/api/rooms/{room}/leave")
        afterwards = await eva.post(f"/api/rooms/{room}/join")

    assert (third.status, third.code) == (409, "room_full")
    assert afterwards.status == 200


async def test_a_full_stage_takes_no_one_more(tmp_path: Path) -> None:
    async with running_gateway(tmp_path, stage_limit=2) as gateway:
        ana, bo, eva = (
            await gateway.owner(),
            await gateway.member("bo_"),
            await gateway.member("eva"),
        )
        room = await open_room(ana)
        for person in (ana, bo, eva):
            await join(person, room)
        await bring_on_stage(ana, bo, room)
        answer = await ana.post(f"/api/rooms/{room}/offers/{eva.me['id']}")

    assert (answer.status, answer.code) == (409, "stage_full")


async def test_an_audience_is_paged_for_who_is_in_the_room(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    outside = await bo.get(f"/api/rooms/{room}/people")
    await join(bo, room)
    page = await bo.get(f"/api/rooms/{room}/people")
    nonsense = await bo.get(f"/api/rooms/{room}/people?after=nonsense")

    assert outside.status == 403
    assert [row["account"]["handle"] for row in page.body["people"]] == ["bo_"]
    assert (page.body["next"], page.body["count"]) == (None, 1)
    assert nonsense.status == 400


@pytest.mark.parametrize("path", ["/api/rooms", f"/api/rooms/{NOWHERE}"])
async def test_rooms_are_for_members_only(gateway: Gateway, path: str) -> None:
    answer = await (await gateway.browser()).get(path)

    assert (answer.status, answer.code) == (401, "not_signed_in")


async def send(browser: Browser, method: str, path: str) -> Answer:
    return await browser.ask(method, path, {} if method == "POST" else None)


def likeness(answer: Answer) -> tuple[int, dict[str, str], object]:
    """Give all of an answer but its time and its id."""
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name.lower() not in {"date", "x-request-id"}
    }
    body = dict(answer.body) | {"request_id": ""} if isinstance(answer.body, dict) else answer.body
    return answer.status, headers, body
