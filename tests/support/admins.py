"""Admins for tests, and what they do over HTTP."""

from typing import Any

from tests.support.gateway import Answer, Browser, Gateway
from tests.support.signing import add_passkey, sign_in


async def an_admin(gateway: Gateway, handle: str = "ada") -> Browser:
    """Give the browser of a member whom the owner has made an admin."""
    admin = await gateway.member(handle)
    await make_admin(gateway, admin)
    return admin


async def make_admin(gateway: Gateway, member: Browser) -> None:
    """Let the owner make a member an admin, and sign them in anew with the same browser."""
    device = await add_passkey(member)
    answer = await (await gateway.owner()).put(f"/api/admin/members/{member.me['id']}/admin")
    assert answer.status == 204, answer
    answer = await sign_in(member, device)
    assert answer.status == 200, answer
    member.me = answer.body


async def suspend(
    admin: Browser, member: Browser, days: int | None = None, *, branch: bool = False
) -> Answer:
    """Try to suspend a member, or the branch below them."""
    what = "branch-suspension" if branch else "suspension"
    path = f"/api/admin/members/{member.me['id']}/{what}"
    return await admin.post(path, {"days": days, "reason": "Shouting"})


async def lift(admin: Browser, member: Browser) -> Answer:
    """Try to let a member act again."""
    return await admin.delete(f"/api/admin/members/{member.me['id']}/suspension")


async def log_of(reader: Browser, path: str = "/api/admin/audit") -> list[dict[str, Any]]:
    """Give the first page of an audit log."""
    answer = await reader.get(path)
    assert answer.status == 200, answer
    entries: list[dict[str, Any]] = answer.body["entries"]
    return entries
