"""The media server's process: HTTP and WebSocket around the engine, start and orderly end."""

import asyncio
import contextlib
import gc
import json
import logging
import os
import signal
import socket
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Final

import aiohttp
import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from torg.sfu.addresses import Plan, plan
from torg.sfu.admission import Admission, NotAdmitted, read_request
from torg.sfu.config import Config, ConfigRefused
from torg.sfu.dtls import Certificate
from torg.sfu.engine import Engine
from torg.sfu.fanout import PythonFanout
from torg.sfu.figures import CONTENT_TYPE, figures, may_read
from torg.sfu.links import Endpoint
from torg.sfu.logs import OncePerSecond, OneLine
from torg.sfu.metrics import Metrics
from torg.sfu.participant import ConnectionId, Hangup
from torg.sfu.seam import Fanout
from torg.sfu.transport import Shell, bind_all, default_route, local_addresses
from torg.sfu.twirp import LONGEST_REQUEST, Reply, RoomService, error
from torg.sfu.webhooks import Signer, Webhooks
from torg.sfu.wire import Wire

UNSUPPORTED: Final = 1003
ANYWHERE: Final = {"Access-Control-Allow-Origin": "*"}
DELIVER_WITHIN_S: Final = 5
READ_WITHIN_S: Final = 15
"""How long a client may leave what was sent to it unread."""
GOODBYE_S: Final = 0.5
"""How long the last messages may take at the end."""
INIT: Final = 1
"""The process that adopts those whose parent is gone."""
OWNER_ONLY: Final = 0o177

log = logging.getLogger(__name__)


