"""The topic `room:<id>`: a room as those inside see it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from torg.db.session import Database, Transaction
from torg.feed.frames import Frame
from torg.feed.reader import Who
from torg.feed.source import News
from torg.kit.clock import Clock
from torg.kit.ids import AccountId, LoginSessionId, RoomId
from torg.rooms.blocking import blocked_by_those_in
from torg.rooms.frames import EndedFrame, frames_between
from torg.rooms.people import members
from torg.rooms.schemas import RoomState
from torg.rooms.stages import LiveRoom, Stages
from torg.rooms.talking import Talking
from torg.rooms.view import (
    Members,
    accounts_shown,
    as_seen_by_a_blocker,
    state_of,
    talking_in,
    without_names_of_hands,
)
from torg.stage.roles import Act, On, Role, may
from torg.stage.state import Limits


@dataclass(frozen=True, slots=True)
class RoomView:
    """How somebody sees a room; most who do not moderate see the same."""

    sees_hands: bool
    blocked: frozenset[AccountId] = frozenset()
    """Those in the room whom they have blocked."""


@dataclass(frozen=True, slots=True)
class RoomNow:
    """A room at one moment, and who may look at it."""

    state: RoomState
    views: Mapping[AccountId, tuple[LoginSessionId, RoomView]]
    listening: frozenset[AccountId]
    ended: EndedFrame | None


def room_source(
    database: Database, clock: Clock, limits: Limits, talking: Talking
) -> Callable[[str], "RoomSource | None"]:
    """Give what the hub opens `room:<id>` with; an id in any other spelling names nothing."""

    def open_room(key: str) -> RoomSource | None:
        try:
            room_id = UUID(key)
        except ValueError:
            return None
        if str(room_id) != key:
            return None
        return RoomSource(RoomId(room_id), database, clock, limits, talking)

    return open_room


class RoomSource:
    """Reads one room for all who are in it."""

    def __init__(
        self, room_id: RoomId, database: Database, clock: Clock, limits: Limits, talking: Talking
    ) -> None:
        self._room_id = room_id
        self._database = database
        self._clock = clock
        self._limits = limits
        self._talking = talking

    async def read(
        self, before: RoomNow | None, news: Sequence[News], readers: Collection[Who]
    ) -> RoomNow | None:
        """Read the room; when only voices have changed, without asking the database."""
        del readers
        if before is not None and news and all(one.get("kind") == "talking" for one in news):
            return self._with_voices(before)
        async with self._database.reading() as transaction:
            live = await Stages(transaction, self._limits).read(self._room_id)
            return None if live is None else await self._now(live, transaction)

    def view(self, state: RoomNow, who: Who) -> RoomView | None:
        """Let in who holds a live lease by this very login session."""
        login_session, view = state.views.get(who.account, (None, None))
        return view if login_session == who.login_session else None

    def snapshot(self, state: RoomNow, view: RoomView) -> RoomState:
        """Give the room with or without the names of who raised a hand, or was blocked."""
        seen = state.state if view.sees_hands else without_names_of_hands(state.state)
        if not view.blocked:
            return seen
        return as_seen_by_a_blocker(seen, view.blocked, len(view.blocked & state.listening))

    def frames(
        self, before: RoomNow, seen_as: RoomView, after: RoomNow, view: RoomView | None
    ) -> Sequence[Frame]:
        """Give what changed; to those a room has ended for, that it has."""
        if view is None:
            return () if after.ended is None else (after.ended,)
        return tuple(frames_between(self.snapshot(before, seen_as), self.snapshot(after, view)))

    def _with_voices(self, before: RoomNow) -> RoomNow:
        talking = talking_in(before.state.stage, self._talking.in_room(self._room_id))
        return replace(before, state=before.state.model_copy(update={"talking": talking}))

    async def _now(self, live: LiveRoom, transaction: Transaction) -> RoomNow:
        stage = live.stage
        accounts = accounts_shown(stage) | ({live.ended_by} if live.ended_by else set())
        found = await members(transaction, accounts, stage)
        blocked = await blocked_by_those_in(transaction, live)
        voices = self._talking.in_room(self._room_id)
        return RoomNow(
            state=state_of(live.room, stage, found, voices, self._clock.now()),
            views={
                who.account: (
                    live.login_sessions[who.account],
                    RoomView(_sees_hands(who.role), blocked.get(who.account, frozenset())),
                )
                for who in stage.participants.values()
            },
            listening=frozenset(who.account for who in stage.audience),
            ended=_last_words(live, found),
        )


def _last_words(live: LiveRoom, found: Members) -> EndedFrame | None:
    if live.stage.ended is None:
        return None
    by = None if live.ended_by is None else found.get(live.ended_by)
    return EndedFrame(
        reason=live.stage.ended, by=None if by is None else by.person, words=live.end_words
    )


def _sees_hands(role: Role) -> bool:
    return may(role, Act.SEE_HANDS, On.ROOM)
