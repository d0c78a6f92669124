"""The real process: its sockets, its refusals, its reports, and its orderly end."""

import asyncio
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import WSMsgType, web
from livekit import api
from livekit.protocol.models import DisconnectReason
from livekit.protocol.rtc import LeaveRequest, SignalRequest, SignalResponse
from tests.support.livekit_server import LiveKitServer, torg_media
from tests.support.media_world import line
from tests.support.waiting import until

SECRET = "a word for tests, " * 3


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveKitServer]:
    async with torg_media(tmp_path_factory.mktemp("media"), ["--auto-create"]) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def web_url(server: LiveKitServer, path: str) -> str:
    return server.url.replace("ws", "http", 1) + path


async def joined(
    http: aiohttp.ClientSession, server: LiveKitServer, identity: str = "ana"
) -> tuple[aiohttp.ClientWebSocketResponse, list[SignalResponse]]:
    token = server.token(identity, "room")
    socket = await http.ws_connect(f"{server.url}/rtc?access_token={token}&protocol=17")
    said = [SignalResponse.FromString((await socket.receive(5)).data) for _ in range(3)]
    return socket, said


@pytest.mark.parametrize("path", ["/rtc/v1", "/rtc/v1/validate"])
async def test_v1_is_not_there_so_that_every_client_falls_back(
    server: LiveKitServer, http: aiohttp.ClientSession, path: str
) -> None:
    async with http.get(web_url(server, path)) as answer:
        assert answer.status == 404
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await http.ws_connect(f"{server.url}/rtc/v1?join_request=x")
    assert refusal.value.status == 404


async def test_validate_says_success_or_why_not_to_any_origin(
    server: LiveKitServer, http: aiohttp.ClientSession
) -> None:
    token = server.token("ana", "room")
    for query, expected in ((f"access_token={token}", 200), ("access_token=x", 401), ("", 401)):
        async with http.get(web_url(server, f"/rtc/validate?{query}")) as answer:
            text = await answer.text()

            assert answer.status == expected
            assert (text == "success") == (expected == 200)
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.content_type == "text/plain"


async def test_figures_are_shown_to_this_machine_and_to_no_proxy(
    server: LiveKitServer, http: aiohttp.ClientSession
) -> None:
    url = web_url(server, "/metrics")
    async with http.get(url) as here, http.get(url, headers={"X-Forwarded-For": "::1"}) as there:
        text = await here.text()

        assert (here.status, here.content_type) == (200, "text/plain")
        assert "torg_media_rooms " in text
        assert there.status == 404


