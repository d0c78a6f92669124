"""Pure: what a lease is, what it grants, and what must change when media and leases differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from torg.kit.ids import AccountId, LeaseId, LoginSessionId, RoomId
from torg.stage.roles import Role
from torg.stage.state import EndReason, Mic, Presence

SILENT_AFTER_S: Final = 3.0
"""A signalling socket closed or silent for this long: the row says reconnecting."""

UNLISTED_AFTER_S: Final = 1.0
"""A lease the media server has not listed for this long: the row says reconnecting."""

LOST_AFTER_S: Final = 15.0
"""Without its socket or its media for this long, a lease ends."""

JOINING_FOR_S: Final = 20.0
"""A new lease that never had both socket and media ends after this."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of one account to be in one room now; its id is the identity at media."""

    id: LeaseId
    account: AccountId
    room: RoomId
    epoch: int
    role: Role
    held: bool
    login_session: LoginSessionId
    started_at: datetime
    since: datetime
    """Since when the holder is where they are now, on the stage or in the audience."""
    presence: Presence = Presence.JOINING
    mic: Mic = Mic.NONE
    ended_at: datetime | None = None
    end_reason: EndReason | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """What the media server lets an identity do in its room, field by field as LiveKit has it."""

    can_subscribe: bool
    can_publish: bool
    can_publish_sources: tuple[str, ...] = ()
    can_publish_data: bool = False
    can_update_own_metadata: bool = False
    hidden: bool = False
    recorder: bool = False
    agent: bool = False


HEARS: Final = Grant(can_subscribe=True, can_publish=False)
SPEAKS: Final = Grant(can_subscribe=True, can_publish=True, can_publish_sources=("microphone",))

SPEAKING_ROLES: Final = frozenset({Role.SPEAKER, Role.MODERATOR, Role.HOST})
"""Who may send audio. A role that is not named here only hears."""


def grants_for(role: Role, *, held: bool) -> Grant:
    """Give the whole grant of a role; a held mute takes the microphone, whatever the role."""
    return SPEAKS if role in SPEAKING_ROLES and not held else HEARS


@dataclass(frozen=True, slots=True)
class Participant:
    """One line of the media server's own list of a room."""

    identity: str
    grant: Grant
    connected: bool
    """Whether its transport is up: only then can it hear or be heard."""
    mic: Mic = Mic.NONE


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of life of one lease, in seconds of the monotonic clock.

    `watched` is when this gateway began to watch: after its start all clocks begin anew.
    """

    watched: float
    heard: float | None = None
    listed: float | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """Order: this identity has no right to be there. An orphan never had a lease we knew of."""

    identity: str
    orphan: bool


@dataclass(frozen=True, slots=True)
class SetGrant:
    """Order: give this identity exactly this grant."""

    identity: LeaseId
    grant: Grant


@dataclass(frozen=True, slots=True)
class Observed:
    """Change: the row of this lease is to say this presence and this microphone."""

    lease: LeaseId
    account: AccountId
    presence: Presence
    mic: Mic


@dataclass(frozen=True, slots=True)
class Lost:
    """Change: this lease has been without its socket or its media for too long, and ends."""

    lease: LeaseId
    account: AccountId


Order = Remove | SetGrant
Change = Observed | Lost


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one comparison found: orders for the media server, changes for the room."""

    orders: tuple[Order, ...]
    changes: tuple[Change, ...]
    signs: Mapping[LeaseId, Signs]
    """The signs to hand to the next comparison."""


def judge(
    leases: Iterable[Lease],
    participants: Sequence[Participant],
    heard: Mapping[LeaseId, float],
    before: Mapping[LeaseId, Signs],
    now: float,
) -> Judgement:
    """Compare the live leases of a room with who the media server lists there.

    `heard` tells when each open signalling socket last gave a sign; `before` are the signs of the
    comparison before, {} at the start. All times are monotonic seconds.
    """
    live = {lease.id: lease for lease in leases}
    there = {participant.identity: participant for participant in participants}
    signs = {
        lease: _signs_of(before.get(lease), there.get(lease), heard.get(lease), now)
        for lease in live
    }
    changes = (_change(lease, signs[lease.id], there.get(lease.id), now) for lease in live.values())
    return Judgement(
        orders=tuple(_orders(live, before, participants)),
        changes=tuple(change for change in changes if change is not None),
        signs=signs,
    )


def unconfirmed(leases: Iterable[Lease]) -> tuple[Change, ...]:
    """Say what a room shows while the media server does not answer: nobody is confirmed there."""
    return tuple(
        Observed(lease.id, lease.account, Presence.RECONNECTING, lease.mic)
        for lease in leases
        if lease.presence is Presence.PRESENT
    )


def _orders(
    leases: Mapping[LeaseId, Lease],
    before: Mapping[LeaseId, Signs],
    participants: Iterable[Participant],
) -> Iterable[Order]:
    for participant in participants:
        identity = LeaseId(participant.identity)
        lease = leases.get(identity)
        if lease is None:
            yield Remove(identity, orphan=identity not in before)
        elif participant.grant.hidden:
            # Nobody may listen unseen: whoever hid this participant knew a secret of ours.
            yield Remove(identity, orphan=True)
        elif participant.grant != (due := grants_for(lease.role, held=lease.held)):
            yield SetGrant(lease.id, due)


def _signs_of(
    before: Signs | None, listed: Participant | None, heard: float | None, now: float
) -> Signs:
    signs = before or Signs(watched=now)
    if heard is not None:
        signs = replace(signs, heard=heard)
    if listed is not None and listed.connected:
        signs = replace(signs, listed=now)
    return signs


def _change(lease: Lease, signs: Signs, listed: Participant | None, now: float) -> Change | None:
    presence = presence_of(lease.presence, signs, now)
    if presence is None:
        return Lost(lease.id, lease.account)
    may_speak = grants_for(lease.role, held=lease.held).can_publish
    mic = listed.mic if listed is not None and may_speak else Mic.NONE
    if (presence, mic) == (lease.presence, lease.mic):
        return None
    return Observed(lease.id, lease.account, presence, mic)


def presence_of(before: Presence, signs: Signs, now: float) -> Presence | None:
    """Say what the signs mean for a row that said `before`; None when the lease is lost."""
    complete = signs.heard is not None and signs.listed is not None
    if before is Presence.JOINING and not complete:
        return Presence.JOINING if now - signs.watched <= JOINING_FOR_S else None
    silent = now - (signs.watched if signs.heard is None else signs.heard)
    unlisted = now - (signs.watched if signs.listed is None else signs.listed)
    if max(silent, unlisted) > LOST_AFTER_S:
        return None
    if silent > SILENT_AFTER_S or unlisted > UNLISTED_AFTER_S:
        return Presence.RECONNECTING
    return Presence.PRESENT if complete else before
