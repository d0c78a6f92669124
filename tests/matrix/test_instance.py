"""S1: each cell that does not depend on a room; and no route and no topic is without a row."""

from collections.abc import Iterator
from typing import Final

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Route, WebSocketRoute
from tests.matrix.permissions import APART, INSTANCE, ROOM
from tests.matrix.town import Town, refusal_of_feed
from tests.moderation.test_rights import ROUTES as FOR_ADMINS
from tests.support.gateway import Browser
from tests.support.rooms import feed_of

from torg.app.compose import ROUTERS

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROWS: Final = [line.split() for line in INSTANCE.strip().splitlines()[1:]]
ROOM_ROWS: Final = [line.split() for line in ROOM.strip().splitlines()[1:]]
NOBODYS: Final = "00000000-0000-4000-8000-000000000000"


def called(path: str) -> str:
    """Give a path as its route knows it: whoever it is aimed at is one parameter."""
    for name in ("{me}", "{a_listener}", "{a_speaker}", "{the_host}"):
        path = path.replace(name, "{account_id}")
    return path


def all_calls() -> Iterator[tuple[str, str]]:
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, WebSocketRoute):
                yield "SOCKET", route.path
            elif isinstance(route, Route | APIRoute):
                yield from ((method, route.path) for method in route.methods or ())


async def test_no_route_is_without_a_row() -> None:
    rows = [(method, called(path)) for _, method, path, *_ in ROWS + ROOM_ROWS]
    known = {*rows, *FOR_ADMINS, *APART}

    assert {call for call in all_calls() if call not in known} == set()
    assert {call for call in known if call[0] != "WATCH"} <= set(all_calls())


async def test_no_topic_is_without_a_row(town: Town) -> None:
    rows = {path.partition(":")[0] for _, method, path, *_ in ROWS + ROOM_ROWS if method == "WATCH"}

    assert set(town.gateway.app.state.hub._families) == rows


CALLS: Final = [tuple(row[1:]) for row in ROWS if row[1] != "WATCH"]
A_PHOTO: Final = {"Content-Type": "image/png"}


@pytest.mark.parametrize(
    ("method", "path", "stranger", "member"), CALLS, ids=[" ".join(call[:2]) for call in CALLS]
)
async def test_each_may_ask_what_their_cell_says(
    town: Town, method: str, path: str, stranger: str, member: str
) -> None:
    for name in ("invitation", "member_id", "passkey", "photo", "report", "room_id", "reservation"):
        path = path.replace(f"{{{name}}}", NOBODYS)
    path = path.replace("{login_session}", NOBODYS).replace("{handle}", "nobody")
    path = path.replace("{kind}", "ping")
    # Whoever ends their login session is nobody's example afterwards.
    somebody = await town.newcomer() if "session" in path else town.people["somebody"]
    may = {
        who: await may_ask(browser, method, path)
        for who, browser in (("stranger", town.people["stranger"]), ("member", somebody))
    }

    assert may == {"stranger": stranger == "yes", "member": member == "yes"}


async def may_ask(browser: Browser, method: str, path: str) -> bool:
    headers = {"Origin": browser.origin} | (A_PHOTO if path == "/api/me/photo" else {})
    async with browser.session.request(method, browser.base + path, headers=headers) as answer:
        if answer.content_type != "application/problem+json":
            return True
        return (await answer.json())["code"] not in {"not_signed_in", "not_allowed"}


@pytest.mark.parametrize(
    ("topic", "stranger", "member"),
    [tuple(row[2:]) for row in ROWS if row[1] == "WATCH"],
)
async def test_each_may_watch_what_their_cell_says(
    town: Town, topic: str, stranger: str, member: str
) -> None:
    refused = await refusal_of_feed(town.people["stranger"])
    async with feed_of(town.people["somebody"]) as feed:
        seen = await feed.watch(topic)

    assert stranger == "-"
    assert refused == "sign in"
    assert (seen is not None) == (member == "yes")
