"""The demo as a newcomer finds it: `torg serve --demo`, a link, a voice, a raised hand."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import aiohttp
from livekit import rtc
from tests.support.client import Follower, State
from tests.support.gateway import Browser, person
from tests.support.program import torg_serve

from torg.demo.script import PLAYERS, TITLE

LOUD = 1_000


async def told(browser: Browser, topic: str, until: Callable[[State], object]) -> State:
    """Watch a topic until its state is as one waits for it; give that state."""
    follower = Follower()
    async with browser.socket("/api/feed") as feed:
        await feed.send_json({"watch": topic})
        while not until(follower.states.get(topic, {})):
            follower.take(await feed.receive_str())
    return follower.states[topic]


async def hear(room: rtc.Room) -> None:
    """Return when somebody can be heard."""
    heard = asyncio.Event()
    ears: list[asyncio.Task[None]] = []

    async def listen(track: rtc.Track) -> None:
        async for event in rtc.AudioStream(track):
            if max(event.frame.data) > LOUD:
                heard.set()

    room.on("track_subscribed", lambda track, *_: ears.append(asyncio.create_task(listen(track))))
    await heard.wait()
    for ear in ears:
        ear.cancel()
    await asyncio.gather(*ears, return_exceptions=True)


async def test_a_newcomer_hears_the_stage_and_is_let_up(tmp_path: Path) -> None:
    async with (
        torg_serve(tmp_path, "--demo") as program,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
    ):
        browser = Browser(session, program.origin, program.origin)
        token = program.link.partition("#")[2]
        await browser.post("/api/setup", {"token": token, **person("newcomer")})
        hallway = await told(browser, "hallway", everybody_is_there)
        card = stage_in(hallway)
        ticket = (await browser.post(f"/api/rooms/{card['id']}/join")).body
        room = rtc.Room()
        hearing = asyncio.create_task(hear(room))
        await room.connect(ticket["url"], ticket["token"])
        await hearing
        await browser.put(f"/api/rooms/{card['id']}/hand")
        offer = (await told(browser, "me", lambda state: state.get("offer")))["offer"]
        accepted = await browser.post(f"/api/rooms/{card['id']}/offer/accept")
        await room.disconnect()

    assert card["demo"]
    assert card["host"]["name"] == "Sara (demo)"
    assert offer["by"]["name"] == "Sara (demo)"
    assert accepted.status == 204


def stage_in(hallway: State) -> State:
    return next((card for card in hallway.get("rooms", ()) if card["title"] == TITLE), {})


def everybody_is_there(hallway: State) -> bool:
    types = {card["type"] for card in hallway.get("rooms", ())}
    return types == {"open", "social", "closed"} and stage_in(hallway)["on_stage"] == len(PLAYERS)
