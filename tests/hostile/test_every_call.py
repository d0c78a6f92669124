"""Z1: what the OpenAPI document allows and what it forbids, said to a real gateway by everybody."""

import asyncio
from typing import Final

import pytest
from tests.support.calling import Calls, callers
from tests.support.gateway import Gateway
from tests.support.unlimited import lift_limits

CALLS: Final = [
    pytest.param(5_000, marks=pytest.mark.timeout(900), id="small"),
    pytest.param(20_000, marks=[pytest.mark.slow, pytest.mark.timeout(3_000)], id="full"),
]


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    lift_limits(monkeypatch)


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("least", CALLS)
async def test_every_answer_is_one_that_is_described_and_none_a_fault(
    gateway: Gateway, least: int
) -> None:
    calls = Calls(gateway, await callers(gateway), asyncio.get_running_loop())
    await asyncio.to_thread(calls.run, least)

    assert calls.faults == {}
    assert calls.made.total() >= least
