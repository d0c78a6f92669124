"""The topic `room:<id>`: a room as those inside see it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from uuid import UUID

from torg.accounts.repository import Accounts
from torg.db.session import Database, Transaction
from torg.feed.frames import Frame
from torg.feed.reader import Who
from torg.feed.source import News
from torg.kit.clock import Clock
from torg.kit.ids import AccountId, LoginSessionId, RoomId
from torg.rooms.frames import EndedFrame, frames_between
from torg.rooms.people import members
from torg.rooms.schemas import RoomState
from torg.rooms.stages import LiveRoom, Stages
from torg.rooms.talking import Talking
from torg.rooms.view import Members, accounts_shown, state_of, talking_in, without_names_of_hands
from torg.stage.roles import Act, On, Role, may
from torg.stage.state import Limits


class RoomView(Enum):
    """How somebody sees a room."""

    WITH_HANDS = auto()
    WITHOUT_HANDS = auto()


@dataclass(frozen=True, slots=True)
class RoomNow:
    """A room at one moment, and who may look at it."""

    state: RoomState
    views: Mapping[AccountId, tuple[LoginSessionId, RoomView]]
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

    async def read(self, before: RoomNow | None, news: Sequence[News]) -> RoomNow | None:
        """Read the room; when only voices have changed, without asking the database."""
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
        """Give the room with or without the names of who raised a hand."""
        if view is RoomView.WITH_HANDS:
            return state.state
        return without_names_of_hands(state.state)

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
        found = await members(Accounts(transaction), accounts)
        voices = self._talking.in_room(self._room_id)
        return RoomNow(
            state=state_of(live.room, stage, found, voices, self._clock.now()),
            views={
                who.account: (live.login_sessions[who.account], _view_of(who.role))
                for who in stage.participants.values()
            },
            ended=_last_words(live, found),
        )


def _last_words(live: LiveRoom, found: Members) -> EndedFrame | None:
    if live.stage.ended is None:
        return None
    by = None if live.ended_by is None else found.get(live.ended_by)
    return EndedFrame(reason=live.stage.ended, by=None if by is None else by.person)


def _view_of(role: Role) -> RoomView:
    return RoomView.WITH_HANDS if may(role, Act.SEE_HANDS, On.ROOM) else RoomView.WITHOUT_HANDS
