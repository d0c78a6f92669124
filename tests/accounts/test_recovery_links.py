"""Coming back by the one-time link, which only the console makes."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.support.gateway import Browser, Gateway
from tests.support.signing import add_passkey, sign_in

from torg.accounts.console import recovery_link
from torg.accounts.models import RecoveryLinkRow
from torg.db.session import Database
from torg.errors import MemberUnknown
from torg.kit.fresh import fingerprint_of

HALF_AN_HOUR = timedelta(minutes=30)


async def no_upgrade(database: Database) -> None:
    """Leave the tables as they are: the gateway made them."""


async def a_link(gateway: Gateway, handle: str = "bob") -> str:
    """Make a link as the console does, in a database connection of its own."""
    return await recovery_link(gateway.settings, no_upgrade, handle, gateway.clock.now())


async def follow(browser: Browser, link: str) -> int:
    token = link.partition("#")[2]
    return (await browser.post("/api/sign-in/link", {"token": token})).status


async def test_a_link_signs_its_member_in_once(gateway: Gateway) -> None:
    await gateway.member("bob")
    link = await a_link(gateway)
    browser = await gateway.browser()
    statuses = [await follow(each, link) for each in (browser, await gateway.browser())]
    me = await browser.get("/api/me")

    assert link.startswith(f"{gateway.origin}/recover#")
    assert statuses == [200, 401]
    assert me.body["handle"] == "bob"


async def test_of_many_who_follow_a_link_at_once_one_gets_in(gateway: Gateway) -> None:
    await gateway.member("bob")
    link = await a_link(gateway)
    browsers = [await gateway.browser() for _ in range(8)]
    statuses = await asyncio.gather(*(follow(each, link) for each in browsers))

    assert sorted(statuses) == [200] + [401] * 7


@pytest.mark.parametrize(
    ("after", "status"),
    [(HALF_AN_HOUR - timedelta(microseconds=1), 200), (HALF_AN_HOUR, 401)],
)
async def test_a_link_works_for_half_an_hour(
    gateway: Gateway, after: timedelta, status: int
) -> None:
    await gateway.member("bob")
    link = await a_link(gateway)
    gateway.clock.forward(after)

    assert await follow(await gateway.browser(), link) == status


async def test_a_new_link_ends_the_one_before(gateway: Gateway) -> None:
    await gateway.member("bob")
    first, second = await a_link(gateway), await a_link(gateway)
    browser = await gateway.browser()

    assert [await follow(browser, link) for link in (first, second)] == [401, 200]


async def test_whoever_comes_by_a_link_can_add_a_passkey_at_once(gateway: Gateway) -> None:
    await gateway.owner()
    link = await a_link(gateway, "owner")
    gateway.clock.forward(timedelta(minutes=20))
    browser = await gateway.browser()
    await follow(browser, link)
    device = await add_passkey(browser)

    assert (await sign_in(await gateway.browser(), device)).body["handle"] == "owner"


async def test_the_member_is_told_until_they_have_read_it(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    link = await a_link(gateway)
    made = (await bob.get("/api/me")).body["recovery"]
    await follow(await gateway.browser(), link)
    async with bob.socket("/api/feed") as feed:
        await feed.send_json({"watch": "me"})
        used = (await feed.receive_json(timeout=5))["state"]["me"]["recovery"]
        dismissed = [(await bob.delete("/api/recovery-notice")).status for _ in range(2)]
        after = (await feed.receive_json(timeout=5))["state"]["me"]["recovery"]

    assert made["used_at"] is None
    assert used["made_at"] == made["made_at"]
    assert used["used_at"] is not None
    assert dismissed == [204, 204]
    assert after is None


async def test_the_record_of_a_link_stays_without_its_token(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    link = await a_link(gateway)
    await follow(await gateway.browser(), link)
    await bob.delete("/api/recovery-notice")
    async with gateway.database.reading() as transaction:
        row = await transaction.session.scalar(select(RecoveryLinkRow))

    assert row is not None
    assert str(row.account_id) == bob.me["id"]
    assert row.token_hash == fingerprint_of(link.partition("#")[2])
    assert row.used_at == gateway.clock.now()


async def test_there_is_no_link_for_nobody(gateway: Gateway) -> None:
    with pytest.raises(MemberUnknown):
        await a_link(gateway, "nobody")


async def test_only_the_console_makes_a_link(gateway: Gateway) -> None:
    routes = {path for path in gateway.app.openapi()["paths"] if "recover" in path}
    owner = await gateway.owner()
    answers = [
        (await owner.post(path, {"handle": "owner"})).status
        for path in ("/api/recovery-links", "/api/recover", "/api/sign-in/link")
    ]

    assert routes == {"/api/recovery-codes", "/api/recovery-notice", "/api/sign-in/recovery"}
    assert answers == [404, 404, 422]
