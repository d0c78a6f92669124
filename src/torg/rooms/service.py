"""What members do with rooms: one method per use case."""

from collections.abc import Sequence
from datetime import datetime

from torg.accounts.account import Account
from torg.audit.acts import Act as Audited
from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.errors import MemberUnknown, NotAllowed, NotSignedIn, RoomNotFound
from torg.inbox.kinds import Kind
from torg.inbox.repository import Inbox
from torg.kit.ids import AccountId, LeaseId, LoginSessionId, RoomId
from torg.media.leases import Lease
from torg.media.repository import Leases
from torg.rooms.acting import Acting, Kick, seen_off
from torg.rooms.cards import read_cards
from torg.rooms.entrances import Entrances
from torg.rooms.eyes import read_eyes
from torg.rooms.followers import followers_who_may_enter
from torg.rooms.listing import list_member
from torg.rooms.page import page_after
from torg.rooms.people import members
from torg.rooms.repository import Rooms
from torg.rooms.room import NewRoom, RoomType
from torg.rooms.schemas import Card, People
from torg.rooms.stages import LiveRoom
from torg.rooms.view import rows_of
from torg.social.people_repository import People as Seen
from torg.social.repository import Blocks, hold
from torg.stage import commands as c
from torg.stage.rights import require
from torg.stage.roles import Act
from torg.stage.state import EndReason, Limits, Stage


class LiveRooms:
    """The rooms as members use them, within one transaction."""

    def __init__(self, transaction: Transaction, limits: Limits, kick: Kick) -> None:
        self._transaction = transaction
        self._rooms = Rooms(transaction)
        self._leases = Leases(transaction)
        self._entrances = Entrances(transaction)
        self._limits = limits
        self._acting = Acting(transaction, limits, kick)

    async def open(self, room_id: RoomId, new: NewRoom, host: AccountId, now: datetime) -> Card:
        """Open a room, in which a seat waits for its host."""
        await self._rooms.add(Stage.opened(room_id, host, self._limits, now), new, now)
        await Inbox(self._transaction).tell_those(
            followers_who_may_enter(room_id, new.type, host),
            Kind.ROOM_OPENED,
            now,
            about=host,
            room=room_id,
        )
        self._transaction.tell("hallway", {"kind": "changed", "room": room_id})
        return await self.card(room_id, host)

    async def accounts_of(
        self, handles: Sequence[str], me: AccountId, now: datetime
    ) -> frozenset[AccountId]:
        """Give the members with these handles, as far as they are there for me.

        Raises MemberUnknown.
        """
        found = await Seen(self._transaction, me, now).by_handles(handles)
        if not found.keys() >= set(handles):
            raise MemberUnknown
        return frozenset(person.id for person in found.values())

    async def card(self, room_id: RoomId, account: AccountId) -> Card:
        """Give a room's card. Raises RoomNotFound."""
        await self._require_sight(room_id, account)
        eyes = await read_eyes(self._transaction, [account])
        for found in await read_cards(self._transaction, [room_id]):
            return found.to(eyes[account])
        raise RoomNotFound

    async def join(self, room_id: RoomId, me: Account, new: LeaseId, now: datetime) -> Lease:
        """Enter by a new lease, or find the one this login session has there already.

        Whatever other lease the account has ends: one person is in one room, on one device.
        Raises RoomNotFound, RoomFull.
        """
        # Two devices at once take turns, and who blocks me meanwhile waits: accounts, then rooms.
        await hold(self._transaction, me.id)
        lease = await self._leases.live_of(me.id)
        if lease is not None and (lease.room, lease.login_session) == (room_id, me.login_session):
            return lease
        elsewhere = await self._rooms.whereabouts(me.id)
        if elsewhere is not None and elsewhere != room_id:
            await self._require_sight(room_id, me.id)
            await self._acting.hold(elsewhere, room_id)
            await self._depart(elsewhere, me.id, EndReason.DISPLACED, now)
        live = await self._seen_by(me.id, room_id)
        # The host may have blocked me while I waited for the room's lock.
        await self._require_sight(room_id, me.id)
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
        (account,) = await self.accounts_of([handle], me.id, now)
        await list_member(self._transaction, room_id, account, me.id, now)

    async def people(
        self, room_id: RoomId, me: Account, cursor: str | None, now: datetime
    ) -> People:
        """Give a page of the audience to who is in the room. Raises RoomNotFound, NotAllowed."""
        live = await self._used_by(me, room_id)
        require(live.stage, me.id, Act.READ_ROSTER)
        audience = live.stage.audience
        blocked = await Blocks(self._transaction).blocked_by(me.id)
        seen = [who for who in audience if who.account not in blocked]
        page = page_after(seen, cursor)
        found = await members(self._transaction, [who.account for who in page.people], live.stage)
        return People(
            people=rows_of(page.people, live.stage, found, now),
            next=page.next,
            count=len(audience),
            blocked=len(audience) - len(seen),
        )

    async def end_as_admin(
        self, room_id: RoomId, admin: AccountId, words: str, now: datetime
    ) -> None:
        """End a room for everyone, with a reason that is shown to all. Raises RoomNotFound.

        Who calls has asked whether `admin` may, who is named in the audit log alone.
        """
        live = await self._acting.load(room_id)
        if live is None:
            raise RoomNotFound
        await self._acting.apply(live.stage, [c.EndAsAdmin()], now)
        await self._rooms.note_end_words(room_id, words)
        audit = Audit(self._transaction)
        await audit.note(Audited.ROOM_ENDED, now, actor=admin, room=room_id, reason=words)

    async def see_off(self, host: AccountId, account: AccountId, now: datetime) -> None:
        """Take somebody out of the room of a host who has blocked them."""
        for room_id in await self._rooms.hosted_by(host):
            live = await self._acting.load(room_id)
            if live is not None and live.stage.host == host:
                await self._acting.apply(live.stage, [seen_off(account)], now)
            # Where they were not inside, the room is gone from their hallway.
            self._transaction.tell("hallway", {"kind": "changed", "room": room_id})

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
        if not await self._entrances.is_open_to(room_id, account):
            raise RoomNotFound