class Front:
    """The HTTP side: signalling sockets, RoomService, and what the shell hands back to them."""

    def __init__(self, engine: Engine, fanout: Fanout, webhooks: Sequence[Webhooks]) -> None:
        self._engine, self._fanout, self._webhooks = engine, fanout, webhooks
        self._service = RoomService(engine)
        self._wires: dict[ConnectionId, tuple[Wire, asyncio.Event]] = {}
        self._reported = [asyncio.Event() for _ in webhooks]
        self.shell: Shell | None = None

    def app(self) -> Starlette:
        """Build the application."""
        return Starlette(
            routes=[
                Route("/", self._health),
                Route("/metrics", self._metrics),
                WebSocketRoute("/rtc", self._rtc),
                Route("/rtc/validate", self._validate),
                WebSocketRoute("/rtc/v1", self._absent),
                Route(
                    "/twirp/livekit.RoomService/{method}",
                    self._twirp,
                    methods=["POST"],
                ),
            ],
            exception_handlers={404: _not_found},
        )

    def signal(self, connection: ConnectionId, message: bytes | Hangup) -> None:
        """Queue a message for a socket."""
        if connection in self._wires:
            wire, waiting = self._wires[connection]
            wire.push(message)
            waiting.set()

    def report(self) -> None:
        """Queue the engine's reports for every webhook."""
        wall = time.time()
        for event in self._engine.reports:
            for each in self._webhooks:
                each.report(event, wall)
        self._engine.reports.clear()
        for waiting in self._reported:
            waiting.set()

    async def emptied(self) -> None:
        """Wait until every socket was told all that is to be told."""
        while not all(wire.empty() for wire, _ in self._wires.values()):  # noqa: ASYNC110 - once
            await asyncio.sleep(0.01)

    async def deliver(self) -> None:
        """Send reports to all webhooks, for ever."""
        timeout = aiohttp.ClientTimeout(total=DELIVER_WITHIN_S)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as all_of:
            for each, waiting in zip(self._webhooks, self._reported, strict=True):
                all_of.create_task(_deliver(each, waiting, session))

    async def _health(self, _: Request) -> Response:
        return PlainTextResponse("OK")

    async def _metrics(self, request: Request) -> Response:
        host = request.client.host if request.client else None
        if not may_read(host, request.url.hostname, request.headers):
            return await _not_found(request)
        return Response(figures(self._engine, self._fanout), media_type=CONTENT_TYPE)

    async def _absent(self, websocket: WebSocket) -> None:
        # Every client then falls back to v0 (§2.6).
        await websocket.send_denial_response(
            PlainTextResponse("not found", HTTPStatus.NOT_FOUND, ANYWHERE)
        )

    def _admission(self, request: HTTPConnection, now: float) -> Admission:
        """Check a request. Raises NotAdmitted."""
        config = self._engine.config
        admission = read_request(
            request.headers.get("authorization"),
            request.query_params,
            config.keys,
            config.limits,
            time.time(),
        )
        self._engine.admit(admission, now)
        return admission

    async def _validate(self, request: Request) -> Response:
        try:
            self._admission(request, time.monotonic())
        except NotAdmitted as refusal:
            return _refusal(refusal)
        return PlainTextResponse("success", headers=ANYWHERE)

    async def _rtc(self, websocket: WebSocket) -> None:
        now = time.monotonic()
        try:
            admission = self._admission(websocket, now)
            self._engine.take_join(now)
        except NotAdmitted as refusal:
            await websocket.send_denial_response(_refusal(refusal))
            return
        await websocket.accept()
        connection = self._engine.next_connection()
        wire, waiting = Wire(self._engine.config.limits), asyncio.Event()
        self._wires[connection] = wire, waiting
        tasks: set[asyncio.Task[None]] = set()
        try:
            self._engine.connect(connection, admission, time.monotonic())
            self._flush()
            tasks.add(asyncio.create_task(self._read(websocket, connection)))
            tasks.add(asyncio.create_task(_write(websocket, wire, waiting)))
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            self._wires.pop(connection, None)
            self._engine.disconnected(connection, time.monotonic())
            self._flush()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                self._engine.metrics.count("socket_failed")
                log.error("a signalling socket failed", exc_info=outcome)

    async def _read(self, websocket: WebSocket, connection: ConnectionId) -> None:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            data = message.get("bytes")
            if data is None:
                await websocket.close(UNSUPPORTED, "binary messages only")
                return
            self._engine.receive_signal(connection, data, time.monotonic())
            self._flush()

    async def _twirp(self, request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_REQUEST:
                return _response(error("invalid_argument", "the request is too long"))
        reply = self._service.call(
            request.path_params["method"],
            request.headers.get("content-type", ""),
            request.headers.get("authorization"),
            body,
            time.monotonic(),
        )
        self._flush()
        return _response(reply)

    def _flush(self) -> None:
        if self.shell is not None:
            self.shell.flush()


async def _write(websocket: WebSocket, wire: Wire, waiting: asyncio.Event) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
        while True:
            await waiting.wait()
            waiting.clear()
            for message in wire.drain():
                async with asyncio.timeout(READ_WITHIN_S):
                    if isinstance(message, Hangup):
                        await websocket.close(message.code, message.reason)
                        return
                    await websocket.send_bytes(message)


async def _deliver(
    webhooks: Webhooks, waiting: asyncio.Event, session: aiohttp.ClientSession
) -> None:
    while True:
        request = webhooks.next(time.time())
        if request is None:
            waiting.clear()
            await waiting.wait()
            continue
        try:
            async with session.post(
                request.url, data=request.body, headers=request.headers()
            ) as answer:
                answer.raise_for_status()
        except (aiohttp.ClientError, TimeoutError):
            await asyncio.sleep(webhooks.failed())
        else:
            webhooks.delivered()


def _refusal(refusal: NotAdmitted) -> Response:
    headers = dict(ANYWHERE)
    if refusal.retry_after_s is not None:
        headers["Retry-After"] = str(refusal.retry_after_s)
    return PlainTextResponse(refusal.text, refusal.status, headers)


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, media_type=reply.content_type)


async def _not_found(request: Request, _: Exception | None = None) -> Response:
    if request.url.path.startswith("/twirp/"):
        return _response(error("bad_route", "no such service or method"))
    return PlainTextResponse("not found", HTTPStatus.NOT_FOUND, ANYWHERE)


class Quiet(uvicorn.Server):
    """Leaves signals to us and says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: dict[str, object]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and print the one line that says so."""
        await super().startup(sockets)
        print(json.dumps(self._ready), flush=True)  # noqa: T201 - the contract with who started us


