"""The waiting list goes on page by page, however many wait."""

from datetime import timedelta
from typing import Any

from tests.support.gateway import Browser, Gateway
from tests.support.reserving import listed, reserve

from torg.kit.fresh import new_uuid
from torg.waiting.models import ReservationRow
from torg.waiting.rules import KEPT, PAGE


async def waiting(gateway: Gateway, count: int) -> None:
    """Let so many wait; every two came at one moment."""
    now = gateway.clock.now()
    async with gateway.database.transaction() as transaction:
        transaction.session.add_all(
            ReservationRow(
                id=new_uuid(),
                handle=f"w{number:03}",
                skeleton=f"w{number:03}",
                name="W",
                languages=["en"],
                created_at=now + timedelta(seconds=number // 2),
                expires_at=now + KEPT,
            )
            for number in range(count)
        )


async def pages(browser: Browser) -> list[list[str]]:
    """Give the handles of each page."""
    found: list[list[str]] = []
    after: str | None = ""
    while after is not None:
        path = "/api/waiting" + (after and f"?after={after.replace('+', '%2B')}")
        page: dict[str, Any] = (await browser.get(path)).body
        found.append([each["handle"] for each in page["reservations"]])
        after = page["next"]
    return found


async def test_an_admin_reads_everybody_page_by_page(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await waiting(gateway, 2 * PAGE + 1)
    found = await pages(owner)
    handles = [handle for page in found for handle in page]

    assert [len(page) for page in found] == [PAGE, PAGE, 1]
    assert sorted(handles) == [f"w{number:03}" for number in range(2 * PAGE + 1)]
    assert handles[-1] == f"w{2 * PAGE:03}"


async def test_a_whole_page_is_the_last_when_nobody_comes_behind_it(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await waiting(gateway, PAGE)

    assert [len(page) for page in await pages(owner)] == [PAGE]


async def test_a_member_reads_only_who_names_them_whatever_the_cursor(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    await waiting(gateway, PAGE)
    gateway.clock.forward(timedelta(minutes=1))
    await reserve(await gateway.browser(), "anna", "bob")
    far_ahead = "2000-01-01T00:00:00%2B00:00~" + str(new_uuid())
    behind_others = (await bob.get(f"/api/waiting?after={far_ahead}")).body

    assert await listed(bob) == ["anna"]
    assert [each["handle"] for each in behind_others["reservations"]] == ["anna"]
    assert behind_others["next"] is None


async def test_what_is_no_cursor_is_refused(gateway: Gateway) -> None:
    answers = [
        await (await gateway.owner()).get(f"/api/waiting?after={cursor}")
        for cursor in ("x", "~", "2026-01-01~5", "%00")
    ]

    assert {(answer.status, answer.code) for answer in answers} == {(400, "bad_request")}
