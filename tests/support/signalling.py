"""The media part of a gateway on a free port, before a media server without sound."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import uvicorn
from fastapi import FastAPI
from livekit.protocol import rtc
from starlette.requests import HTTPConnection
from tests.support.databases import DATABASES
from tests.support.media import KEY, SECRET

from torg.accounts.models import AccountRow, LoginSessionRow
from torg.config import Settings
from torg.db.session import Database, Transaction
from torg.kit.clock import SystemClock
from torg.kit.fresh import new_lease_id, new_uuid
from torg.kit.ids import AccountId, LeaseId, LoginSessionId, RoomId
from torg.kit.limits import Limits
from torg.media import proxy, webhooks
from torg.media.client import connected
from torg.media.leases import Change, Lease, Lost, Observed
from torg.media.models import LeaseRow
from torg.media.pulse import PulsingProtocol
from torg.media.reach import Reach
from torg.media.reconciler import Reconciler
from torg.media.repository import Leases, NewLease
from torg.media.signals import FRAME_LIMIT
from torg.media.sockets import Sockets
from torg.media.tokens import LeaseKeys
from torg.media.watch import Surroundings
from torg.rooms.models import RoomRow
from torg.stage.roles import Role
from torg.stage.state import EndReason

OWN_KEY = b"the gateway's own key in a test, 32+"
WITHIN_S = 10.0


async def eventually(claim: Callable[[], object], within_s: float = WITHIN_S) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(within_s):
        while not claim():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)


@dataclass
class Told:
    """What the media part told the rooms; they write it down, and so does this."""

    talking: list[frozenset[LeaseId]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    doors: "Signalling | None" = None

    async def observe(self, room: RoomId, changes: tuple[Change, ...], now: datetime) -> None:
        assert self.doors is not None
        self.changes += changes
        reconciler = self.doors.reconciler
        async with self.doors.database.transaction() as transaction:
            for change in changes:
                match change:
                    case Observed(lease, _, presence, mic):
                        await Leases(transaction).observe(lease, presence, mic)
                    case Lost(lease, _):
                        await Leases(transaction).end(lease, EndReason.LOST, now)
            transaction.after(lambda: reconciler.kick(room))


@dataclass
class Signalling:
    """The doors to media: leases in, who is connected and what was observed out."""

    database: Database
    sockets: Sockets
    reconciler: Reconciler
    keys: LeaseKeys
    clock: SystemClock
    base: str
    origin: str
    session: aiohttp.ClientSession
    target: str | Path
    told: "Told"
    open: list[aiohttp.ClientWebSocketResponse] = field(default_factory=list)
    """Kept, because a socket nobody refers to closes by itself."""

    async def a_room(self) -> RoomId:
        """Open a room."""
        async with self.database.transaction() as transaction:
            return await add_room(transaction, self.clock.now())

    async def a_lease(
        self, room: RoomId | None = None, role: Role = Role.LISTENER, *, held: bool = False
    ) -> Lease:
        """Let a new member into a room."""
        room, now = room or await self.a_room(), self.clock.now()
        async with self.database.transaction() as transaction:
            account, session = await add_member(transaction, now)
            wish = NewLease(new_lease_id(), account, room, 1, role, held, session)
            return (await Leases(transaction).grant(wish, now)).lease

    async def end(self, lease: Lease, reason: EndReason = EndReason.LEFT) -> None:
        """End a lease, and have its room looked at, as a command does."""
        async with self.database.transaction() as transaction:
            await Leases(transaction).end(lease.id, reason, self.clock.now())
            transaction.after(lambda: self.reconciler.kick(lease.room))

    async def end_all(self, room: RoomId, reason: EndReason = EndReason.ROOM_ENDED) -> None:
        """End every lease of a room, as the end of the room does."""
        async with self.database.transaction() as transaction:
            await Leases(transaction).end_in(room, reason, self.clock.now())
            transaction.after(lambda: self.reconciler.kick(room))

    async def set_role(self, lease: Lease, role: Role, *, held: bool = False) -> None:
        """Change a role, as a command does."""
        async with self.database.transaction() as transaction:
            row = await transaction.session.get_one(LeaseRow, lease.id)
            row.role, row.held = role, held
            transaction.after(lambda: self.reconciler.kick(lease.room))

    async def lease(self, lease: LeaseId) -> Lease:
        """Read a lease as it is now."""
        async with self.database.reading() as transaction:
            found = await Leases(transaction).get(lease)
        assert found is not None
        return found

    def token(self, lease: Lease) -> str:
        """Mint the lease token of this moment."""
        return self.keys.lease_token(lease, self.clock.now())

    async def connect(
        self,
        lease: Lease,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> aiohttp.ClientWebSocketResponse:
        """Open /rtc with the lease's token, as a browser of this origin. May be refused."""
        socket = await self.session.ws_connect(
            self.base + "/rtc",
            params={"access_token": self.token(lease), **(query or {})},
            headers={"Origin": self.origin, **(headers or {})},
        )
        self.open.append(socket)
        return socket

    async def hang_up(self) -> None:
        """Close what tests left open."""
        await asyncio.gather(*(socket.close() for socket in self.open))

    async def knock(
        self, query: Mapping[str, str], headers: Mapping[str, str] | None = None, path: str = "/rtc"
    ) -> tuple[int, str, Mapping[str, str]]:
        """Ask for a WebSocket that will be refused; give status, body and headers."""
        sent = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            **(headers or {}),
        }
        async with self.session.get(self.base + path, params=query, headers=sent) as answer:
            return answer.status, await answer.text(), answer.headers

    async def joined(self, lease: Lease) -> aiohttp.ClientWebSocketResponse:
        """Connect and read the `join`."""
        socket = await self.connect(lease)
        message = await read(socket)
        assert message.WhichOneof("message") == "join"
        return socket


