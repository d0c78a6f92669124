"""Asking followers into the room one is in: one method per use case."""

from datetime import datetime

from torg.accounts.account import Account
from torg.accounts.findable import words_asked
from torg.db.session import Transaction
from torg.errors import NotAllowed, PingsSpent, RoomNotFound
from torg.inbox.kinds import Kind
from torg.inbox.repository import Inbox
from torg.kit.ids import AccountId, RoomId
from torg.rooms.entrances import Entrances
from torg.rooms.listing import list_member
from torg.rooms.ping_repository import Pings
from torg.rooms.ping_rules import (
    MAY_PING,
    PINGS_AT_MOST,
    Pinged,
    Reach,
    may_be_offered,
    reach_of,
)
from torg.rooms.schemas import Pingable
from torg.rooms.stages import LiveRoom, Stages
from torg.social.repository import Blocks, Follows
from torg.stage.state import Limits

OFFERED_AT_MOST = 20


class Pinging:
    """The pings of one member into one room, within one transaction."""

    def __init__(
        self, transaction: Transaction, limits: Limits, room_id: RoomId, me: Account
    ) -> None:
        self._transaction = transaction
        self._stages = Stages(transaction, limits)
        self._entrances = Entrances(transaction)
        self._pings = Pings(transaction, room_id, me.id)
        self._room_id = room_id
        self._me = me

    async def ping(self, to: AccountId, now: datetime) -> None:
        """Ask somebody into the room; whether it reached them is not told.

        Raises RoomNotFound, NotAllowed, PingsSpent.
        """
        room = await self._pinged_from(await self._stages.for_update(self._room_id))
        if to == self._me.id or await self._pings.has(to):
            return
        if not await self._left():
            raise PingsSpent
        # Noted also when it reaches nobody, and for who has gone: what is left must not tell why.
        if not await self._pings.add(to, now):
            return
        reach = await self._reach(room, to)
        if reach is Reach.NOTHING:
            return
        if reach is Reach.LIST_AND_NOTICE:
            await list_member(self._transaction, self._room_id, to, self._me.id, now)
        inbox = Inbox(self._transaction)
        await inbox.tell(to, Kind.PING, now, about=self._me.id, room=self._room_id)

    async def pingable(self, query: str | None, now: datetime) -> Pingable:
        """Give followers who can be asked in, by the beginnings of their names.

        Raises RoomNotFound, NotAllowed.
        """
        room = await self._pinged_from(await self._stages.read(self._room_id))
        left = await self._left()
        words = words_asked(query) if query else ()
        if query and not words:
            return Pingable(people=(), left=left)
        found = await self._pings.candidates(words, now)
        offered = [who for who, ties in found if may_be_offered(room.room.type, ties)]
        return Pingable(people=tuple(offered[:OFFERED_AT_MOST]), left=left)

    async def _left(self) -> int:
        return PINGS_AT_MOST - await self._pings.count()

    async def _pinged_from(self, live: LiveRoom | None) -> LiveRoom:
        """Give the room I am in and may ping into. Raises RoomNotFound, NotAllowed."""
        if (
            live is None
            or live.stage.ended is not None
            or not await self._entrances.is_open_to(self._room_id, self._me.id)
        ):
            raise RoomNotFound
        here = live.stage.participants.get(self._me.id)
        if (
            here is None
            or live.login_sessions[here.account] != self._me.login_session
            or here.role not in MAY_PING[live.room.type]
        ):
            raise NotAllowed
        return live

    async def _reach(self, live: LiveRoom, to: AccountId) -> Reach:
        entrance = await self._entrances.of(self._room_id, to)
        if entrance is None:
            return Reach.NOTHING
        whom = Pinged(
            ties=entrance.ties,
            follows_me=await Follows(self._transaction).is_followed_by_any(self._me.id, [to]),
            is_apart=await Blocks(self._transaction).between(self._me.id, to),
        )
        return reach_of(live.room.type, whom)
