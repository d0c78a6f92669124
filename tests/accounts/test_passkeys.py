"""Adding passkeys and signing in by them."""

from tests.support.gateway import Gateway
from tests.support.signing import add_passkey, sign_in


async def test_a_passkey_signs_its_holder_in(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob, "Laptop")
    browser = await gateway.browser()
    answer = await sign_in(browser, device)
    me = await browser.get("/api/me")

    assert answer.status == 200
    assert answer.body == me.body
    assert me.body["handle"] == "bob"
    assert me.body["ways"] == {"passkeys": 1, "recovery_codes": 0}
