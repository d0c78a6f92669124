"""Whoever is here and whoever is not: the waiting list says the same after the same work."""

from typing import Final

import pytest
from tests.support.gateway import Answer, Gateway
from tests.support.reserving import a_wish, reserve, standing
from tests.support.statements import statements_at

ITS_OWN: Final = frozenset({"date", "x-request-id", "content-length"})
ITS_SUBJECTS: Final = ("reservation", "notices", "accounts.handle")
"""What a statement speaks of that belongs to reserving; the gateway has others of its own."""


def told(answer: Answer) -> tuple[int, set[str], dict[str, str]]:
    """Give what a stranger could compare: status, fields, headers."""
    headers = {name: value for name, value in answer.headers.items() if name.lower() not in ITS_OWN}
    return answer.status, set(answer.body), headers


@pytest.mark.parametrize(
    ("handle", "known"),
    [
        ("bob", []),
        ("free", ["bob", "eva"]),
        ("free", ["bob"]),
        ("bob", ["bob", "nobody"]),
    ],
)
async def test_a_reservation_tells_and_costs_the_same_whoever_is_here(
    gateway: Gateway, handle: str, known: list[str]
) -> None:
    await gateway.member("bob")
    await gateway.member("eva")
    stranger = await gateway.browser()
    done = []
    for wish in (a_wish("free", *("nobody", "neither")[: len(known)]), a_wish(handle, *known)):
        with statements_at(gateway) as seen:
            answer = await stranger.post("/api/waiting", wish)
        mine = [each for each in seen if any(word in each for word in ITS_SUBJECTS)]
        done.append((told(answer), len(answer.body["codes"]), mine))

    assert done[0][0][0] == 201
    assert done[0] == done[1]


@pytest.mark.parametrize("command", ["look", "withdraw"])
async def test_a_false_code_costs_the_same_for_every_handle(gateway: Gateway, command: str) -> None:
    await gateway.member("bob")
    stranger = await gateway.browser()
    await reserve(stranger, "anna")
    done = {}
    for handle in ("anna", "bob", "nobody"):
        with statements_at(gateway) as seen:
            body = {"handle": handle, "code": "0" * 32}
            answer = await stranger.post(f"/api/waiting/{command}", body)
        done[handle] = (told(answer), [each for each in seen if "reservation" in each])

    assert done["anna"][0][0] == 404
    assert done["anna"] == done["bob"] == done["nobody"]


async def test_a_code_is_asked_for_by_one_statement_for_each_place_it_may_be(
    gateway: Gateway,
) -> None:
    stranger = await gateway.browser()
    with statements_at(gateway) as seen:
        await standing(stranger, "anna", "0" * 32)

    assert len([each for each in seen if "code_hash" in each]) == 2
