"""Who is signed in, and how a login session ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.responses import Response
from tests.support.gateway import Browser, Gateway

from torg.accounts.cookie import clear_secret, set_secret
from torg.accounts.models import LoginSessionRow
from torg.config import Settings
from torg.kit.fresh import fingerprint_of


def cookie_of(browser: Browser) -> str:
    return next(cookie.value for cookie in browser.session.cookie_jar)


async def test_a_member_is_told_who_they_are(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    answer = await bob.get("/api/me")

    assert answer.status == 200
    assert answer.body == bob.me
    assert answer.body["role"] == "member"
    assert answer.body["lease"] is None


async def test_nobody_is_anybody_without_a_cookie_or_with_a_false_one(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    without = await stranger.get("/api/me")
    false = await stranger.ask("GET", "/api/me", headers={"Cookie": "torg-local=guessed"})

    assert (without.status, without.code) == (401, "not_signed_in")
    assert (false.status, false.code) == (401, "not_signed_in")


async def test_only_the_fingerprint_of_a_secret_is_stored(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    secret = cookie_of(bob)
    async with gateway.database.reading() as transaction:
        stored = list(await transaction.session.scalars(select(LoginSessionRow.secret_hash)))

    assert fingerprint_of(secret) in stored
    assert secret.encode() not in stored
    assert len(secret) == 43


async def test_signing_out_ends_the_session_and_clears_the_cookie(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    secret = cookie_of(bob)
    answer = await bob.delete("/api/session")
    again = await bob.ask("GET", "/api/me", headers={"Cookie": f"torg-local={secret}"})

    assert answer.status == 204
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert again.code == "not_signed_in"


async def test_a_session_nobody_uses_for_thirty_days_is_over(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    gateway.clock.forward(timedelta(days=29))
    used = await bob.get("/api/me")
    gateway.clock.forward(timedelta(days=29))
    used_again = await bob.get("/api/me")
    gateway.clock.forward(timedelta(days=30))
    idle = await bob.get("/api/me")

    assert (used.status, used_again.status, idle.status) == (200, 200, 401)


async def test_a_session_is_over_after_ninety_days_even_in_use(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    answers = []
    for _ in range(9):
        gateway.clock.forward(timedelta(days=10))
        answers.append((await bob.get("/api/me")).status)

    assert answers == [200] * 8 + [401]


@pytest.mark.parametrize("change", [set_secret, clear_secret])
def test_the_cookie_is_for_this_host_over_tls_only(change: object) -> None:
    response = Response()
    settings = Settings.model_validate({"origin": "https://torg.example"})
    if change is set_secret:
        set_secret(response, settings, "secret")
    else:
        clear_secret(response, settings)
    cookie = response.headers["Set-Cookie"]

    assert cookie.startswith("__Host-torg=")
    for part in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=lax"):
        assert part in cookie
    assert "Domain" not in cookie


async def test_on_localhost_the_cookie_has_a_name_of_its_own(gateway: Gateway) -> None:
    owner = await gateway.owner()
    (cookie,) = owner.session.cookie_jar

    assert cookie.key == "torg-local"
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert cookie["max-age"] == str(90 * 86_400)
