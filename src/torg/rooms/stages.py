"""All SQL between a room's rows and its stage: load it under the room's lock, read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from torg.db.session import Transaction
from torg.kit.ids import AccountId, LeaseId, LoginSessionId, RoomId
from torg.media.models import LeaseRow
from torg.rooms.models import HandRow, OfferRow, RoomRow, SeatRow
from torg.rooms.repository import room_of
from torg.rooms.room import Room
from torg.stage.roles import Role
from torg.stage.state import (
    Closing,
    Hand,
    Limits,
    Mic,
    Offer,
    Participant,
    Presence,
    Refusals,
    Seat,
    Stage,
)


@dataclass(frozen=True, slots=True)
class LiveRoom:
    """A room, its stage, and by which login session each participant is there."""

    room: Room
    stage: Stage
    login_sessions: Mapping[AccountId, LoginSessionId]
    ended_by: AccountId | None
    end_words: str | None


class Stages:
    """The stages of this instance's rooms; their limits are the instance's."""

    def __init__(self, transaction: Transaction, limits: Limits) -> None:
        self._session = transaction.session
        self._limits = limits

    async def for_update(self, room_id: RoomId) -> LiveRoom | None:
        """Load a room so that nobody else changes it meanwhile; None when it never was."""
        query = select(RoomRow).where(RoomRow.id == room_id).with_for_update(key_share=True)
        return await self._load(query)

    async def hold(self, *rooms: RoomId) -> None:
        """Lock several rooms in the order of their ids, so that nobody waits in a ring."""
        query = select(RoomRow.id).where(RoomRow.id.in_(rooms)).order_by(RoomRow.id)
        await self._session.execute(query.with_for_update(key_share=True))

    async def read(self, room_id: RoomId) -> LiveRoom | None:
        """Load a room only to look at it; None when it never was."""
        return await self._load(select(RoomRow).where(RoomRow.id == room_id))

    async def _load(self, query: Select[Any]) -> LiveRoom | None:
        row: RoomRow | None = await self._session.scalar(
            query.execution_options(populate_existing=True)
        )
        if row is None:
            return None
        room = room_of(row)
        people, login_sessions = await self._participants(room.id, row.epoch)
        hands, refusals = await self._hands(room.id)
        stage = Stage(
            room=room.id,
            host=room.host,
            limits=self._limits,
            epoch=row.epoch,
            participants=people,
            hands=hands,
            refusals=refusals,
            offers=await self._offers(room.id),
            seats=await self._seats(room.id),
            quiet_since=row.quiet_since,
            closing_at=row.closing_at,
            ended=None if row.end_reason is None else Closing(row.end_reason),
        )
        ended_by = None if row.ended_by_id is None else AccountId(row.ended_by_id)
        return LiveRoom(room, stage, login_sessions, ended_by, row.end_words)

    async def _participants(
        self, room_id: RoomId, epoch: int
    ) -> tuple[Mapping[AccountId, Participant], Mapping[AccountId, LoginSessionId]]:
        # Columns, not rows: a large audience is read at every change.
        query = select(
            LeaseRow.account_id,
            LeaseRow.id,
            LeaseRow.role,
            LeaseRow.since,
            LeaseRow.held,
            LeaseRow.presence,
            LeaseRow.mic,
            LeaseRow.login_session_id,
        ).where(LeaseRow.room_id == room_id, LeaseRow.epoch == epoch, LeaseRow.ended_at.is_(None))
        people: dict[AccountId, Participant] = {}
        login_sessions: dict[AccountId, LoginSessionId] = {}
        for (
            account_id,
            lease,
            role,
            since,
            held,
            presence,
            mic,
            login_session,
        ) in await self._session.execute(query):
            account = AccountId(account_id)
            people[account] = Participant(
                account, LeaseId(lease), Role(role), since, held, Presence(presence), Mic(mic)
            )
            login_sessions[account] = LoginSessionId(login_session)
        return people, login_sessions

    async def _hands(
        self, room_id: RoomId
    ) -> tuple[Mapping[AccountId, Hand], Mapping[AccountId, Refusals]]:
        hands: dict[AccountId, Hand] = {}
        refusals: dict[AccountId, Refusals] = {}
        for row in await self._session.scalars(select(HandRow).where(HandRow.room_id == room_id)):
            account = AccountId(row.account_id)
            if row.raised_at is not None:
                hands[account] = Hand(account, row.raised_at, row.until)
            if row.refused_at is not None:
                refusals[account] = Refusals(row.refusals, row.refused_at)
        return hands, refusals

    async def _offers(self, room_id: RoomId) -> Mapping[AccountId, Offer]:
        found = await self._session.scalars(select(OfferRow).where(OfferRow.room_id == room_id))
        offers = (Offer(AccountId(r.account_id), AccountId(r.by_id), r.until) for r in found)
        return {offer.account: offer for offer in offers}

    async def _seats(self, room_id: RoomId) -> Mapping[AccountId, Seat]:
        found = await self._session.scalars(select(SeatRow).where(SeatRow.room_id == room_id))
        seats = (
            Seat(AccountId(r.account_id), Role(r.role), r.held, r.since, r.until) for r in found
        )
        return {seat.account: seat for seat in seats}
