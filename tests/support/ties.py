"""What members are to each other and to a room, made over HTTP as they make it."""

from tests.support.gateway import Browser, Gateway


async def follow(one: Browser, other: Browser) -> None:
    """Let one member follow another."""
    answer = await one.put(f"/api/members/{other.me['id']}/follow")
    assert answer.status == 204, answer


async def block(one: Browser, other: Browser) -> None:
    """Let one member block another."""
    answer = await one.put(f"/api/members/{other.me['id']}/block")
    assert answer.status == 204, answer


async def members(gateway: Gateway, *handles: str) -> list[Browser]:
    """Let so many members come in, invited by the owner."""
    return [await gateway.member(handle) for handle in handles]


async def hallway_of(browser: Browser) -> list[str]:
    """Give the ids of the rooms a member sees, in their order."""
    return [card["id"] for card in (await browser.get("/api/rooms")).body["rooms"]]


async def notices_of(browser: Browser) -> list[tuple[str, str | None]]:
    """Give the kinds of a member's notices and the rooms they show, the latest first."""
    notices = (await browser.get("/api/inbox")).body["notices"]
    return [(one["kind"], one["room"] and one["room"]["id"]) for one in notices]
