"""Cursors: what was given is read again, and what nobody gave is refused."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from uuid import UUID

import pytest
from tests.support.clock import NOON
from tests.support.gateway import Gateway

from torg.errors import BadRequest
from torg.moderation.cursors import by_count, by_moment, by_name, count_in, moment_in, name_in


def test_what_was_given_is_read_again() -> None:
    which = UUID(int=7)

    assert name_in(by_name("ana_1")) == "ana_1"
    assert moment_in(by_moment(NOON, which)) == (NOON, which)
    assert count_in(by_count(NOON, 42)) == (NOON, 42)


@pytest.mark.parametrize("read", [name_in, moment_in, count_in])
@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "\0", "~", "ANA", "2026-11-22~x"),
        *("2026-11-22T12:00:00~1", "2026-11-22T12:00:00+00:00~-1"),
        "2026-11-22T12:00:00+00:00~1000000000",
        f"2026-11-22T12:00:00~{UUID(int=7)}",
    ],
)
def test_what_nobody_gave_is_refused(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(BadRequest):
        read(urlsafe_b64encode(text.encode()).decode())


@pytest.mark.parametrize("cursor", ["x", "é", "_____w", "===="])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadRequest):
        moment_in(cursor)


async def test_a_cursor_nobody_gave_is_a_bad_request(gateway: Gateway) -> None:
    owner = await gateway.owner()
    answers = [
        await owner.get(f"/api/admin/{path}?after=_____w")
        for path in ("members", "invitations", "reports", "audit")
    ]

    assert [(each.status, each.code) for each in answers] == [(400, "bad_request")] * 4
