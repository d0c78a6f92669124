"""A handle that is here and one that is not cost the gateway the same work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from tests.support.gateway import Gateway
from tests.support.signing import take_codes


@contextmanager
def statements_at(gateway: Gateway) -> Iterator[list[str]]:
    """Collect the statements the gateway sends to its database, but for what it does by itself."""
    seen: list[str] = []

    def note(*what: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        seen.append(what[2])

    engine = gateway.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("code", ["wrong", "somebody else's"])
async def test_a_false_code_costs_the_same_for_every_handle(gateway: Gateway, code: str) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    await take_codes(bob)
    codes = {"wrong": "0" * 32, "somebody else's": (await take_codes(eva))[0]}
    stranger = await gateway.browser()
    done = {}
    for handle in ("bob", "nobody"):
        with statements_at(gateway) as seen:
            body = {"handle": handle, "code": codes[code]}
            assert (await stranger.post("/api/sign-in/recovery", body)).status == 401
        done[handle] = [each for each in seen if "recovery_codes" in each]

    assert len(done["bob"]) == 1
    assert done["bob"] == done["nobody"]
