"""All SQL that writes what happened on a stage: one event, one change of rows."""

from typing import Any

from sqlalchemy import delete, update

from torg.db.session import Transaction
from torg.kit.ids import AccountId, LoginSessionId
from torg.media.models import LeaseRow
from torg.media.repository import Leases, NewLease
from torg.rooms.models import HandRow, OfferRow, RoomRow, SeatRow
from torg.stage import events as e
from torg.stage.roles import Role
from torg.stage.state import EndReason, Mic, Stage


class Recording:
    """Writes the events of one stage, within one transaction."""

    def __init__(self, transaction: Transaction, stage: Stage) -> None:
        self._session = transaction.session
        self._leases = Leases(transaction)
        self._room = stage.room
        self._epoch = stage.epoch

    async def write(self, event: e.Event, login_session: LoginSessionId | None) -> None:
        """Write one event; only who enters needs their login session."""
        match event:
            case e.Entered():
                if login_session is None:
                    raise ValueError("a lease belongs to a login session")
                await self._entered(event, login_session)
            case e.Left(_, lease, reason, at):
                await self._leases.end(lease, reason, at)
            case e.RoleChanged() | e.MuteHeld() | e.MuteReleased() | e.Observed():
                await self._participant(event)
            case e.ChairPassed() | e.ClosingSet() | e.QuietSet() | e.RoomEnded():
                await self._whole_room(event)
            case e.SeatKept() | e.SeatGone() | e.SpeakerInvited() | e.OfferEnded():
                await self._place(event)
            case e.HandRaised() | e.HandKept() | e.HandLowered() | e.HandRefused():
                await self._hand(event)

    async def _entered(self, event: e.Entered, login_session: LoginSessionId) -> None:
        new = NewLease(
            id=event.lease,
            account=event.account,
            room=self._room,
            epoch=self._epoch,
            role=event.role,
            held=event.held,
            login_session=login_session,
        )
        await self._leases.grant(new, event.at)
        await self._lease_of(event.account, since=event.since)

    async def _participant(
        self, event: e.RoleChanged | e.MuteHeld | e.MuteReleased | e.Observed
    ) -> None:
        match event:
            case e.RoleChanged(account, role, since):
                await self._lease_of(account, role=role, held=False, since=since, mic=Mic.NONE)
            case e.MuteHeld(account):
                await self._lease_of(account, held=True, mic=Mic.NONE)
                await self._seat_of(account, held=True)
            case e.MuteReleased(account):
                await self._lease_of(account, held=False, mic=Mic.NONE)
                await self._seat_of(account, held=False)
            case e.Observed(account, _, presence, mic):
                await self._lease_of(account, presence=presence, mic=mic)

    async def _whole_room(
        self, event: e.ChairPassed | e.ClosingSet | e.QuietSet | e.RoomEnded
    ) -> None:
        match event:
            case e.ChairPassed(to):
                await self._lease_of(to, role=Role.HOST)
                await self._this_room(host_id=to)
            case e.ClosingSet(at):
                await self._this_room(closing_at=at)
            case e.QuietSet(since):
                await self._this_room(quiet_since=since)
            case e.RoomEnded():
                await self._ended(event)

    async def _place(
        self, event: e.SeatKept | e.SeatGone | e.SpeakerInvited | e.OfferEnded
    ) -> None:
        key = {"room_id": self._room, "account_id": event.account}
        match event:
            case e.SeatKept(_, role, held, since, until):
                seat = SeatRow(**key, role=role, held=held, since=since, until=until)
                await self._session.merge(seat)
            case e.SeatGone(account):
                await self._forget(SeatRow, account)
            case e.SpeakerInvited(account, by, until):
                await self._session.merge(OfferRow(**key, by_id=by, until=until))
                if (hand := await self._session.get(HandRow, (self._room, account))) is not None:
                    hand.refusals, hand.refused_at = 0, None
            case e.OfferEnded(account):
                await self._forget(OfferRow, account)
        await self._session.flush()

    async def _hand(self, event: e.HandRaised | e.HandKept | e.HandLowered | e.HandRefused) -> None:
        hand = await self._session.get(HandRow, (self._room, event.account))
        if hand is None:
            hand = HandRow(room_id=self._room, account_id=event.account, refusals=0)
            self._session.add(hand)
        match event:
            case e.HandRaised(_, at):
                hand.raised_at, hand.until = at, None
            case e.HandKept(_, until):
                hand.until = until
            case e.HandLowered():
                hand.raised_at, hand.until = None, None
            case e.HandRefused(_, at):
                hand.raised_at, hand.until = None, None
                hand.refusals, hand.refused_at = hand.refusals + 1, at
        await self._session.flush()

    async def _ended(self, event: e.RoomEnded) -> None:
        await self._this_room(
            epoch=self._epoch + 1,
            ended_at=event.at,
            end_reason=event.reason,
            ended_by_id=event.by,
            closing_at=None,
            quiet_since=None,
        )
        await self._leases.end_in(self._room, EndReason.ROOM_ENDED, event.at)
        for table in (HandRow, OfferRow, SeatRow):
            await self._session.execute(delete(table).where(table.room_id == self._room))

    async def _lease_of(self, account: AccountId, **values: Any) -> None:  # noqa: ANN401 - columns
        live = (LeaseRow.room_id == self._room, LeaseRow.ended_at.is_(None))
        await self._session.execute(
            update(LeaseRow).where(LeaseRow.account_id == account, *live).values(**values)
        )

    async def _seat_of(self, account: AccountId, **values: Any) -> None:  # noqa: ANN401 - columns
        which = (SeatRow.room_id == self._room, SeatRow.account_id == account)
        await self._session.execute(update(SeatRow).where(*which).values(**values))

    async def _this_room(self, **values: Any) -> None:  # noqa: ANN401 - columns
        await self._session.execute(
            update(RoomRow).where(RoomRow.id == self._room).values(**values)
        )

    async def _forget(self, table: type[SeatRow | OfferRow], account: AccountId) -> None:
        which = (table.room_id == self._room, table.account_id == account)
        await self._session.execute(delete(table).where(*which))
