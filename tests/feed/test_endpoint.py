"""`/api/feed` from outside: who is let in, what may be said on it, and how it ends."""

import asyncio

import aiohttp
import pytest
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import feed_of

from torg.accounts.repository import LoginSessions
from torg.feed.reader import MESSAGES_AT_MOST
from torg.rooms.timekeeper import cut_the_signed_out

FEED = "/api/feed"


async def refused(browser: Browser, origin: str | None) -> int:
    """Try to open a feed; give the status of the answer before the upgrade."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as answer:
        await browser.session.ws_connect(browser.base + FEED, origin=origin)
    return answer.value.status


async def test_nobody_reads_a_feed_who_is_not_signed_in(gateway: Gateway) -> None:
    assert await refused(await gateway.browser(), gateway.origin) == 401


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
async def test_no_foreign_page_reads_a_feed(gateway: Gateway, origin: str | None) -> None:
    assert await refused(await gateway.owner(), origin) == 403


@pytest.mark.parametrize(
    "message",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"watch": 1}',
        '{"watch": "session:1"}',
        '{"watch": "me:1"}',
        '{"watch": "room:1"}',
        '{"watch": "me", "unwatch": "me"}',
        '{"watch": "me", "watch": "hallway"}',
        '{"watch": "' + "x" * 300 + '"}',
        "[" * 1000,
    ],
)
async def test_a_message_of_another_kind_ends_the_feed(gateway: Gateway, message: str) -> None:
    async with feed_of(await gateway.owner()) as feed:
        await feed.socket.send_str(message)

        assert (await feed.socket.receive()).data == 4003


async def test_a_binary_message_ends_the_feed(gateway: Gateway) -> None:
    async with feed_of(await gateway.owner()) as feed:
        await feed.socket.send_bytes(b'{"watch": "me"}')

        assert (await feed.socket.receive()).data == 4003


async def test_a_browser_that_asks_and_asks_must_begin_anew(gateway: Gateway) -> None:
    async with feed_of(await gateway.owner()) as feed:
        for _ in range(30):
            await feed.watch("me")
            await feed.socket.send_json({"unwatch": "me"})
        await feed.socket.send_json({"watch": "me"})

        assert (await feed.socket.receive()).data == 4008


async def test_what_is_no_longer_watched_is_not_told(gateway: Gateway) -> None:
    ana = await gateway.owner()
    async with feed_of(ana) as feed:
        await feed.watch("hallway")
        await feed.socket.send_json({"unwatch": "hallway"})
        await feed.watch("me")
        await ana.post("/api/rooms", {"title": "Talk", "languages": ["en"], "type": "open"})

        assert await feed.watch("me")
        assert feed.follower.states["hallway"]["rooms"] == []


async def test_a_login_session_that_is_revoked_by_the_back_door_is_cut(gateway: Gateway) -> None:
    ana = await gateway.owner()
    async with feed_of(ana) as feed:
        await feed.watch("me")
        async with gateway.database.transaction() as transaction:
            (session,) = gateway.app.state.hub.login_sessions()
            await LoginSessions(transaction).revoke(session, gateway.clock.now())
        await cut_the_signed_out(gateway.app.state.hub, gateway.database, gateway.clock)

        assert (await feed.socket.receive()).data == 4001


async def test_a_browser_that_does_not_read_is_cut_and_slows_nobody(gateway: Gateway) -> None:
    ana = await gateway.owner()
    async with feed_of(ana) as slow, feed_of(ana) as quick:
        await slow.watch("me")
        reader = next(iter(gateway.app.state.hub._readers))
        for _ in range(MESSAGES_AT_MOST + 1):
            reader.push('{"topic": "me"}')

        assert await quick.watch("me")
        async with asyncio.timeout(5):
            while (message := await slow.socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
        assert message.data == 4008
