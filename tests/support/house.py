"""An instance without its doors: a real database, its members and its rooms, no HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.support.databases import DATABASES
from tests.support.stages import ROOM, START

from torg.accounts.account import Account, InstanceRole, Person
from torg.accounts.repository import Accounts, LoginSessions, NewAccount
from torg.db.session import Database, Transaction
from torg.kit.ids import LeaseId, RoomId
from torg.media.leases import Change, Lease
from torg.rooms.room import NewRoom, RoomType
from torg.rooms.service import LiveRooms
from torg.rooms.stages import LiveRoom, Stages
from torg.rooms.upkeep import Upkeep
from torg.stage.commands import Command
from torg.stage.state import Limits, Stage


class House:
    """Members act on rooms here; what was told and kicked is kept for a test to look at."""

    def __init__(self, database: Database, limits: Limits, told: list[str]) -> None:
        self.database = database
        self.limits = limits
        self.now = START
        self.told = told
        self.kicked: list[RoomId] = []
        self.upkeep = Upkeep(database, limits, self.kicked.append)
        self._leases = 0

    def forward(self, by: timedelta) -> datetime:
        """Let time pass."""
        self.now += by
        return self.now

    async def member(self, handle: str) -> Account:
        """Make a member who is signed in."""
        async with self.database.transaction() as transaction:
            person = await Accounts(transaction).add(
                NewAccount(handle, handle.capitalize(), ("en",), InstanceRole.MEMBER), self.now
            )
            return await self._sign_in(transaction, person)

    async def signed_in_again(self, account: Account) -> Account:
        """Sign a member in on another device."""
        async with self.database.transaction() as transaction:
            return await self._sign_in(transaction, account.person)

    async def sign_out_by_the_back_door(self, account: Account) -> None:
        """Revoke a login session as an operator would: nobody is told."""
        async with self.database.transaction() as transaction:
            await LoginSessions(transaction).revoke(account.login_session, self.now)

    async def room(self, host: Account, *listed: Account, room_id: RoomId = ROOM) -> RoomId:
        """Open a room: a closed one when somebody is listed."""
        new = NewRoom(
            "Late talk",
            ("en",),
            RoomType.CLOSED if listed else RoomType.OPEN,
            frozenset(account.id for account in listed),
        )
        async with self.rooms() as rooms:
            await rooms.open(room_id, new, host.id, self.now)
        return room_id

    async def join(self, account: Account, room_id: RoomId = ROOM) -> Lease:
        """Enter a room by a lease of its own."""
        self._leases += 1
        lease = LeaseId(f"{self._leases:032x}")
        async with self.rooms() as rooms:
            return await rooms.join(room_id, account, lease, self.now)

    async def act(self, command: Command, by: Account, room_id: RoomId = ROOM) -> None:
        """Carry out what somebody asks of a stage."""
        async with self.rooms() as rooms:
            await rooms.act(room_id, by, command, self.now)

    async def observe(self, *changes: Change, room_id: RoomId = ROOM) -> None:
        """Report what the media server says."""
        await self.upkeep.observe(room_id, changes, self.now)

    async def tick(self, after: timedelta = timedelta(0)) -> None:
        """Let time pass, and what is due happen."""
        await self.upkeep.tick(self.forward(after))

    async def live(self, room_id: RoomId = ROOM) -> LiveRoom:
        """Read a room as it is stored."""
        async with self.database.reading() as transaction:
            live = await Stages(transaction, self.limits).read(room_id)
        assert live is not None
        return live

    async def stage(self, room_id: RoomId = ROOM) -> Stage:
        """Read a stage as it is stored."""
        return (await self.live(room_id)).stage

    @asynccontextmanager
    async def rooms(self) -> AsyncIterator[LiveRooms]:
        """Use the rooms in one transaction."""
        async with self.database.transaction() as transaction:
            yield LiveRooms(transaction, self.limits, self.kicked.append)

    async def _sign_in(self, transaction: Transaction, person: Person) -> Account:
        self._leases += 1
        session = await LoginSessions(transaction).open(person.id, f"s{self._leases}", self.now)
        return Account(
            person.id,
            person.handle,
            person.name,
            person.photo,
            ("en",),
            InstanceRole.MEMBER,
            session,
        )


@asynccontextmanager
async def a_house(folder: Path, limits: Limits) -> AsyncIterator[House]:
    """Make an instance on a fresh database."""
    told: list[str] = []
    async with DATABASES.fresh(folder) as url:
        database = Database(url, lambda topic, _: told.append(topic))
        try:
            yield House(database, limits, told)
        finally:
            await database.close()
