"""P34: after an evening with every kind of secret, none is found where it does not belong."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import select
from tests.support.databases import DATABASES
from tests.support.gateway import Browser, nothing_to_prepare, person
from tests.support.post_office import PostOffice, a_post_office
from tests.support.program import Program, torg_serve
from tests.support.reserving import reserve
from tests.support.rooms import join, open_room
from tests.support.signing import add_passkey, sign_in, take_codes
from tests.support.waiting import until

from torg.accounts.console import recovery_link
from torg.config import Settings
from torg.db.session import Database
from torg.migrations.tables import METADATA


@asynccontextmanager
async def at(program: Program) -> AsyncIterator[Browser]:
    """Open a browser nobody is signed in with."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Browser(session, program.origin, program.origin)


async def letters_at(office: PostOffice) -> int:
    return len(office.letters)


def after_the_fence(link: str) -> str:
    return link.partition("#")[2]


async def an_evening(
    program: Program, settings: Settings, office: PostOffice, ana: Browser, bo: Browser
) -> Mapping[str, str]:
    """Let two people do what makes secrets, and give these by name."""
    secrets = {"owner's link": after_the_fence(program.link)}
    body = {"token": secrets["owner's link"], **person("anna")}
    assert (await ana.post("/api/setup", body)).status == 201
    made = (await ana.post("/api/invitations", {"language": "en"})).body
    secrets["invitation"] = after_the_fence(made["link"])
    unused = (await ana.post("/api/invitations", {"language": "en"})).body
    secrets["unused invitation"] = after_the_fence(unused["link"])
    await ana.post("/api/invitations/qr", {"link": unused["link"] + "&n=Eva&m=Dear"})
    body = {"token": secrets["invitation"], **person("bo_")}
    assert (await bo.post(f"/api/invitations/{made['id']}/redeem", body)).status == 201
    codes = await take_codes(bo)
    secrets["recovery code"], secrets["used recovery code"] = codes[:2]
    device = await add_passkey(bo)
    await bo.ask("PUT", "/api/me/email", {"address": "bo@example.org"})
    await until(lambda: letters_at(office))
    secrets["mailed code"] = office.codes()[0]
    await bo.post("/api/me/email/confirm", {"code": secrets["mailed code"]})
    room = await open_room(ana)
    secrets["lease token"] = (await join(bo, room))["token"]
    async with bo.socket(f"/rtc?access_token={secrets['lease token']}&protocol=15"):
        pass
    async with at(program) as stranger, at(program) as another:
        link = await recovery_link(settings, nothing_to_prepare, "bo_", datetime.now(UTC))
        secrets["link from the console"] = after_the_fence(link)
        secrets["reservation"] = (await reserve(stranger, "waiter", "anna"))["codes"][0]
        await stranger.post("/api/waiting/look", {"handle": "bo_", "code": codes[2]})
        body = {"handle": "bo_", "code": codes[1]}
        assert (await stranger.post("/api/sign-in/recovery", body)).status == 200
        secrets["appeal ticket"] = await ticket_after(ana, bo, stranger, codes[3])
        assert (await sign_in(another, device)).status == 200
        body = {"token": secrets["link from the console"]}
        assert (await another.post("/api/sign-in/link", body)).status == 200
        # At the end: so many requests use up what a network may ask.
        await misplaced(stranger, secrets)
        secrets |= {f"cookie of {n}": c for n, c in cookies(ana=ana, bo=bo, another=another)}
    return secrets


async def ticket_after(ana: Browser, bo: Browser, stranger: Browser, code: str) -> str:
    """Let Ana suspend Bo, who proves who they are, is told how to appeal, and is back again."""
    member: str = (await bo.get("/api/me")).body["id"]
    path = f"/api/admin/members/{member}/suspension"
    assert (await ana.post(path, {"days": 1, "reason": "Shouting"})).status == 204
    refused = await stranger.post("/api/sign-in/recovery", {"handle": "bo_", "code": code})
    ticket: str = refused.body["suspension"]["ticket"]
    assert (await ana.delete(path)).status == 204
    return ticket


async def misplaced(stranger: Browser, secrets: Mapping[str, str]) -> None:
    """Send secrets where they do not belong: in a query, in a name of a field, in a header."""
    for secret in secrets.values():
        await stranger.get(f"/api/health?token={secret}")
        await stranger.post("/api/sign-in/link", {"token": secret, secret: 1})
        await stranger.ask("GET", "/api/me", headers={"Authorization": f"Bearer {secret}"})
        await stranger.ask("GET", "/api/me", headers={"X-Request-ID": secret})


def cookies(**browsers: Browser) -> list[tuple[str, str]]:
    return [
        (name, cookie.value)
        for name, browser in browsers.items()
        for cookie in browser.session.cookie_jar
    ]


async def dump(settings: Settings) -> str:
    """Give every value of every table as text; bytes as they are and as hexadecimal."""
    database = Database(settings.sqlalchemy_url, lambda *_: None)
    try:
        async with database.reading() as transaction:
            rows: list[Any] = []
            for table in METADATA.sorted_tables:
                rows += (await transaction.session.execute(select(table))).all()
    finally:
        await database.close()
    values = [value for row in rows for value in row]
    return "\n".join(
        f"{value!r} {value.hex()}" if isinstance(value, bytes) else str(value) for value in values
    )


def found(secrets: Mapping[str, str], text: str) -> list[str]:
    """Say which secrets stand in a text, as they are told or without what only parts them."""
    return [
        name
        for name, secret in secrets.items()
        if secret in text or secret.replace(" ", "").replace("-", "") in text
    ]


async def test_no_secret_is_in_the_log_the_figures_the_database_or_a_members_data(
    tmp_path: Path,
) -> None:
    async with a_post_office() as office:
        mail = {"TORG_SMTP_URL": office.url, "TORG_MAIL_FROM": "torg@example.org"}
        async with (
            torg_serve(tmp_path, settings=mail) as program,
            at(program) as ana,
            at(program) as bo,
        ):
            settings = Settings.model_validate(
                {
                    "origin": program.origin,
                    "data_dir": tmp_path / "data",
                    "database_url": await DATABASES.of_program(tmp_path),
                }
            )
            secrets = await an_evening(program, settings, office, ana, bo)
            figures = (await ana.get("/metrics")).body
            audit = str((await ana.get("/api/admin/audit")).body)
            kept = await dump(settings)
    log = program.log.read_text()

    assert '"event": "request"' in log
    assert "bo_" in kept
    assert found(secrets, log) == []
    assert found(secrets, figures) == []
    assert found(secrets, audit) == []
    assert found(secrets, kept) == []
