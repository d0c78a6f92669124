"""The gateway as a whole: refusals, headers, files, and what never leaves it."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, event, text
from tests.support.gateway import Browser, Gateway, running_gateway

from torg.db.request import Tx
from torg.kit.client_files import ClientFiles
from torg.kit.guards import BODY_LIMIT

JSON = {"Content-Type": "application/json"}


async def test_health_tells_of_database_and_media(gateway: Gateway) -> None:
    browser = await gateway.browser()
    whole = await browser.get("/api/health")
    gateway.clock.forward_s(10)
    without_media = await browser.get("/api/health")

    assert whole.body == {"status": "ok", "database": "ok", "media": "ok"}
    assert without_media.status == 200
    assert without_media.body == {"status": "degraded", "database": "ok", "media": "away"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/api/me/", 404, "not_found"),
        ("GET", "/missing.js", 404, "not_found"),
        ("GET", "/openapi.json", 404, "not_found"),
        ("PUT", "/api/me", 405, "method_not_allowed"),
        ("OPTIONS", "/api/me", 405, "method_not_allowed"),
        ("TRACE", "/api/me", 405, "method_not_allowed"),
        ("POST", "/", 404, "not_found"),
    ],
)
async def test_every_refusal_is_a_problem_with_a_code(
    gateway: Gateway, method: str, path: str, status: int, code: str
) -> None:
    answer = await (await gateway.browser()).ask(method, path)

    assert (answer.status, answer.code) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.body["request_id"] == answer.headers["X-Request-Id"]


async def test_a_fault_is_a_bare_500_with_a_request_id(gateway: Gateway) -> None:
    app: FastAPI = gateway.app

    @app.get("/api/broken")
    async def broken() -> None:
        raise ZeroDivisionError("a secret")

    answer = await (await gateway.browser()).get("/api/broken")

    assert answer.status == 500
    assert answer.body == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "code": "internal",
        "request_id": answer.headers["X-Request-Id"],
    }


async def test_an_answer_waits_for_its_commit(gateway: Gateway) -> None:
    app: FastAPI = gateway.app
    told = []

    @app.put("/api/kept", status_code=204)
    async def kept(transaction: Tx) -> None:
        await transaction.session.execute(text("SELECT 1"))
        transaction.after(lambda: told.append("kept"))

    def fail(connection: Connection) -> None:
        raise OSError(f"no room left for {connection}")

    browser = await gateway.browser()
    whole = await browser.put("/api/kept")
    event.listen(gateway.database.engine.sync_engine, "commit", fail)
    broken = await browser.put("/api/kept")
    event.remove(gateway.database.engine.sync_engine, "commit", fail)

    assert (whole.status, broken.status) == (204, 500)
    assert told == ["kept"]


@pytest.mark.parametrize(
    ("headers", "body", "status", "code"),
    [
        ({"Content-Type": "text/plain"}, b'{"language": "en"}', 415, "not_json"),
        ({"Content-Type": "application/json-seq"}, b'{"language": "en"}', 415, "not_json"),
        (JSON, b'{"language": "en", "language": "is"}', 400, "bad_request"),
        (JSON, b'{"language": NaN}', 400, "bad_request"),
        (JSON, b"\xff", 400, "bad_request"),
        (JSON, b"[" * 1_000, 400, "bad_request"),
        (JSON, b'{"language": "en", "unknown": 1}', 422, "validation"),
        (JSON, b"[]", 422, "validation"),
        (JSON, b"", 422, "validation"),
        (JSON, b" " * (BODY_LIMIT + 1), 413, "body_too_large"),
    ],
)
async def test_a_body_is_strict_json_or_refused(
    gateway: Gateway, headers: dict[str, str], body: bytes, status: int, code: str
) -> None:
    owner = await gateway.owner()
    answer = await owner.ask("POST", "/api/invitations", data=body, headers=headers)

    assert (answer.status, answer.code) == (status, code)


async def test_a_field_nobody_knows_is_refused_without_repeating_its_name(
    gateway: Gateway,
) -> None:
    owner = await gateway.owner()
    answer = await owner.post("/api/invitations", {"language": "en", "a secret": 1})

    assert (answer.status, answer.code) == (422, "validation")
    assert answer.body["fields"] == [{"path": "", "code": "extra_forbidden"}]


async def test_a_body_of_unknown_length_is_cut_off_at_the_limit(gateway: Gateway) -> None:
    owner = await gateway.owner()

    async def flood() -> object:
        for _ in range(1_000):
            yield b" " * 1_024

    url = f"{gateway.base}/api/invitations"
    try:
        async with owner.session.post(
            url, data=flood(), headers={"Origin": gateway.origin, **JSON}
        ) as answer:
            status = answer.status
    except aiohttp.ClientError:
        status = 413  # the connection was closed while we still wrote

    assert status == 413


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://localhost", "https://localhost:1", "http://evil.example"],
)
async def test_a_page_elsewhere_gives_no_commands(gateway: Gateway, origin: str) -> None:
    owner = await gateway.owner()
    answer = await owner.ask(
        "POST", "/api/invitations", {"language": "en"}, headers={"Origin": origin}
    )

    assert (answer.status, answer.code) == (403, "foreign_origin")
    assert (await owner.ask("GET", "/api/me", headers={"Origin": origin})).status == 200


async def test_a_page_elsewhere_signs_nobody_in(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    foreign = {"Origin": "http://evil.example"}
    answer = await stranger.ask("POST", "/api/setup", {}, headers=foreign)

    assert answer.code == "foreign_origin"


@pytest.mark.parametrize("path", ["/api/feed", "/rtc"])
@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://localhost",
        "https://localhost",
        "http://www.localhost",
        "http://evil.example",
    ],
)
async def test_a_page_elsewhere_opens_no_socket(
    gateway: Gateway, path: str, origin: str | None
) -> None:
    owner = await gateway.owner()
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await owner.session.ws_connect(gateway.base + path, origin=origin)

    assert refusal.value.status == 403


async def test_nobody_opens_a_feed_without_being_signed_in(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await stranger.session.ws_connect(f"{gateway.base}/api/feed", origin=gateway.origin)

    assert refusal.value.status == 401


async def test_two_credentials_at_once_are_refused(gateway: Gateway) -> None:
    owner = await gateway.owner()
    answer = await owner.ask("GET", "/api/me", headers={"Authorization": "Bearer x"})

    assert (answer.status, answer.code) == (400, "bad_request")


async def test_a_flood_of_requests_is_told_to_wait(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    answers = [await stranger.get("/api/instance") for _ in range(31)]

    assert [answer.status for answer in answers] == [200] * 30 + [429]
    assert answers[-1].body["retry_after"] == 3


FALSE = {"Cookie": "torg-local=false"}


@pytest.mark.parametrize(("path", "status"), [("/api/me", 401), ("/api/instance", 200)])
async def test_a_false_cookie_buys_no_larger_allowance(
    gateway: Gateway, path: str, status: int
) -> None:
    stranger = await gateway.browser()
    answers = [await stranger.ask("GET", path, headers=FALSE) for _ in range(31)]

    assert [answer.status for answer in answers] == [status] * 30 + [429]


async def test_a_false_cookie_knocks_at_the_feed_no_more_often_than_none(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    statuses = []
    for _ in range(31):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
            await stranger.session.ws_connect(
                f"{gateway.base}/api/feed", origin=gateway.origin, headers=FALSE
            )
        statuses.append(refusal.value.status)

    assert statuses == [401] * 30 + [429]


async def test_who_is_not_signed_in_is_counted_once(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    answers = [await stranger.get("/api/me") for _ in range(31)]

    assert [answer.status for answer in answers] == [401] * 30 + [429]


async def test_every_answer_carries_the_headers_that_guard_the_page(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    answers = [await stranger.get(path) for path in ("/", "/api/instance", "/api/nothing")]

    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
        assert f"connect-src 'self' ws://localhost:{gateway.settings.listen_port};" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Permissions-Policy"].startswith("microphone=(self)")
        assert "Server" not in answer.headers
        assert "Strict-Transport-Security" not in answer.headers
    assert [answer.headers.get("Cache-Control") for answer in answers][1:] == ["no-store"] * 2


async def test_over_tls_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    async with running_gateway(tmp_path, origin="https://torg.example") as gateway:
        answer = await (await gateway.browser()).get("/api/instance")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "connect-src 'self' wss://torg.example;" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"]
)
async def test_figures_are_for_this_machine_only(gateway: Gateway, header: str) -> None:
    browser = await gateway.browser()
    here = await browser.get("/metrics")
    by_a_proxy = await browser.ask("GET", "/metrics", headers={header: "192.0.2.1"})

    assert here.status == 200
    assert "torg_requests_total" in here.body
    assert (by_a_proxy.status, by_a_proxy.code) == (404, "not_found")


async def test_the_media_servers_figures_follow_the_gateways(gateway: Gateway) -> None:
    async def of_media() -> bytes:
        return b"torg_media_rooms 7\n"

    gateway.app.state.media_figures = of_media
    shown = (await (await gateway.browser()).get("/metrics")).body

    assert "torg_requests_total" in shown
    assert shown.endswith("\ntorg_media_rooms 7\n")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost.evil.example"])
async def test_figures_are_not_for_a_page_whose_name_was_bound_to_this_machine(
    gateway: Gateway, host: str
) -> None:
    answer = await (await gateway.browser()).ask("GET", "/metrics", headers={"Host": host})

    assert (answer.status, answer.code) == (404, "not_found")


async def test_forwarded_addresses_count_only_from_trusted_proxies(tmp_path: Path) -> None:
    async def refused(browser: Browser) -> list[int]:
        return [
            (
                await browser.ask(
                    "GET", "/api/instance", headers={"X-Forwarded-For": f"192.0.{n}.1"}
                )
            ).status
            for n in range(40)
        ]

    async with running_gateway(tmp_path) as gateway:
        untrusted = await refused(await gateway.browser())
    async with running_gateway(tmp_path, trusted_proxies=["127.0.0.0/8"]) as gateway:
        trusted = await refused(await gateway.browser())

    assert 429 in untrusted
    assert set(trusted) == {200}


async def test_concurrent_requests_do_not_starve_the_pool(gateway: Gateway) -> None:
    owner = await gateway.owner()
    async with asyncio.timeout(10):
        answers = await asyncio.gather(
            *(owner.post("/api/invitations", {"language": "en"}) for _ in range(40))
        )

    assert {answer.status for answer in answers} == {201}


async def test_who_comes_by_another_name_is_sent_to_the_one_origin(gateway: Gateway) -> None:
    browser = await gateway.browser()
    astray = await browser.get("/join/abc")
    at_home = await browser.ask("GET", "/join/abc", headers={"Host": gateway.origin[7:]})

    assert astray.status == 307
    assert astray.headers["Location"] == f"{gateway.origin}/join/abc"
    assert at_home.status in {200, 503}  # 503 where the client has not been built


def test_files_are_known_by_exact_path_only(tmp_path: Path) -> None:
    (tmp_path / "web" / "assets").mkdir(parents=True)
    (tmp_path / "web" / "index.html").write_text("<html>")
    (tmp_path / "web" / "assets" / "a-1b2c.js").write_text("1;" * 100)
    (tmp_path / "secret.txt").write_text("secret")
    files = ClientFiles(tmp_path / "web")

    def owns(path: str, method: str = "GET") -> bool:
        return files.owns({"type": "http", "method": method, "path": path})

    assert all(map(owns, ["/", "/index.html", "/assets/a-1b2c.js", "/r/abc", "/setup"]))
    assert not any(
        map(owns, ["/../secret.txt", "/assets/../../secret.txt", "/secret.txt", "/api/x", "/rtc"])
    )
    assert not owns("/", "POST")
