"""What tests over HTTP do with people: look at them, follow them, block them."""

from datetime import timedelta
from typing import Any, Final

from tests.support.gateway import Answer, Browser

A_MOMENT: Final = timedelta(seconds=1)
"""Between commands, so that only the limit that is meant is met."""


async def follow(by: Browser, whom: Browser) -> Answer:
    """Follow somebody."""
    return await by.put(f"/api/members/{whom.me['id']}/follow")


async def block(by: Browser, whom: Browser) -> Answer:
    """Block somebody."""
    return await by.put(f"/api/members/{whom.me['id']}/block")


async def unblock(by: Browser, whom: Browser) -> Answer:
    """Take a block back."""
    return await by.delete(f"/api/members/{whom.me['id']}/block")


async def profile(by: Browser, handle: str) -> dict[str, Any]:
    """Look at a profile that must be there."""
    answer = await by.get(f"/api/members/{handle}")
    assert answer.status == 200, answer
    shown: dict[str, Any] = answer.body
    return shown


async def found(by: Browser, query: str) -> list[str]:
    """Search for people; give their handles."""
    answer = await by.get(f"/api/members?query={query}")
    assert answer.status == 200, answer
    return [person["handle"] for person in answer.body["people"]]


async def listed(by: Browser, handle: str, which: str) -> list[str]:
    """Give the handles of somebody's followers or followed, as far as the first page shows."""
    answer = await by.get(f"/api/members/{handle}/{which}")
    assert answer.status == 200, answer
    return [person["handle"] for person in answer.body["people"]]
