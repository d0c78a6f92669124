"""Reports for tests: somebody is reported from inside a room, and an admin decides."""

from typing import Any

from tests.support.gateway import Answer, Browser
from tests.support.rooms import join, open_room


async def a_talk(*people: Browser) -> str:
    """Open a room in which these people are, the first as its host."""
    room = await open_room(people[0])
    for browser in people:
        await join(browser, room)
    return room


async def report(
    browser: Browser, room: str, about: Browser | None = None, words: str = "Shouts at me"
) -> Answer:
    """Try to report a member or a room."""
    return await browser.post(
        "/api/reports",
        {
            "room_id": room,
            "account_id": None if about is None else about.me["id"],
            "reason": "harassment",
            "words": words,
        },
    )


async def reported(browser: Browser, room: str, about: Browser | None = None) -> str:
    """Report, and give the id of the report."""
    answer = await report(browser, room, about)
    assert answer.status == 201, answer
    made: str = answer.body["id"]
    return made


async def decide(admin: Browser, made: str, decision: str, **more: object) -> Answer:
    """Try to decide a report."""
    body = {"decision": decision, "note": "We looked.", **more}
    return await admin.post(f"/api/admin/reports/{made}/decision", body)


async def mine(browser: Browser) -> dict[str, Any]:
    """Give the reports somebody made and those about them."""
    answer = await browser.get("/api/reports/mine")
    assert answer.status == 200, answer
    body: dict[str, Any] = answer.body
    return body
