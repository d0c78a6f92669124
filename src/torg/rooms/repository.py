"""All SQL about rooms as such: opening, finding, and the lists of closed ones."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select, update

from torg.db.session import Transaction
from torg.kit.ids import AccountId, LoginSessionId, RoomId
from torg.media.models import LeaseRow
from torg.rooms.models import RoomListRow, RoomRow, SeatRow
from torg.rooms.room import NewRoom, RecordStatus, Room, RoomType
from torg.stage.state import Stage


class Rooms:
    """The rooms of this instance, read and changed within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def add(self, stage: Stage, new: NewRoom, now: datetime) -> None:
        """Open a room with this stage; its host stands on the list of a closed one."""
        row = RoomRow(
            id=stage.room,
            title=new.title,
            languages=list(new.languages),
            type=new.type,
            record_status=RecordStatus.OFF_THE_RECORD,
            host_id=stage.host,
            opened_at=now,
            demo=new.demo,
            epoch=stage.epoch,
            quiet_since=stage.quiet_since,
        )
        self._session.add(row)
        await self._session.flush()
        self._session.add_all(
            SeatRow(
                room_id=stage.room,
                account_id=seat.account,
                role=seat.role,
                held=seat.held,
                since=seat.since,
                until=seat.until,
            )
            for seat in stage.seats.values()
        )
        if new.type is RoomType.CLOSED:
            for account in {*new.listed, stage.host}:
                await self.put_on_list(stage.room, account, stage.host, now)

    async def live(self, ids: Collection[RoomId] | None = None) -> tuple[Room, ...]:
        """Give the live rooms, newest first: all, or those among the ids."""
        query = select(RoomRow).where(RoomRow.ended_at.is_(None))
        if ids is not None:
            query = query.where(RoomRow.id.in_(ids))
        rows = await self._session.scalars(query.order_by(RoomRow.opened_at.desc()))
        return tuple(map(room_of, rows))

    async def listed(self, ids: Collection[RoomId]) -> Mapping[RoomId, frozenset[AccountId]]:
        """Give who stands on the lists of these rooms."""
        query = select(RoomListRow.room_id, RoomListRow.account_id)
        query = query.where(RoomListRow.room_id.in_(ids))
        found: dict[RoomId, set[AccountId]] = {room: set() for room in ids}
        for row in await self._session.execute(query):
            found[RoomId(row.room_id)].add(AccountId(row.account_id))
        return {room: frozenset(accounts) for room, accounts in found.items()}

    async def is_listed(self, room_id: RoomId, account: AccountId) -> bool:
        """Say whether a member stands on a room's list."""
        return await self._session.get(RoomListRow, (room_id, account)) is not None

    async def put_on_list(
        self, room_id: RoomId, account: AccountId, by: AccountId, now: datetime
    ) -> None:
        """Put a member on a room's list, once."""
        if not await self.is_listed(room_id, account):
            self._session.add(
                RoomListRow(room_id=room_id, account_id=account, added_by_id=by, added_at=now)
            )
            await self._session.flush()

    async def hosted_by(self, host: AccountId) -> tuple[RoomId, ...]:
        """Give the live rooms whose host a member is, in the order in which they are locked."""
        query = select(RoomRow.id).where(RoomRow.host_id == host, RoomRow.ended_at.is_(None))
        return tuple(map(RoomId, await self._session.scalars(query.order_by(RoomRow.id))))

    async def note_end_words(self, room_id: RoomId, words: str) -> None:
        """Keep why an admin has ended a room, in words shown to all."""
        which = update(RoomRow).where(RoomRow.id == room_id)
        await self._session.execute(which.values(end_words=words))

    async def whereabouts(
        self, account: AccountId, login_session: LoginSessionId | None = None
    ) -> RoomId | None:
        """Give the room a member is in, by any login session, even one that is over, or by this."""
        query = select(LeaseRow.room_id).where(LeaseRow.account_id == account)
        if login_session is not None:
            query = query.where(LeaseRow.login_session_id == login_session)
        room = await self._session.scalar(query.where(LeaseRow.ended_at.is_(None)))
        return None if room is None else RoomId(room)


def room_of(row: RoomRow) -> Room:
    """Give what a row says about its room."""
    return Room(
        id=RoomId(row.id),
        title=row.title,
        languages=tuple(row.languages),
        type=RoomType(row.type),
        record_status=RecordStatus(row.record_status),
        host=AccountId(row.host_id),
        opened_at=row.opened_at,
        demo=row.demo,
    )
