"""The inbox over HTTP: pages, what is read, and wishes."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import feed_of

from torg.inbox.kinds import Kind
from torg.inbox.repository import Inbox
from torg.inbox.service import PAGE
from torg.kit.ids import AccountId


async def tell(gateway: Gateway, browser: Browser, times: int = 1) -> None:
    for _ in range(times):
        gateway.clock.forward(timedelta(seconds=1))
        async with gateway.database.transaction() as transaction:
            account = AccountId(UUID(browser.me["id"]))
            await Inbox(transaction).tell(account, Kind.REPORT_DECIDED, gateway.clock.now())


async def tell_of(gateway: Gateway, browser: Browser, about: Browser) -> None:
    account, other = (AccountId(UUID(one.me["id"])) for one in (browser, about))
    async with gateway.database.transaction() as transaction:
        now = gateway.clock.now()
        await Inbox(transaction).tell(account, Kind.ROOM_OPENED, now, about=other)


async def test_a_full_page_and_one_more_are_two_pages(gateway: Gateway) -> None:
    ana = await gateway.owner()
    await tell(gateway, ana, PAGE + 1)
    first = (await ana.get("/api/inbox")).body
    second = (await ana.ask("GET", f"/api/inbox?after={first['next'].replace('+', '%2B')}")).body
    times = [one["at"] for page in (first, second) for one in page["notices"]]

    assert [len(page["notices"]) for page in (first, second)] == [PAGE, 1]
    assert times == sorted(set(times), reverse=True)
    assert second["next"] is None
    assert first["unread"] == PAGE + 1


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "~", "2026-11-22T12:00:00~x", f"noon~{UUID(int=1)}"),
        f"0001-01-01T00:00:00%2B23:59~{UUID(int=1)}",
        f"9999-12-31T23:59:59-23:59~{UUID(int=1)}",
    ],
)
async def test_a_cursor_nobody_was_given_is_refused(gateway: Gateway, cursor: str) -> None:
    answer = await (await gateway.owner()).get(f"/api/inbox?after={cursor}")

    assert answer.code == "bad_request"


async def test_reading_up_to_a_notice_leaves_what_came_later(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    await tell(gateway, bo, 3)
    notices = (await bo.get("/api/inbox")).body["notices"]
    async with feed_of(bo) as feed:
        before = await feed.watch("me")
        foreign = await ana.post("/api/inbox/read", {"upto": notices[0]["id"]})
        await bo.post("/api/inbox/read", {"upto": notices[1]["id"]})
        await feed.until("me", lambda s: s["me"]["unread"] == 1)
        read = [one["read"] for one in (await bo.get("/api/inbox")).body["notices"]]
        await bo.post("/api/inbox/read", {})
        await feed.until("me", lambda s: s["me"]["unread"] == 0)

    assert before is not None
    assert before["me"]["unread"] == 3
    assert foreign.status == 204
    assert read == [False, True, True]
    assert (await bo.get("/api/me")).body["unread"] == 0


async def test_a_notice_about_who_has_blocked_its_reader_is_not_there(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    eva = await gateway.member("eva")
    for one in (bo, eva):
        await tell_of(gateway, ana, one)
    block = f"/api/members/{ana.me['id']}/block"
    async with feed_of(ana) as feed:
        before = await feed.watch("me")
        await bo.put(block)
        await feed.until("me", lambda s: s["me"]["unread"] == 2)
        blocked = (await ana.get("/api/inbox")).body
        own = (await ana.get("/api/me")).body["unread"]
        await bo.delete(block)
        await feed.until("me", lambda s: s["me"]["unread"] == 4)
    back = (await ana.get("/api/inbox")).body

    assert before is not None
    assert before["me"]["unread"] == 4
    assert {one["about"]["handle"] for one in blocked["notices"]} == {"eva"}
    assert blocked["unread"] == own == len(blocked["notices"])
    assert {one["about"]["handle"] for one in back["notices"]} == {"bo_", "eva"}


async def test_wishes_are_kept_by_kind_and_always_by_themselves(gateway: Gateway) -> None:
    ana = await gateway.owner()
    changed = [
        (await ana.ask("PUT", f"/api/inbox/wishes/{kind}", {"wish": wish})).status
        for kind, wish in [("ping", "never"), ("ping", "sometimes"), ("all", "never")]
    ]
    wishes = (await ana.get("/api/inbox/wishes")).body["wishes"]

    assert changed == [204, 204, 204]
    assert {one["kind"]: one["wish"] for one in wishes} == {
        "all": "never",
        "joined": "always",
        "ping": "sometimes",
        "room_opened": "always",
        "waiting": "always",
    }


@pytest.mark.parametrize(
    ("kind", "wish", "status"), [("report_decided", "never", 404), ("ping", "often", 422)]
)
async def test_there_is_no_wish_for_what_befalls_oneself(
    gateway: Gateway, kind: str, wish: str, status: int
) -> None:
    ana = await gateway.owner()
    answer = await ana.ask("PUT", f"/api/inbox/wishes/{kind}", {"wish": wish})

    assert answer.status == status


FIELDS = {"id", "kind", "at", "read", "about", "room", "subject"}


async def test_a_notice_says_no_more_than_it_should(gateway: Gateway) -> None:
    ana = await gateway.owner()
    await tell(gateway, ana)
    page = (await ana.get("/api/inbox")).body

    assert set(page) == {"notices", "next", "unread"}
    assert set(page["notices"][0]) == FIELDS
