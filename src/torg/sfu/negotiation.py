"""What a listener's connection is offered: fixed slots, one open offer at a time, in fair order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from torg.sfu.forwarding import Track
from torg.sfu.metrics import Budget
from torg.sfu.sdp import SessionDescription
from torg.sfu.sdp_write import Local, Slot, slot_section, write_slot_offer

STEP: Final = 4
"""Slots come by fours. The first offer has four: with none, a Rust client never connects."""
BETWEEN_OFFERS_S: Final = 0.1
ANSWER_WITHIN_S: Final = 10.0
MOST_SECTIONS: Final = 64
"""Half of what any client takes; only who keeps changing his mind comes near."""

T = TypeVar("T")


class Slots(Generic[T]):
    """Which track of a room stands in which section, the same for every listener."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: dict[int, T] = {}

    def take(self, what: T) -> int | None:
        """Put a track into the lowest free slot; None when all are taken."""
        for slot in range(self._most):
            if slot not in self._taken:
                self._taken[slot] = what
                return slot
        return None

    def free(self, slot: int) -> None:
        """Give a slot back; the next track in it comes with another SSRC."""
        self._taken.pop(slot, None)

    def __len__(self) -> int:
        return len(self._taken)


@dataclass(slots=True, eq=False)
class Subscription:
    """One track for one listener: wished for, offered, and in the end heard."""

    track: Track
    slot: int
    text: Slot
    mid: int = 0
    """The section it stands in for this listener; the slot's number, as a rule."""
    wanted: bool = True
    settled: bool = False
    """The listener answered an offer with this track in it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer to be sent; the answer must name its id."""

    id: int
    sdp: str


@dataclass(slots=True)
class Listening:
    """The negotiation of one listener's connection."""

    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    """By track sid; unwanted ones leave with the next offer."""
    nack: bool = False
    """The listener promised to ask for what it lost."""
    sections: int = STEP
    changed: bool = True
    _own: dict[int, str] = field(default_factory=dict)
    """Sections of this listener alone, each with the sid that stood there last."""
    _newest: int = 0
    _open_since: float | None = None
    _offered_at: float = float("-inf")
    _offered: dict[int, Subscription] = field(default_factory=dict)

    def want(self, sid: str, subscription: Subscription, *, again: bool = False) -> bool:
        """Have the track in the next offer; False when there is no section left for it.

        A Rust client does not notice a track that comes back to the section it was in, so a
        track that is wanted again gets a section of this listener's own.
        """
        mid = self._own_section(sid) if again else self._shared_section(subscription.slot)
        if mid >= MOST_SECTIONS:
            return False
        if again:
            self._own[mid] = sid
        subscription.mid = mid
        self.subscriptions[sid] = subscription
        self.sections = max(self.sections, (mid // STEP + 1) * STEP)
        self.changed = True
        return True

    def drop(self, sid: str) -> Subscription | None:
        """Leave the track out of the next offer; returns what was subscribed."""
        subscription = self.subscriptions.pop(sid, None)
        if subscription is not None:
            subscription.wanted = False
            self.changed = True
        return subscription

    def waiting(self) -> bool:
        """Whether there is something to offer and no answer outstanding."""
        return self.changed and self._open_since is None

    def ready_at(self) -> float:
        """When the next offer may go at the earliest."""
        return self._offered_at + BETWEEN_OFFERS_S

    def overdue(self, now: float) -> bool:
        """Whether an answer has been missing for too long."""
        return self._open_since is not None and now - self._open_since > ANSWER_WITHIN_S

    def offer(self, local: Local, now: float) -> Offer:
        """Write the next offer, of everything wanted now."""
        self._newest += 1
        self._offered = {each.mid: each for each in self.subscriptions.values()}
        self._open_since = self._offered_at = now
        self.changed = False
        sections = [
            slot_section(mid, self._offered[mid].text if mid in self._offered else None)
            for mid in range(self.sections)
        ]
        return Offer(self._newest, write_slot_offer(sections, local, self._newest))

    def answers_open_offer(self, offer_id: int) -> bool:
        """Whether an answer with that id is the one waited for (0: the client names none)."""
        return self._open_since is not None and offer_id in {0, self._newest}

    def answered(self, answer: SessionDescription) -> list[Subscription]:
        """Close the open offer; returns the subscriptions the listener now accepts anew."""
        self._open_since = None
        taken = {
            section.mid: section
            for section in answer.sections
            if not section.rejected and section.direction in {"recvonly", "sendrecv"}
        }
        self.nack = any(
            "nack" in codec.feedback
            for section in answer.sections
            for codec in section.payloads.values()
        )
        fresh = [
            subscription
            for mid, subscription in self._offered.items()
            if subscription.wanted and not subscription.settled and str(mid) in taken
        ]
        for subscription in fresh:
            subscription.settled = True
        return fresh

    def _shared_section(self, slot: int) -> int:
        """Count past the sections of one's own; they all lay beyond those in use before."""
        mid = slot
        for own in sorted(self._own):
            mid += own <= mid
        return mid

    def _own_section(self, sid: str) -> int:
        taken = {each.mid for each in self.subscriptions.values()}
        free = (mid for mid, last in self._own.items() if last != sid and mid not in taken)
        return next(free, self.sections)


class OfferQueue(Generic[T]):
    """Whose turn it is to be offered: who is on stage first, then the longest waiting."""

    def __init__(self, per_s: float, now: float) -> None:
        self._budget = Budget(per_s, per_s / 10, now)
        self._stage: dict[T, None] = {}
        self._audience: dict[T, None] = {}

    def put(self, who: T, *, on_stage: bool) -> None:
        """Queue somebody; who waits already keeps the place."""
        if on_stage:
            self._audience.pop(who, None)
            self._stage.setdefault(who)
        elif who not in self._stage:
            self._audience.setdefault(who)

    def remove(self, who: T) -> None:
        """Forget somebody who is gone."""
        self._stage.pop(who, None)
        self._audience.pop(who, None)

    def due(self, ready: Callable[[T], bool], now: float) -> Iterable[T]:
        """Hand out, in order and within the rate, those who are ready; the others stay queued."""
        for queue in (self._stage, self._audience):
            for who in [*queue]:
                if not ready(who):
                    continue
                if not self._budget.take(now):
                    return
                queue.pop(who, None)
                yield who

    def __len__(self) -> int:
        return len(self._stage) + len(self._audience)
