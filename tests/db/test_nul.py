"""A NUL, which PostgreSQL keeps in no text, is refused before anybody asks a database."""

import pytest
from tests.support.gateway import Gateway


@pytest.mark.parametrize(
    "path", ["/api/members/a%00b", "/api/rooms?after=%00", "/api/members?query=a%00b"]
)
async def test_a_path_or_query_with_a_nul_is_refused(gateway: Gateway, path: str) -> None:
    owner = await gateway.owner()
    async with owner.session.get(f"{gateway.base}{path}") as answer:
        status = answer.status

    assert status == 400


async def test_a_body_with_a_nul_is_refused(gateway: Gateway) -> None:
    owner = await gateway.owner()
    answer = await owner.post("/api/rooms", {"title": "a\0b", "languages": ["en"], "type": "open"})

    assert (answer.status, answer.code) == (400, "bad_request")
