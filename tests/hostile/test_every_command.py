"""P20, P21, P24: every command, sent by a foreign page, misshapen, or in another's name."""

from collections.abc import AsyncIterator
from typing import Final
from uuid import uuid4

import pytest
import pytest_asyncio
from tests.support.gateway import Browser, Gateway, running_gateway
from tests.support.unlimited import lift_limits

from torg.app.openapi import describe

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARK: Final = "zq8mark"
"""What is sent and must not come back."""
MISSHAPEN: Final[dict[str, str | bytes]] = {
    "a name twice": '{"handle": "a", "handle": "zq8mark"}',
    "no number": '{"handle": NaN, "zq8mark": 1}',
    "endless": '{"handle": Infinity, "zq8mark": 1}',
    "33 deep": '{"zq8mark": ' + "[" * 32 + "]" * 32 + "}",
    "half a sign": '{"handle": "zq8mark\\ud800"}',
    "too large a number": '{"handle": 9007199254740993, "zq8mark": 1}',
    "no JSON": '{"handle": zq8mark',
    "no text": b'{"handle": "zq8mark\xff"}',
    "a list": '["zq8mark"]',
    "a field nobody knows": '{"zq8mark": "zq8mark"}',
    "too large": '{"handle": "zq8mark' + "x" * 64 * 1024 + '"}',
}
SENDERS: Final = ("account", "account_id", "actor", "user", "lease_id", "session", "by", "role")
"""Names under which somebody might say who they are."""
UPLOADS: Final = frozenset({"/api/me/photo"})


def commands() -> list[tuple[str, str]]:
    """Give every call that could change something; pictures have tests of their own."""
    return [
        (method.upper(), path.replace("{handle}", "nobody"))
        for path, operations in describe()["paths"].items()
        for method in operations
        if method != "get" and path not in UPLOADS
    ]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateway(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gateway]:
    with pytest.MonkeyPatch.context() as patch:
        lift_limits(patch)
        async with running_gateway(tmp_path_factory.mktemp("commands")) as running:
            yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def owner(gateway: Gateway) -> Browser:
    return await gateway.owner()


def address(path: str) -> str:
    """Fill in ids that nobody has."""
    head, brace, rest = path.partition("{")
    return f"{head}{uuid4()}{address(rest.partition('}')[2])}" if brace else head


@pytest.mark.parametrize(("method", "path"), commands())
async def test_no_foreign_page_commands_with_my_cookie(
    owner: Browser, method: str, path: str
) -> None:
    host = owner.origin.partition("://")[2]
    foreign = ("https://evil.example", "null", "", f"https://{host}", f"http://x.{host}")
    answers = [
        await owner.ask(method, address(path), headers={"Origin": origin}) for origin in foreign
    ]

    assert [(each.status, each.code) for each in answers] == [(403, "foreign_origin")] * 5


@pytest.mark.parametrize(("method", "path"), commands())
async def test_what_is_misshapen_is_refused_and_not_repeated(
    owner: Browser, method: str, path: str
) -> None:
    headers = {"Content-Type": "application/json"}
    found = {}
    for what, said in MISSHAPEN.items():
        data = said if isinstance(said, bytes) else said.encode()
        answer = await owner.ask(method, address(path), data=data, headers=headers)
        found[what] = (400 <= answer.status < 500, MARK in str(answer.body))

    assert found == dict.fromkeys(MISSHAPEN, (True, False))


@pytest.mark.parametrize(("method", "path"), commands())
async def test_nobody_says_who_they_are(owner: Browser, method: str, path: str) -> None:
    victim = str(uuid4())
    answers = {
        name: (await owner.ask(method, address(path), {name: victim})).status for name in SENDERS
    }

    assert set(answers.values()) <= {404, 422}
    assert (await owner.get("/api/me")).status == 200
