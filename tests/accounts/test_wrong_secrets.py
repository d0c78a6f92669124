"""P22: of every secret only a hash is kept, and whatever is not the secret is refused."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from typing import Final

import pytest
from tests.support.gateway import Browser, Gateway, nothing_to_prepare, person
from tests.support.reserving import reserve, standing
from tests.support.signing import take_codes

from torg.accounts.console import recovery_link
from torg.accounts.cookie import cookie_name
from torg.invitations.service import Admission
from torg.kit.fresh import fingerprint_of

Try = Callable[[Browser, str], Awaitable[int]]
"""Shows a secret from some browser; gives the status of the answer."""

Kind = Callable[[Gateway, str], Awaitable[tuple[str, Try]]]
"""Makes a secret for somebody with this handle, and says how it is shown."""


async def owner_link(gateway: Gateway, handle: str) -> tuple[str, Try]:
    async with gateway.database.transaction() as transaction:
        link = await Admission(transaction, gateway.settings).owner_link(gateway.clock.now())
    assert link is not None

    async def show(browser: Browser, secret: str) -> int:
        return (await browser.post("/api/setup", {"token": secret, **person(handle)})).status

    return link.partition("#")[2], show


async def invitation(gateway: Gateway, handle: str) -> tuple[str, Try]:
    which, token = await gateway.invitation()

    async def show(browser: Browser, secret: str) -> int:
        body = {"token": secret, **person(handle)}
        return (await browser.post(f"/api/invitations/{which}/redeem", body)).status

    return token, show


async def login_session(gateway: Gateway, handle: str) -> tuple[str, Try]:
    member = await gateway.member(handle)
    name = cookie_name(gateway.settings)
    (cookie,) = [each for each in member.session.cookie_jar if each.key == name]

    async def show(browser: Browser, secret: str) -> int:
        headers = {"Cookie": f"{name}={secret}"}
        return (await browser.ask("GET", "/api/me", headers=headers)).status

    return cookie.value, show


async def recovery_code(gateway: Gateway, handle: str) -> tuple[str, Try]:
    code = (await take_codes(await gateway.member(handle)))[0]

    async def show(browser: Browser, secret: str) -> int:
        body = {"handle": handle, "code": secret}
        return (await browser.post("/api/sign-in/recovery", body)).status

    return code, show


async def link_from_the_console(gateway: Gateway, handle: str) -> tuple[str, Try]:
    await gateway.member(handle)
    now = gateway.clock.now() + timedelta(days=1)
    link = await recovery_link(gateway.settings, nothing_to_prepare, handle, now)

    async def show(browser: Browser, secret: str) -> int:
        return (await browser.post("/api/sign-in/link", {"token": secret})).status

    return link.partition("#")[2], show


async def code_of_who_waits(gateway: Gateway, handle: str) -> tuple[str, Try]:
    code: str = (await reserve(await gateway.browser(), handle))["codes"][0]

    async def show(browser: Browser, secret: str) -> int:
        return (await standing(browser, handle, secret)).status

    return code, show


KINDS: Final[Mapping[str, tuple[Kind, bool]]] = {
    "owner's link": (owner_link, False),
    "invitation": (invitation, True),
    "login session": (login_session, False),
    "recovery code": (recovery_code, True),
    "link from the console": (link_from_the_console, False),
    "code of who waits": (code_of_who_waits, True),
}
"""Every kind of secret, and whether it opens only together with a name or an id."""


def wrong(secret: str) -> Iterator[str]:
    """Give what comes near a secret and is none."""
    yield ("b" if secret[0] == "a" else "a") + secret[1:]
    yield secret[:-1]
    yield secret + secret
    yield fingerprint_of(secret).hex()
    yield "0"


@pytest.mark.parametrize("kind", KINDS)
async def test_only_the_secret_itself_opens(gateway: Gateway, kind: str) -> None:
    make, has_a_name = KINDS[kind]
    secret, show = await make(gateway, "bob")
    refused = [*wrong(secret)]
    if has_a_name:
        refused.append((await make(gateway, "eva"))[0])
    statuses = set()
    for each in refused:
        statuses.add(await show(await gateway.browser(), each))
        # Past what is allowed to fail in a quarter of an hour.
        gateway.clock.forward(timedelta(minutes=15))

    assert statuses <= {401, 404}
    assert await show(await gateway.browser(), secret) in {200, 201}
