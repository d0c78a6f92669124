"""Signalling is opened by a lease; a cookie that comes along must be the same member's."""

import aiohttp
import pytest
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import join, open_room


async def status_at_signalling(browser: Browser, token: str) -> int:
    """Open /rtc as a page would; 101 when it is open."""
    try:
        async with browser.socket(f"/rtc?access_token={token}"):
            return 101
    except aiohttp.WSServerHandshakeError as refusal:
        return refusal.status


@pytest.fixture
async def token(gateway: Gateway) -> str:
    """The lease token of the owner."""
    owner = await gateway.owner()
    return str((await join(owner, await open_room(owner)))["token"])


async def test_ones_own_cookie_or_none_may_come_along(gateway: Gateway, token: str) -> None:
    path = f"/rtc/validate?access_token={token}"
    by_its_member = await (await gateway.owner()).get(path)
    by_a_program = await (await gateway.browser()).get(path)

    assert by_its_member.body == by_a_program.body == "success"


async def test_another_members_cookie_does_not_open_it(gateway: Gateway, token: str) -> None:
    bob = await gateway.member("bob")
    validated = await bob.get(f"/rtc/validate?access_token={token}")

    assert await status_at_signalling(bob, token) == 403
    assert (validated.status, validated.body) == (403, "signed in as somebody else")


async def test_a_cookie_that_has_died_does_not_open_it(gateway: Gateway, token: str) -> None:
    bob = await gateway.member("bob")
    cookies = [(each.key, each.value) for each in bob.session.cookie_jar]
    await bob.delete("/api/session")
    stranger = await gateway.browser()
    stranger.session.cookie_jar.update_cookies(cookies)

    assert await status_at_signalling(stranger, token) == 403
