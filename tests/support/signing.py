"""What people do to come back: add a passkey, sign in by it, take recovery codes."""

from dataclasses import replace
from typing import Any

from tests.support.authenticator import Authenticator
from tests.support.gateway import Answer, Browser, Gateway


async def add_passkey(browser: Browser, name: str = "My key") -> Authenticator:
    """Give a member a passkey; give the device that holds it."""
    device = Authenticator(browser.origin)
    answer = await offer_passkey(browser, device, name)
    assert answer.status == 201, answer
    return device


async def offer_passkey(browser: Browser, device: Authenticator, name: str = "My key") -> Answer:
    """Try to give a member the passkey of a device."""
    options = await browser.post("/api/passkeys/options")
    assert options.status == 200, options
    return await browser.post(
        "/api/passkeys", {"credential": device.create(options.body), "name": name}
    )


async def sign_in(browser: Browser, device: Authenticator) -> Answer:
    """Try to sign in by the passkey of a device."""
    return await browser.post("/api/sign-in/passkey", await shown(browser, device))


async def shown(browser: Browser, device: Authenticator) -> dict[str, Any]:
    """Give the body of a sign-in by a device's passkey."""
    asked = await browser.post("/api/sign-in/options")
    assert asked.status == 200, asked
    return {"id": asked.body["id"], "credential": device.get(asked.body["options"])}


async def take_codes(browser: Browser) -> list[str]:
    """Give a member new recovery codes."""
    answer = await browser.post("/api/recovery-codes")
    assert answer.status == 201, answer
    codes: list[str] = answer.body["codes"]
    return codes


async def elsewhere(gateway: Gateway, device: Authenticator) -> Browser:
    """Sign the holder of a passkey in with another browser."""
    browser = await gateway.browser()
    answer = await sign_in(browser, device)
    assert answer.status == 200, answer
    browser.me = answer.body
    return browser


def posing(device: Authenticator, **changed: Any) -> Authenticator:  # noqa: ANN401 - any of its parts
    """Give the same device, but for what an attacker changed."""
    return replace(device, **changed)
