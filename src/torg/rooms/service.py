"""What members do with rooms: one method per use case."""

from collections.abc import Sequence
from datetime import datetime

from torg.accounts.account import Account
from torg.accounts.repository import Accounts
from torg.db.session import Transaction
from torg.errors import MemberUnknown, NotAllowed, NotSignedIn, RoomNotFound
from torg.kit.ids import AccountId, LeaseId, LoginSessionId, RoomId
from torg.media.leases import Lease
from torg.media.repository import Leases
from torg.rooms.acting import Acting, Kick
from torg.rooms.cards import read_cards
from torg.rooms.page import page_after
from torg.rooms.people import members
from torg.rooms.repository import Rooms
from torg.rooms.room import NewRoom, RoomType
from torg.rooms.rules import may_enter
from torg.rooms.schemas import Card, People
from torg.rooms.stages import LiveRoom
from torg.rooms.view import rows_of
from torg.stage import commands as c
from torg.stage.rights import require
from torg.stage.roles import Act
from torg.stage.state import EndReason, Limits, Stage


class LiveRooms:
    """The rooms as members use them, within one transaction."""

    def __init__(self, transaction: Transaction, limits: Limits, kick: Kick) -> None:
        self._transaction = transaction
        self._rooms = Rooms(transaction)
        self._accounts = Accounts(transaction)
        self._leases = Leases(transaction)
        self._limits = limits
        self._acting = Acting(transaction, limits, kick)

    async def open(self, room_id: RoomId, new: NewRoom, host: AccountId, now: datetime) -> Card:
        """Open a room, in which a seat waits for its host."""
        await self._rooms.add(Stage.opened(room_id, host, self._limits, now), new, now)
        self._transaction.tell("hallway", {"kind": "changed", "room": room_id})
        return await self.card(room_id, host)

    async def accounts_of(self, handles: Sequence[str]) -> frozenset[AccountId]:
        """Give the members with these handles. Raises MemberUnknown."""
        found = await self._accounts.people_by_handle(handles)
        if not found.keys() >= set(handles):
            raise MemberUnknown
        return frozenset(person.id for person in found.values())

    async def cards(self, account: AccountId) -> tuple[Card, ...]:
        """Give the rooms a member may enter, newest first."""
        cards = await read_cards(self._transaction)
        return tuple(visible.card for visible in cards if visible.is_for(account))

    async def card(self, room_id: RoomId, account: AccountId) -> Card:
        """Give a room's card. Raises RoomNotFound."""
        await self._require_sight(room_id, account)
        for visible in await read_cards(self._transaction, [room_id]):
            return visible.card
        raise RoomNotFound

    async def join(self, room_id: RoomId, me: Account, new: LeaseId, now: datetime) -> Lease:
        """Enter by a new lease, or find the one this login session has there already.

        Whatever other lease the account has ends: one person is in one room, on one device.
        Raises RoomNotFound, RoomFull.
        """
        lease = await self._leases.live_of(me.id)
        if lease is not None and (lease.room, lease.login_session) == (room_id, me.login_session):
            return lease
        elsewhere = await self._rooms.whereabouts(me.id)
        if elsewhere is not None and elsewhere != room_id:
            await self._depart(elsewhere, me.id, EndReason.DISPLACED, now)
        live = await self._seen_by(me.id, room_id)
        await self._acting.apply(live.stage, [c.Enter(me.id, new)], now, me.login_session)
        granted = await self._leases.live(new)
        if granted is None:
            # The login session ended between the request's first look at it and this one.
            raise NotSignedIn
        return granted

    async def leave(self, room_id: RoomId, me: Account, now: datetime) -> None:
        """Leave quietly; where this login session is not, nothing happens."""
        if await self._rooms.whereabouts(me.id, me.login_session) == room_id:
            await self._depart(room_id, me.id, EndReason.LEFT, now)

    async def act(self, room_id: RoomId, me: Account, command: c.Command, now: datetime) -> None:
        """Carry out what somebody asks of a stage. Raises RoomNotFound and what `decide` raises."""
        live = await self._used_by(me, room_id)
        await self._acting.apply(live.stage, [command], now)

    async def extend_list(self, room_id: RoomId, me: Account, handle: str, now: datetime) -> None:
        """Let one more member into a closed room.

        Raises RoomNotFound, NotAllowed, MemberUnknown.
        """
        live = await self._used_by(me, room_id)
        require(live.stage, me.id, Act.EXTEND_LIST)
        if live.room.type is not RoomType.CLOSED:
            raise NotAllowed
        (account,) = await self.accounts_of([handle])
        await self._rooms.put_on_list(room_id, account, me.id, now)
        self._transaction.tell("hallway", {"kind": "changed", "room": room_id})

    async def people(
        self, room_id: RoomId, me: Account, cursor: str | None, now: datetime
    ) -> People:
        """Give a page of the audience to who is in the room. Raises RoomNotFound, NotAllowed."""
        live = await self._used_by(me, room_id)
        require(live.stage, me.id, Act.READ_ROSTER)
        audience = live.stage.audience
        page = page_after(audience, cursor)
        found = await members(self._accounts, [who.account for who in page.people])
        return People(
            people=rows_of(page.people, live.stage, found, now),
            next=page.next,
            count=len(audience),
        )

    async def sign_out(
        self, account: AccountId, login_session: LoginSessionId, now: datetime
    ) -> None:
        """Take out of their room whom this login session let in."""
        lease = await self._leases.live_of(account)
        if lease is not None and lease.login_session == login_session:
            await self._depart(lease.room, account, EndReason.SIGNED_OUT, now)

    async def _depart(
        self, room_id: RoomId, account: AccountId, reason: EndReason, now: datetime
    ) -> None:
        live = await self._acting.load(room_id)
        if live is not None:
            await self._acting.apply(live.stage, [c.Leave(account, reason)], now)

    async def _used_by(self, me: Account, room_id: RoomId) -> LiveRoom:
        """Load a room for a command. Raises RoomNotFound, NotAllowed.

        A device that another one has displaced has no say any more.
        """
        live = await self._seen_by(me.id, room_id)
        if live.login_sessions.get(me.id) != me.login_session:
            raise NotAllowed
        return live

    async def _seen_by(self, account: AccountId, room_id: RoomId) -> LiveRoom:
        """Load a room this member may know of. Raises RoomNotFound."""
        await self._require_sight(room_id, account)
        live = await self._acting.load(room_id)
        if live is None:
            raise RoomNotFound
        return live

    async def _require_sight(self, room_id: RoomId, account: AccountId) -> None:
        """Take as long for a room that must not be known as for one that never was."""
        room = await self._rooms.entrance(room_id, account)
        if room is None or not may_enter(room.type, is_listed=room.is_listed):
            raise RoomNotFound