async def test_a_socket_is_refused_before_the_upgrade(
    server: LiveKitServer, http: aiohttp.ClientSession
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await http.ws_connect(f"{server.url}/rtc?access_token=x")

    assert refusal.value.status == 401


async def test_an_unknown_room_is_404_in_livekits_words(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    async with torg_media(tmp_path) as server:
        query = f"access_token={server.token('ana', 'room')}"
        async with http.get(web_url(server, f"/rtc/validate?{query}")) as answer:
            assert (answer.status, await answer.text()) == (404, "requested room does not exist")


async def test_join_is_followed_by_an_offer_of_local_addresses(
    server: LiveKitServer, http: aiohttp.ClientSession
) -> None:
    socket, said = await joined(http, server)
    sdp = said[2].offer.sdp
    await socket.close()

    assert [each.WhichOneof("message") for each in said] == ["join", "refresh_token", "offer"]
    assert said[0].join.server_info.debug_info.startswith("torg ")
    assert " udp " in line(sdp, "a=candidate:1 ")


async def test_the_token_may_come_in_the_header(
    server: LiveKitServer, http: aiohttp.ClientSession
) -> None:
    headers = {"Authorization": f"Bearer {server.token('ana', 'room')}"}
    async with http.ws_connect(f"{server.url}/rtc", headers=headers) as socket:
        first = SignalResponse.FromString((await socket.receive(5)).data)

        assert first.join.participant.identity == "ana"


@pytest.mark.parametrize(
    ("size", "code"), [(64 * 1024, None), (64 * 1024 + 1, 1009)], ids=["64 KiB", "64 KiB + 1"]
)
async def test_a_message_of_64_kib_is_taken_and_a_larger_one_is_not(
    server: LiveKitServer, http: aiohttp.ClientSession, size: int, code: int | None
) -> None:
    socket, _ = await joined(http, server)
    padding = b"\xfa\x3f\x80\x00"  # a field of a newer protocol, its length to be filled in
    body = size - len(padding) - 1
    head = b"\xfa\x3f" + bytes([body & 0x7F | 0x80, body >> 7 & 0x7F | 0x80, body >> 14])
    await socket.send_bytes(head + bytes(size - len(head)))
    if code is None:
        await socket.send_bytes(SignalRequest(ping=1).SerializeToString())
    answer = await socket.receive(5)
    await socket.close()

    if code is None:
        assert SignalResponse.FromString(answer.data).WhichOneof("message") == "pong"
    else:
        assert (answer.type, answer.data) == (WSMsgType.CLOSE, code)


async def test_a_text_message_closes_the_socket(
    server: LiveKitServer, http: aiohttp.ClientSession
) -> None:
    socket, _ = await joined(http, server)
    await socket.send_str("{}")
    answer = await socket.receive(5)
    await socket.close()

    assert (answer.type, answer.data) == (WSMsgType.CLOSE, 1003)


async def test_sigterm_says_goodbye_and_ends_at_once(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    async with torg_media(tmp_path, ["--auto-create"]) as server:
        socket, _ = await joined(http, server)
        assert server.pid is not None
        begun = time.monotonic()
        os.kill(server.pid, signal.SIGTERM)
        goodbye = SignalResponse.FromString((await socket.receive(5)).data).leave
        closed = await socket.receive(5)
        await socket.close()
    took = time.monotonic() - begun

    assert (goodbye.reason, goodbye.action) == (
        DisconnectReason.SERVER_SHUTDOWN,
        LeaveRequest.RECONNECT,
    )
    assert closed.type == WSMsgType.CLOSE
    assert took < 5  # on a busy machine; alone it is half a second


async def test_reports_reach_a_receiver_and_are_accepted(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    bodies: list[tuple[str, str]] = []

    async def take(request: web.Request) -> web.Response:
        bodies.append((await request.text(), request.headers["Authorization"]))
        return web.Response(status=500 if len(bodies) == 1 else 200)

    async with AsyncExitStack() as stack:
        application = web.Application()
        application.router.add_post("/hook", take)
        runner = web.AppRunner(application)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0]
        options = ["--auto-create", "--webhook", f"http://{host}:{port}/hook"]
        server = await stack.enter_async_context(torg_media(tmp_path, options))
        socket, _ = await joined(http, server)
        await socket.send_bytes(SignalRequest(leave=LeaveRequest()).SerializeToString())
        await until(lambda: at_least(bodies, 3))
        await socket.close()
    receiver = api.WebhookReceiver(api.TokenVerifier(server.key, server.secret))
    events = [receiver.receive(*each).event for each in bodies]

    assert events == ["room_started", "room_started", "participant_connection_aborted"]


async def test_a_unix_socket_serves_its_owner_alone(tmp_path: Path) -> None:
    path, dump = tmp_path / "media.sock", tmp_path / "dump.sock"
    environment = os.environ | {"TORG_MEDIA_SECRET": SECRET}
    command = [sys.executable, "-m", "torg", "media", "--unix", str(path), "--key", "test"]
    command += ["--udp-port", "0", "--dump", str(dump), "--auto-create"]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    ready = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    token = LiveKitServer("", "test", SECRET).token("ana", "room")
    connector = aiohttp.UnixConnector(str(path))
    url = f"http://media/rtc?access_token={quote(token)}"
    async with aiohttp.ClientSession(connector=connector) as session, session.ws_connect(url):
        reader, writer = await asyncio.open_unix_connection(str(dump))
        table = json.loads(await reader.read())
        writer.close()
        await writer.wait_closed()
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (path, dump)]
    process.terminate()
    code = await asyncio.wait_for(process.wait(), 5)

    assert ready["listen"] == f"unix:{path}"
    assert all(isinstance(port, int) and port for _, port in ready["udp"])
    assert table == {"room": {"sends": [], "hears": []}}
    assert modes == [0o600, 0o600]
    assert code == 0
    assert not path.exists()


async def test_a_server_whose_gateway_is_gone_ends_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "media.sock"
    media = f"{sys.executable} -m torg media --unix {path} --udp-port 0 --dead-man 1"
    environment = os.environ | {"TORG_MEDIA_SECRET": SECRET}
    gateway = await asyncio.create_subprocess_shell(
        f"{media} & read line", stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert gateway.stdout is not None
    ready = json.loads(await asyncio.wait_for(gateway.stdout.readline(), 20))
    await asyncio.sleep(1.5)  # more than the dead man's patience: the gateway lives
    gone_early = await is_gone(path)
    gateway.kill()
    await gateway.wait()
    await until(lambda: is_gone(path))

    assert ready["ready"]
    assert not gone_early


async def test_a_port_that_is_taken_is_said_in_one_line(server: LiveKitServer) -> None:
    listen = server.url.removeprefix("ws://")
    command = [sys.executable, "-m", "torg", "media", "--listen", listen, "--udp-port", "0"]
    environment = os.environ | {"TORG_MEDIA_SECRET": SECRET}
    process = await asyncio.create_subprocess_exec(
        *command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    out, err = await asyncio.wait_for(process.communicate(), 20)

    assert process.returncode == 1
    assert out == b""
    assert json.loads(err)["what"].startswith("cannot start: ")


async def is_gone(path: Path) -> bool:
    return not await asyncio.to_thread(path.exists)


async def at_least(things: list[tuple[str, str]], number: int) -> bool:
    return len(things) >= number
