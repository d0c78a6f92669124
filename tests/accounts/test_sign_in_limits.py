"""How often signing in may be tried, to the last try."""

from datetime import timedelta

from tests.support.gateway import Browser, Gateway
from tests.support.signing import add_passkey, posing, shown, sign_in, take_codes

QUARTER = timedelta(minutes=15)


async def guess(browser: Browser, handle: str, code: str = "0000") -> int:
    body = {"handle": handle, "code": code}
    return (await browser.post("/api/sign-in/recovery", body)).status


async def test_after_five_false_codes_a_handle_waits_known_or_not(gateway: Gateway) -> None:
    code, *_ = await take_codes(await gateway.member("bob"))
    stranger = await gateway.browser()
    seen = {}
    for handle in ("bob", "nobody"):
        seen[handle] = [await guess(stranger, handle) for _ in range(5)]
        seen[handle].append(await guess(stranger, f"@{handle.upper()}", code))
        gateway.clock.forward(timedelta(minutes=1))  # the network may try again
    gateway.clock.forward(QUARTER - timedelta(minutes=2, seconds=1))
    still = await guess(stranger, "bob", code)
    gateway.clock.forward_s(1)
    again = await guess(stranger, "bob", code)

    assert seen["bob"] == seen["nobody"] == [401] * 5 + [429]
    assert (still, again) == (429, 200)


async def test_guessing_at_codes_does_not_shut_a_passkey_out(gateway: Gateway) -> None:
    device = await add_passkey(await gateway.member("bob"))
    stranger = await gateway.browser()
    for _ in range(5):
        await guess(stranger, "bob")

    assert (await sign_in(await gateway.browser(), device)).status == 200


async def test_after_five_false_answers_a_passkey_waits(gateway: Gateway) -> None:
    device = await add_passkey(await gateway.member("bob"))
    browser = await gateway.browser()
    false = [
        (await sign_in(browser, posing(device, relying_party="elsewhere"))).status for _ in range(5)
    ]
    sixth = await sign_in(browser, device)
    gateway.clock.forward(QUARTER)
    later = await sign_in(browser, device)

    assert false == [401] * 5
    assert sixth.status == 429
    assert int(sixth.headers["Retry-After"]) == QUARTER.total_seconds()
    assert later.status == 200


async def test_a_network_tries_ten_times_a_minute(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    browser = await gateway.browser()
    body = await shown(browser, device)
    tries = [await guess(browser, f"guess{number}") for number in range(9)]
    tries.append((await browser.post("/api/sign-in/link", {"token": "guess"})).status)
    eleventh = await browser.post("/api/sign-in/passkey", body)
    gateway.clock.forward(timedelta(minutes=1))
    later = await browser.post("/api/sign-in/passkey", body)

    assert tries == [401] * 10
    assert (eleventh.status, eleventh.code) == (429, "too_many")
    assert later.status == 200


async def test_a_network_asks_for_thirty_challenges_a_minute(gateway: Gateway) -> None:
    browser = await gateway.browser()
    asked = []
    for _ in range(31):
        asked.append((await browser.post("/api/sign-in/options")).status)
        gateway.clock.forward_s(0.2)  # slower than what any request may be

    assert asked == [200] * 30 + [429]


async def test_what_nobody_asked_for_is_refused(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    answers = [
        (await bob.post(path, {"handle": "bob"})).code
        for path in (
            *("/api/sign-in/options", "/api/passkeys/options", "/api/recovery-codes"),
            *("/api/sessions/end-others", "/api/sessions/end-all"),
        )
    ]

    assert answers == ["validation"] * 5