def run(config: Config) -> None:
    """Run the media server until SIGTERM or SIGINT; exits with 1 when it cannot start."""
    _log_to_stderr()
    routes = {version: default_route(version) for version in (4, 6)}
    try:
        chosen = plan(config.addresses, local_addresses(), routes)
        udp = bind_all(chosen.bound, config.udp_port)
        listener = _listen(config)
    except (ConfigRefused, OSError) as refusal:
        log.critical("cannot start: %s", refusal)
        raise SystemExit(1) from None
    if chosen.loopback_only:
        log.warning("only this machine can be served: no address but loopback is offered")
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(config, chosen, udp, listener))
    finally:
        listener.close()
        for path in (config.unix, config.dump):
            if path is not None:
                path.unlink(missing_ok=True)


async def _serve(
    config: Config, chosen: Plan, udp: list[socket.socket], listener: socket.socket
) -> None:
    metrics, port = Metrics(), int(udp[0].getsockname()[1])
    endpoint = Endpoint(
        certificate=Certificate.make(datetime.now(UTC)),
        candidates=tuple((address, port) for address in chosen.offered),
        fanout=_fanout(udp),
        random=os.urandom,
        metrics=metrics,
        version=f"torg {version('torg')}",
    )
    engine = Engine(config, endpoint, time.monotonic(), time.time())
    key, secret = next(iter(config.keys.items()))
    webhooks = [Webhooks(url, Signer(key, secret), os.urandom, metrics) for url in config.webhooks]
    front = Front(engine, endpoint.fanout, webhooks)
    front.shell = shell = Shell(engine, udp, front.signal, front.report)
    server = Quiet(
        uvicorn.Config(
            front.app(),
            ws="websockets-sansio",
            ws_max_size=config.limits.message_bytes,
            ws_per_message_deflate=False,
            ws_ping_interval=None,
            access_log=False,
            log_config=None,
            lifespan="off",
            timeout_graceful_shutdown=1,
        ),
        {
            "ready": True,
            "listen": _name(listener),
            "udp": [[address, port] for address, port in endpoint.candidates],
        },
    )
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, ending.set)
    shell.start()
    gc.freeze()
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(shell.stop)
        if config.dump is not None:
            await stack.enter_async_context(await _dump(config.dump, engine))
        delivery = asyncio.create_task(front.deliver())
        orphaned = asyncio.create_task(_orphaned(engine, ending))
        serving = asyncio.create_task(server.serve([listener]))
        waiting = asyncio.create_task(ending.wait())
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        engine.shut_down(time.monotonic())
        shell.flush()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(front.emptied(), GOODBYE_S)
        server.should_exit = True
        await serving
        for task in (delivery, orphaned, waiting):
            task.cancel()


def _fanout(udp: Sequence[socket.socket]) -> PythonFanout:
    return PythonFanout([each.sendto for each in udp], [each.fileno() for each in udp])


async def _orphaned(engine: Engine, ending: asyncio.Event) -> None:
    """End the process when its gateway is gone and the dead-man timer has run out."""
    parent = os.getppid()
    while not ending.is_set():
        await asyncio.sleep(0.5)  # a parent's end is no event that one could wait for
        left_alone = os.getppid() != parent or parent == INIT
        if left_alone and engine.abandoned(time.monotonic()):
            ending.set()


def _listen(config: Config) -> socket.socket:
    """Open the socket of signalling and RoomService; a unix socket is the owner's alone."""
    if config.unix is not None:
        return _unix_socket(config.unix)
    host, port = config.listen_address()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=512)


def _unix_socket(path: Path) -> socket.socket:
    if path.exists() and stat.S_ISSOCK(path.lstat().st_mode):
        path.unlink()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(OWNER_ONLY)
    try:
        listener.bind(str(path))
    finally:
        os.umask(before)
    listener.listen(512)
    return listener


def _name(listener: socket.socket) -> str:
    name = listener.getsockname()
    if isinstance(name, str):
        return f"unix:{name}"
    host, port = name[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


async def _dump(path: Path, engine: Engine) -> asyncio.Server:
    async def show(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(json.dumps(engine.forwarding_table()).encode() + b"\n")
        await writer.drain()
        writer.close()

    return await asyncio.start_unix_server(show, sock=_unix_socket(path))


def _log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    handler.addFilter(OncePerSecond())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # It takes a refusal before the upgrade for an error of ours.
    logging.getLogger("uvicorn.error").addFilter(
        lambda record: "without completing handshake" not in str(record.msg)
    )
