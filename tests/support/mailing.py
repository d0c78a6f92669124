"""A gateway that can send mail, and what members do with their addresses."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.gateway import Answer, Browser, Gateway, running_gateway
from tests.support.post_office import PostOffice, a_post_office


@asynccontextmanager
async def mailing(folder: Path) -> AsyncIterator[tuple[Gateway, PostOffice]]:
    """Run a gateway that can send mail."""
    async with (
        a_post_office() as office,
        running_gateway(folder, smtp_url=office.url, mail_from="torg@example.org") as gateway,
    ):
        yield gateway, office


async def sent(gateway: Gateway) -> None:
    """Wait until no letter waits."""
    async with asyncio.timeout(10):
        await gateway.app.state.mail.idle()


async def set_email(browser: Browser, address: str = "bob@example.org") -> Answer:
    """Try to give oneself an address."""
    return await browser.ask("PUT", "/api/me/email", {"address": address})


async def confirmed(gateway: Gateway, office: PostOffice, handle: str = "bob") -> Browser:
    """Give a member who can be mailed."""
    browser = await gateway.member(handle)
    assert (await set_email(browser, f"{handle}@example.org")).status == 204
    await sent(gateway)
    answer = await browser.post("/api/me/email/confirm", {"code": office.codes()[-1]})
    assert answer.status == 204, answer
    return browser
