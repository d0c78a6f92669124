"""Somebody who is suspended, knocks with a right proof, and appeals; and who answers them."""

from typing import Any

from tests.support.admins import suspend
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.reports import a_talk, decide, reported
from tests.support.signing import take_codes


class Suspended:
    """Bob, who has a way back in, and nobody lets him."""

    def __init__(self, gateway: Gateway, browser: Browser, code: str) -> None:
        self.gateway, self.browser, self.code = gateway, browser, code

    async def knocks(self) -> Answer:
        """Try to sign in with a right proof, at another browser."""
        stranger = await self.gateway.browser()
        proof = {"handle": "bob", "code": self.code}
        return await stranger.post("/api/sign-in/recovery", proof)

    async def comes_in(self) -> None:
        """Sign in for good, once nothing is in the way."""
        proof = {"handle": "bob", "code": self.code}
        answer = await self.browser.post("/api/sign-in/recovery", proof)
        assert answer.status == 200, answer

    async def told(self) -> dict[str, Any]:
        """Give what the refusal tells."""
        answer = await self.knocks()
        assert (answer.status, answer.code) == (403, "suspended")
        told: dict[str, Any] = answer.body["suspension"]
        return told

    async def ticket(self) -> str:
        """Give a fresh ticket."""
        ticket: str = (await self.told())["ticket"]
        return ticket

    async def appeals(
        self, ticket: str | None = None, words: str = "It was not me"
    ) -> tuple[int, str | None]:
        """Try to appeal, from a browser that nobody is signed in with."""
        stranger = await self.gateway.browser()
        body = {"ticket": ticket or await self.ticket(), "words": words}
        answer = await stranger.post("/api/appeals", body)
        return answer.status, answer.code


async def somebody(gateway: Gateway) -> Suspended:
    """Let Bob come in and take recovery codes."""
    bob = await gateway.member("bob")
    code, *_ = await take_codes(bob)
    return Suspended(gateway, bob, code)


async def suspended(gateway: Gateway, days: int | None = 3) -> Suspended:
    """Let the owner suspend Bob."""
    bob = await somebody(gateway)
    await suspend(await gateway.owner(), bob.browser, days)
    return bob


async def banned(gateway: Gateway) -> tuple[Suspended, str]:
    """Let the owner ban Bob by the decision of Ana's report."""
    bob, ana = await somebody(gateway), await gateway.member("ana")
    report = await reported(ana, await a_talk(ana, bob.browser), bob.browser)
    answer = await decide(await gateway.owner(), report, "banned")
    assert answer.status == 204, answer
    return bob, report


async def waiting(admin: Browser) -> list[dict[str, Any]]:
    """Give the appeals against suspensions that an admin sees."""
    answer = await admin.get("/api/admin/appeals")
    assert answer.status == 200, answer
    appeals: list[dict[str, Any]] = answer.body["appeals"]
    return appeals


async def answered(admin: Browser, appeal: str, *, upheld: bool) -> Answer:
    """Try to answer an appeal against a suspension."""
    body = {"upheld": upheld, "note": "We looked again."}
    return await admin.post(f"/api/admin/appeals/{appeal}", body)
