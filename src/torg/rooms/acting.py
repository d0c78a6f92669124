"""Carries a command out on a live room: decide, write, tell, within one transaction."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.kit.ids import AccountId, LoginSessionId, RoomId
from torg.rooms.auditing import entry_of
from torg.rooms.recording import Recording
from torg.rooms.stages import LiveRoom, Stages
from torg.social.repository import Blocks
from torg.stage import commands as c
from torg.stage import events as e
from torg.stage.decide import decide
from torg.stage.evolve import evolve_all
from torg.stage.state import EndReason, Limits, Stage

Kick = Callable[[RoomId], None]
"""Has the media server's list compared with a room's leases at once."""

CHANGES_LEASES: Final = (
    e.Entered,
    e.Left,
    e.RoleChanged,
    e.ChairPassed,
    e.MuteHeld,
    e.MuteReleased,
    e.RoomEnded,
)
CHANGES_THE_CARD: Final = (
    e.Entered,
    e.Left,
    e.SeatKept,
    e.SeatGone,
    e.RoleChanged,
    e.ChairPassed,
    e.RoomEnded,
)
CHANGES_THE_QUEUE: Final = (e.HandRaised, e.HandKept, e.HandLowered, e.HandRefused)


class Acting:
    """Loads rooms under their lock and changes them."""

    def __init__(self, transaction: Transaction, limits: Limits, kick: Kick) -> None:
        self._transaction = transaction
        self._stages = Stages(transaction, limits)
        self._kick = kick

    async def load(self, room_id: RoomId) -> LiveRoom | None:
        """Give a room under its lock; None when it never was or is over."""
        live = await self._stages.for_update(room_id)
        return None if live is None or live.stage.ended is not None else live

    async def hold(self, *rooms: RoomId) -> None:
        """Take the locks of several rooms before any of them is loaded."""
        await self._stages.hold(*rooms)

    async def apply(
        self,
        stage: Stage,
        commands: Iterable[c.Command],
        now: datetime,
        login_session: LoginSessionId | None = None,
    ) -> Stage:
        """Carry the commands out, and give the stage after them. Raises what `decide` raises.

        Only who enters needs the login session that the lease will belong to.
        """
        before = stage
        recording = Recording(self._transaction, stage)
        happened: list[e.Event] = []
        waiting = deque(commands)
        while waiting:
            command = waiting.popleft()
            events = decide(stage, command, now)
            for event in events:
                await recording.write(event, login_session)
            stage = evolve_all(stage, events)
            happened.extend(events)
            if events and (entry := entry_of(command)) is not None:
                act, actor, target = entry
                audit = Audit(self._transaction)
                await audit.note(act, now, actor=actor, target=target, room=stage.room)
            waiting.extend(await self._barred_by_a_new_host(stage, events))
        if happened:
            self._tell(before, happened)
        return stage

    async def _barred_by_a_new_host(
        self, stage: Stage, events: Iterable[e.Event]
    ) -> Sequence[c.Command]:
        """Have those leave whom somebody has blocked who is the host from now on."""
        if not any(isinstance(event, e.ChairPassed) for event in events):
            return ()
        blocked = await Blocks(self._transaction).blocked_by(stage.host)
        here = stage.participants.keys() | stage.seats.keys()
        return [seen_off(account) for account in sorted(blocked & here)]

    def _tell(self, before: Stage, happened: list[e.Event]) -> None:
        room = before.room
        self._transaction.tell(f"room:{room}", {"kind": "changed"})
        for account in concerned(before, happened):
            self._transaction.tell(f"me:{account}", {"kind": "changed"})
        if any(isinstance(event, CHANGES_THE_CARD) for event in happened):
            self._transaction.tell("hallway", {"kind": "changed", "room": room})
        if any(isinstance(event, CHANGES_LEASES) for event in happened):
            self._transaction.after(lambda: self._kick(room))


def seen_off(account: AccountId) -> c.Leave:
    """Give what takes somebody out of a room that is no longer there for them.

    To them it has ended: that a host has blocked them is never told.
    """
    return c.Leave(account, EndReason.ROOM_ENDED)


def concerned(before: Stage, happened: Iterable[e.Event]) -> frozenset[AccountId]:
    """Name those whose own standing may have changed."""
    accounts: set[AccountId] = set()
    for event in happened:
        match event:
            case e.RoomEnded():
                accounts |= before.participants.keys()
            case e.ChairPassed(to):
                accounts.add(to)
            case e.ClosingSet() | e.QuietSet() | e.Observed():
                pass
            case _:
                accounts.add(event.account)
        if isinstance(event, CHANGES_THE_QUEUE):
            accounts |= before.hands.keys()
    return frozenset(accounts)
