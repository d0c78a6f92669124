"""P28: whether somebody has blocked me or never was, the same is done before the same answer."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.people import block
from tests.support.statements import statements_at

Ask = Callable[[Browser, str, str], Awaitable[Answer]]
"""Asks by somebody's handle or id."""

ASKED: dict[str, Ask] = {
    "profile": lambda by, handle, _: by.get(f"/api/members/{handle}"),
    "followers": lambda by, handle, _: by.get(f"/api/members/{handle}/followers"),
    "follow": lambda by, _, who: by.put(f"/api/members/{who}/follow"),
    "unfollow": lambda by, _, who: by.delete(f"/api/members/{who}/follow"),
    "search": lambda by, handle, _: by.get(f"/api/members?query={handle}"),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
async def test_a_block_is_asked_for_in_the_same_breath_as_the_member(
    gateway: Gateway, ask: Ask
) -> None:
    ana, bo = await gateway.member("anita"), await gateway.member("bo_")
    await block(ana, bo)
    with statements_at(gateway) as of_blocked:
        blocked = await ask(bo, "anita", ana.me["id"])
    with statements_at(gateway) as of_unknown:
        unknown = await ask(bo, "frigg", str(uuid4()))

    assert _about_people(of_blocked) == _about_people(of_unknown)
    assert blocked.status == unknown.status
    assert _without_id(blocked) == _without_id(unknown)


def _about_people(statements: list[str]) -> list[str]:
    """Leave out what the gateway does meanwhile."""
    return [one for one in statements if any(table in one for table in ("blocks", "follows"))]


def _without_id(answer: Answer) -> object:
    return {**answer.body, "request_id": ""} if answer.body else None
