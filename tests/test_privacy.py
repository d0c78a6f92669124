"""A whole evening leaves no secret, no name and no address in the log or among the figures."""

import re
from pathlib import Path

import aiohttp
from tests.support.gateway import Browser, person
from tests.support.program import torg_serve


async def test_no_secret_or_address_reaches_the_log(tmp_path: Path) -> None:
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as mine,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as theirs,
        torg_serve(tmp_path) as program,
    ):
        ana, bo = (Browser(who, program.origin, program.origin) for who in (mine, theirs))
        owner_token = program.link.partition("#")[2]
        await ana.post("/api/setup", {"token": owner_token, **person("ana_handle")})
        made = (await ana.post("/api/invitations", {"language": "en"})).body
        token = made["link"].partition("#")[2]
        newcomer = {"token": token, **person("bo_handle")}
        await bo.post(f"/api/invitations/{made['id']}/redeem", newcomer)
        await bo.post(f"/api/invitations/{made['id']}/redeem", newcomer)
        room = {"title": "A secret title", "languages": ["en"], "type": "open"}
        card = (await ana.post("/api/rooms", room)).body
        await media_answers(ana)
        ticket = (await bo.post(f"/api/rooms/{card['id']}/join")).body
        async with bo.socket(f"/rtc?access_token={ticket['token']}&protocol=15"):
            pass
        await bo.get(f"/rtc/validate?access_token={ticket['token']}")
        await bo.ask("POST", "/api/rooms", data=b'{"broken": "json', headers={})
        figures = (await ana.get("/metrics")).body
        cookies = [cookie.value for jar in (mine, theirs) for cookie in jar.cookie_jar]
    log = program.log.read_text()
    secrets = [owner_token, token, ticket["token"], ticket["lease_id"], *cookies]
    names = ["ana_handle", "bo_handle", "A secret title", "broken", card["id"], made["id"]]

    assert '"event": "request"' in log
    assert "torg_requests_total" in figures
    assert [word for word in secrets + names if word in log + figures] == []
    assert re.findall(r"127\.0\.0\.[1-9]", log) == []


async def media_answers(browser: Browser) -> None:
    """Ask for health until the media server has answered once."""
    while (await browser.get("/api/health")).body.get("media") != "ok":
        pass
