"""What people do at the waiting list: reserve a name, look, come in."""

from typing import Any

from tests.support.authenticator import Authenticator
from tests.support.gateway import Answer, Browser


def a_wish(handle: str, *known: str, **changed: object) -> dict[str, Any]:
    """What somebody says who has no invitation."""
    wish = {"handle": handle, "name": handle.capitalize(), "languages": ["is"], "known": known}
    return wish | changed


async def reserve(stranger: Browser, handle: str, *known: str) -> dict[str, Any]:
    """Reserve a name; give what is shown this once."""
    answer = await stranger.post("/api/waiting", a_wish(handle, *known))
    assert answer.status == 201, answer
    reserved: dict[str, Any] = answer.body
    return reserved


async def made_passkey(stranger: Browser, device: Authenticator, handle: str) -> dict[str, Any]:
    """Make a passkey for somebody who is to wait."""
    who = {"handle": handle, "name": handle.capitalize()}
    asked = await stranger.post("/api/waiting/options", who)
    assert asked.status == 200, asked
    credential = device.create(asked.body["options"])
    return {"id": asked.body["id"], "credential": credential, "name": "My phone"}


async def standing(stranger: Browser, handle: str, code: str) -> Answer:
    """Look how it stands with a reservation."""
    return await stranger.post("/api/waiting/look", {"handle": handle, "code": code})


async def listed(member: Browser) -> list[str]:
    """Give the handles of those whom a member may let in."""
    answer = await member.get("/api/waiting")
    assert answer.status == 200, answer
    return [each["handle"] for each in answer.body["reservations"]]


async def let_in(member: Browser, reserved: dict[str, Any]) -> Answer:
    """Let somebody in who waits."""
    return await member.post(f"/api/waiting/{reserved['reservation_id']}/let-in")


async def sign_in_by_code(stranger: Browser, handle: str, code: str) -> Answer:
    """Sign in with a recovery code."""
    return await stranger.post("/api/sign-in/recovery", {"handle": handle, "code": code})
