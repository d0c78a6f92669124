"""A town with secrets: rooms, members and things that are there, but not for the one who asks."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.support.admins import suspend
from tests.support.gateway import Browser, Gateway, running_gateway
from tests.support.people import block
from tests.support.post_office import PostOffice, a_post_office
from tests.support.reports import a_talk, reported
from tests.support.reserving import reserve
from tests.support.rooms import join, open_room
from tests.support.signing import add_passkey


@dataclass
class Secrets:
    """Somebody who asks, and what is not for them: its id or handle, by the name of a parameter."""

    asks: Browser
    stranger: Browser
    hidden: Mapping[str, Mapping[str, str]]


@asynccontextmanager
async def a_town_of_secrets(folder: Path) -> AsyncIterator[Secrets]:
    """Let them live in a gateway that can send mail; lift the limits before."""
    async with (
        a_post_office() as office,
        running_gateway(folder, smtp_url=office.url, mail_from="torg@example.org") as gateway,
    ):
        secrets = await _settle(gateway)
        await _can_be_mailed(gateway, office)
        yield secrets


async def _can_be_mailed(gateway: Gateway, office: PostOffice) -> None:
    """Let somebody come in who has an address."""
    mailed = await gateway.member("mailed")
    await mailed.ask("PUT", "/api/me/email", {"address": "mailed@example.org"})
    async with asyncio.timeout(10):
        await gateway.app.state.mail.idle()
    answer = await mailed.post("/api/me/email/confirm", {"code": office.codes()[-1]})
    assert answer.status == 204, answer


async def _settle(gateway: Gateway) -> Secrets:
    owner, asks = await gateway.owner(), await gateway.member("nosy")
    names = ("hanna", "blocker", "suspended1", "leaver")
    hanna, blocker, suspended, leaver = [await gateway.member(each) for each in names]
    for each in (blocker, leaver, suspended):
        await add_passkey(each)
    report = await reported(hanna, await a_talk(hanna, blocker), blocker)
    ended = await open_room(owner)
    await join(owner, ended)
    await owner.post(f"/api/rooms/{ended}/end")
    rooms = {
        "closed": await open_room(owner, type="closed", list=["hanna"]),
        "social": await open_room(owner, type="social"),
        "of a blocker": await open_room(blocker),
        "ended": ended,
    }
    await block(blocker, asks)
    gone = {"blocker": blocker, "suspended": suspended, "deleted": leaver}
    reservation = await reserve(await gateway.browser(), "waiter", "hanna")
    hidden = {
        "room_id": rooms,
        "member_id": {why: who.me["id"] for why, who in gone.items()},
        "handle": {why: who.me["handle"] for why, who in gone.items()},
        "invitation": {"another's": (await gateway.invitation(hanna))[0]},
        "passkey": {"another's": (await _first(blocker, "/api/passkeys", "passkeys"))["id"]},
        "login_session": {"another's": (await _first(hanna, "/api/sessions", "sessions"))["id"]},
        "report": {"another's": report},
        "reservation": {"another's": reservation["reservation_id"]},
        "photo": {"none": str(uuid4())},
    }
    assert (await suspend(owner, suspended)).status == 204
    deleted = await leaver.post("/api/me/delete", {"handle": "leaver"})
    assert deleted.status == 204, deleted
    return Secrets(asks, await gateway.browser(), hidden)


async def _first(browser: Browser, path: str, field: str) -> dict[str, Any]:
    """Give the first of a member's own things."""
    answer = await browser.get(path)
    thing: dict[str, Any] = answer.body[field][0]
    return thing