async def read(socket: aiohttp.ClientWebSocketResponse) -> rtc.SignalResponse:
    """Read the next message of the media server."""
    async with asyncio.timeout(WITHIN_S):
        return rtc.SignalResponse.FromString(await socket.receive_bytes())


async def close_code(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    """Read on until the other side closes; give its code."""
    async with asyncio.timeout(WITHIN_S):
        async for _ in socket:
            pass
    return socket.close_code


async def add_member(transaction: Transaction, now: datetime) -> tuple[AccountId, LoginSessionId]:
    """Write the rows of a signed-in member."""
    account, login = AccountId(new_uuid()), LoginSessionId(new_uuid())
    transaction.session.add(
        AccountRow(
            id=account,
            handle=account.hex[:16],
            name="Somebody",
            languages=["en"],
            role="member",
            created_at=now,
        )
    )
    await transaction.session.flush()
    transaction.session.add(
        LoginSessionRow(
            id=login,
            account_id=account,
            secret_hash=login.bytes,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(days=90),
        )
    )
    await transaction.session.flush()
    return account, login


async def add_room(transaction: Transaction, now: datetime) -> RoomId:
    """Write the row of a room, and nothing of it but what leases need."""
    room = RoomId(new_uuid())
    host, _ = await add_member(transaction, now)
    transaction.session.add(
        RoomRow(
            id=room,
            title="Late talk",
            languages=["en"],
            type="open",
            record_status="off_the_record",
            host_id=host,
            opened_at=now,
            demo=False,
            epoch=1,
        )
    )
    await transaction.session.flush()
    return room


@asynccontextmanager
async def a_database(folder: Path) -> AsyncIterator[Database]:
    """Make a fresh database."""
    async with DATABASES.fresh(folder) as url:
        database = Database(url, lambda _, __: None)
        try:
            yield database
        finally:
            await database.close()


@asynccontextmanager
async def a_signalling(folder: Path, target: str | Path) -> AsyncIterator[Signalling]:
    """Run the media part of a gateway before the media server at `target`."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    settings = Settings.model_validate({"origin": f"http://localhost:{port}", "data_dir": folder})
    clock, keys = SystemClock(), LeaseKeys(OWN_KEY, KEY, SECRET)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(a_database(folder))
        media = await stack.enter_async_context(connected(target, KEY, SECRET))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        told = Told()
        sockets = Sockets(clock, lambda _, leases: told.talking.append(leases))
        reach = Reach(clock)
        around = Surroundings(database, media, reach, sockets, clock, told.observe)
        doors = Signalling(
            database=database,
            sockets=sockets,
            reconciler=Reconciler(around),
            keys=keys,
            clock=clock,
            base=f"http://127.0.0.1:{port}",
            origin=f"http://localhost:{port}",
            session=session,
            target=target,
            told=told,
        )
        told.doors = doors
        app = FastAPI()
        app.include_router(proxy.router)
        app.include_router(webhooks.router)
        app.state.settings, app.state.clock, app.state.limits = settings, clock, Limits(clock)
        app.state.database, app.state.media, app.state.sockets = database, media, sockets
        app.state.reconciler, app.state.lease_keys = doors.reconciler, keys
        app.state.reports = webhooks.Reports(keys)
        app.state.is_cookie_of = _without_cookies
        await stack.enter_async_context(serving(app, listener))
        await stack.enter_async_context(running(doors.reconciler))
        await eventually(lambda: doors.reconciler.is_confirmed)
        stack.push_async_callback(doors.hang_up)
        yield doors


async def _without_cookies(connection: HTTPConnection, account: AccountId) -> bool:
    del connection, account
    return True


@asynccontextmanager
async def running(reconciler: Reconciler) -> AsyncIterator[None]:
    """Run the reconciler."""
    task = asyncio.create_task(reconciler.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


@asynccontextmanager
async def serving(app: FastAPI, listener: socket.socket) -> AsyncIterator[None]:
    """Serve an application on a socket that listens already, set up as the gateway is."""
    config = uvicorn.Config(
        app,
        http="httptools",
        ws=PulsingProtocol,
        ws_max_size=FRAME_LIMIT,
        ws_per_message_deflate=False,
        lifespan="off",
        access_log=False,
        log_config=None,
    )
    server = QuietServer(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    await eventually(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = server.force_exit = True
        await task


class QuietServer(uvicorn.Server):
    """Leaves the signals of the process to the tests."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
