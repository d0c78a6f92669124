"""The topic `me`: where I am, what I am asked, and why I am no longer where I was."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from torg.accounts.account import Person
from torg.accounts.schemas import Me
from torg.db.session import Database, Transaction
from torg.feed.frames import Frame, WireTime
from torg.feed.reader import Who
from torg.feed.source import News
from torg.kit.clock import Clock
from torg.kit.ids import AccountId, LoginSessionId
from torg.kit.shapes import Shape
from torg.rooms.standing import LastEnd, Standing
from torg.stage.state import EndReason


class MyOffer(Shape):
    """An invitation to speak that waits for my answer."""

    room_id: UUID
    by: Person
    expires_at: WireTime


class MyHand(Shape):
    """My place in the queue, from 1."""

    room_id: UUID
    number: int


class MyEnd(Shape):
    """Why this login session is no longer in a room."""

    room_id: UUID
    reason: EndReason
    by: Person | None
    words: str | None
    """Why an admin has ended the room."""


class MyState(Shape):
    """All that concerns only me."""

    me: Me
    offer: MyOffer | None
    hand: MyHand | None
    held: bool
    ended: MyEnd | None


class MeFrame(Frame):
    """The whole of it: it is small, and the latest wins."""

    kind: Literal["me"] = "me"
    state: MyState


@dataclass(frozen=True, slots=True)
class MeNow:
    """Where a member stands; only how a lease ended differs between their login sessions."""

    account: AccountId
    state: MyState
    ends: Mapping[LoginSessionId, MyEnd]


class MeSource:
    """Reads one member's own topic."""

    def __init__(self, account: AccountId, database: Database, clock: Clock) -> None:
        self._account = account
        self._database = database
        self._clock = clock

    async def read(
        self, before: MeNow | None, news: Sequence[News], readers: Collection[Who]
    ) -> MeNow | None:
        """Read it anew; None when the account is gone."""
        del before, news, readers
        async with self._database.reading() as transaction:
            return await self._read(transaction)

    def view(self, state: MeNow, who: Who) -> LoginSessionId | None:
        """Let only the member look, as the login session they look from."""
        return who.login_session if who.account == state.account else None

    def snapshot(self, state: MeNow, view: LoginSessionId) -> MyState:
        """Give where I stand, and how it ended for this login session."""
        return state.state.model_copy(update={"ended": state.ends.get(view)})

    def frames(
        self, before: MeNow, seen_as: LoginSessionId, after: MeNow, view: LoginSessionId | None
    ) -> Sequence[Frame]:
        """Give the whole when anything of it changed."""
        if view is None:
            return ()
        seen = self.snapshot(after, view)
        return () if self.snapshot(before, seen_as) == seen else (MeFrame(state=seen),)

    async def _read(self, transaction: Transaction) -> MeNow | None:
        now = self._clock.now()
        standing = Standing(transaction, self._account)
        me = await standing.me()
        if me is None:
            return None
        offer = await standing.offer(now)
        hand = await standing.hand()
        state = MyState(
            me=me,
            offer=offer and MyOffer(room_id=offer.room_id, by=offer.by, expires_at=offer.until),
            hand=hand and MyHand(room_id=hand[0], number=hand[1]),
            held=await standing.is_held(),
            ended=None,
        )
        ends = {who: _my_end(end) for who, end in (await standing.last_ends(now)).items()}
        return MeNow(self._account, state, ends)


def me_source(database: Database, clock: Clock) -> Callable[[str], MeSource | None]:
    """Give what the hub opens `me:<account>` with."""
    return lambda key: MeSource(AccountId(UUID(key)), database, clock)


def _my_end(end: LastEnd) -> MyEnd:
    return MyEnd(room_id=end.room_id, reason=end.reason, by=end.by, words=end.words)
