"""What the reconciler decides, without a database, a socket or a clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from torg.kit.fresh import new_uuid
from torg.kit.ids import AccountId, LeaseId, LoginSessionId, RoomId
from torg.media.leases import (
    HEARS,
    SPEAKS,
    Grant,
    Lease,
    Lost,
    Observed,
    Participant,
    Remove,
    SetGrant,
    Signs,
    grants_for,
    judge,
    unconfirmed,
)
from torg.stage.roles import Role
from torg.stage.state import Mic, Presence

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANA = Lease(
    id=LeaseId("a" * 32),
    account=AccountId(new_uuid()),
    room=RoomId(new_uuid()),
    epoch=1,
    role=Role.LISTENER,
    held=False,
    login_session=LoginSessionId(new_uuid()),
    started_at=NOON,
    since=NOON,
)
HERE = Participant(ANA.id, HEARS, connected=True)
PRESENT = replace(ANA, presence=Presence.PRESENT)
T = 1_000.0

NOTHING = Grant(can_subscribe=True, can_publish=False)
MICROPHONE = Grant(can_subscribe=True, can_publish=True, can_publish_sources=("microphone",))

GOLDEN: Mapping[tuple[Role, bool], Grant] = {
    (Role.LISTENER, False): NOTHING,
    (Role.LISTENER, True): NOTHING,
    (Role.SPEAKER, False): MICROPHONE,
    (Role.SPEAKER, True): NOTHING,
    (Role.MODERATOR, False): MICROPHONE,
    (Role.MODERATOR, True): NOTHING,
    (Role.HOST, False): MICROPHONE,
    (Role.HOST, True): NOTHING,
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("held", [False, True])
def test_every_role_has_its_grant_and_nothing_more(role: Role, *, held: bool) -> None:
    grant = grants_for(role, held=held)

    assert grant == GOLDEN[role, held]
    assert not any(
        (
            grant.hidden,
            grant.recorder,
            grant.agent,
            grant.can_publish_data,
            grant.can_update_own_metadata,
        )
    )


def presence(
    before: Presence,
    *,
    socket_for: float | None = 0.0,
    listed_for: float | None = 0.0,
    watched_for: float = 100.0,
) -> Presence | None:
    """Give the presence of a lease last heard and listed so many seconds ago; None if lost."""
    lease = replace(ANA, presence=before)
    signs = Signs(
        T - watched_for,
        None if socket_for is None else T - socket_for,
        None if listed_for is None else T - listed_for,
    )
    listed = [HERE] if listed_for == 0 else []
    (change,) = judge([lease], listed, {}, {ANA.id: signs}, T).changes or (None,)
    match change:
        case None:
            return before
        case Observed():
            return change.presence
        case Lost():
            return None


SEEN = {
    # (silent s, unlisted s): what a present row says then
    (0.0, 0.0): Presence.PRESENT,
    (3.0, 0.0): Presence.PRESENT,
    (3.1, 0.0): Presence.RECONNECTING,
    (0.0, 1.0): Presence.PRESENT,
    (0.0, 1.1): Presence.RECONNECTING,
    (15.0, 0.0): Presence.RECONNECTING,
    (15.1, 0.0): None,
    (0.0, 15.0): Presence.RECONNECTING,
    (0.0, 15.1): None,
    (15.1, 15.1): None,
}


@pytest.mark.parametrize(("silent_s", "unlisted_s"), SEEN)
@pytest.mark.parametrize("before", [Presence.PRESENT, Presence.RECONNECTING])
def test_a_row_follows_the_signs_of_socket_and_media(
    before: Presence, silent_s: float, unlisted_s: float
) -> None:
    now = presence(before, socket_for=silent_s, listed_for=unlisted_s)

    assert now is SEEN[silent_s, unlisted_s]


def test_who_is_not_connected_yet_is_joining_for_twenty_seconds() -> None:
    early = presence(Presence.JOINING, socket_for=0, listed_for=None, watched_for=20)
    late = presence(Presence.JOINING, socket_for=0, listed_for=None, watched_for=20.1)

    assert early is Presence.JOINING
    assert late is None


def test_who_has_socket_and_media_is_present() -> None:
    assert presence(Presence.JOINING) is Presence.PRESENT


@pytest.mark.parametrize("before", [Presence.PRESENT, Presence.RECONNECTING])
def test_after_a_start_of_the_gateway_all_clocks_begin_anew(before: Presence) -> None:
    lease = replace(ANA, presence=before)

    first = judge([lease], [], {}, {}, T)
    after_three = judge([lease], [], {}, first.signs, T + 3.1)
    after_fifteen = judge([lease], [], {}, first.signs, T + 15.1)

    assert first.changes == ()
    assert [c.presence for c in after_three.changes if isinstance(c, Observed)] == [
        Presence.RECONNECTING
    ][: before is Presence.PRESENT]
    assert after_fifteen.changes == (Lost(ANA.id, ANA.account),)


def test_an_open_socket_and_a_listed_participant_are_signs_of_life() -> None:
    found = judge([ANA], [HERE], {ANA.id: T - 0.5}, {}, T)

    assert found.signs == {ANA.id: Signs(watched=T, heard=T - 0.5, listed=T)}
    assert found.changes == (Observed(ANA.id, ANA.account, Presence.PRESENT, Mic.NONE),)


def test_a_participant_without_transport_is_no_sign_of_life() -> None:
    found = judge([ANA], [replace(HERE, connected=False)], {ANA.id: T}, {}, T)

    assert found.signs[ANA.id].listed is None
    assert found.changes == ()


def orders(
    leases: Sequence[Lease], listed: Sequence[Participant], known: Sequence[LeaseId] = ()
) -> tuple[object, ...]:
    return judge(leases, listed, {}, {lease: Signs(T) for lease in known}, T).orders


STRANGERS = ("nobody", ANA.id + "#publish", "#", "", ANA.id.upper(), "b" * 32)


@pytest.mark.parametrize("identity", STRANGERS)
def test_an_identity_without_a_live_lease_is_removed_and_counted(identity: str) -> None:
    given = orders([ANA], [HERE, replace(HERE, identity=identity)])

    assert given == (Remove(identity, orphan=True),)


def test_whose_lease_has_ended_is_removed_and_not_counted_as_an_orphan() -> None:
    assert orders([], [HERE], known=[ANA.id]) == (Remove(ANA.id, orphan=False),)


def test_who_is_hidden_is_removed_with_a_lease_too() -> None:
    hidden = replace(HERE, grant=replace(HEARS, hidden=True))

    assert orders([ANA], [hidden]) == (Remove(ANA.id, orphan=True),)


WRONG = (
    SPEAKS,
    replace(HEARS, can_subscribe=False),
    replace(HEARS, can_publish_data=True),
    replace(HEARS, can_publish_sources=("microphone",)),
    replace(HEARS, can_update_own_metadata=True),
    replace(HEARS, recorder=True),
    replace(HEARS, agent=True),
)


@pytest.mark.parametrize("grant", WRONG)
def test_a_grant_that_is_not_the_roles_is_set_right(grant: Grant) -> None:
    assert orders([ANA], [replace(HERE, grant=grant)]) == (SetGrant(ANA.id, HEARS),)


def test_a_held_speaker_loses_the_microphone_and_keeps_the_role() -> None:
    held = replace(ANA, role=Role.SPEAKER, held=True)

    assert orders([held], [replace(HERE, grant=SPEAKS)]) == (SetGrant(ANA.id, HEARS),)


def test_what_is_right_needs_no_order() -> None:
    speaker = replace(ANA, role=Role.SPEAKER)

    assert orders([ANA], [HERE]) == ()
    assert orders([speaker], [replace(HERE, grant=SPEAKS)]) == ()


@pytest.mark.parametrize("mic", Mic)
def test_the_microphone_is_shown_as_the_media_server_lists_it(mic: Mic) -> None:
    speaker = replace(PRESENT, role=Role.SPEAKER)
    known = {ANA.id: Signs(T, T, T)}

    changes = judge([speaker], [replace(HERE, grant=SPEAKS, mic=mic)], {}, known, T).changes

    assert [c.mic for c in changes if isinstance(c, Observed)] == [mic] * (mic is not Mic.NONE)


def test_no_microphone_is_shown_for_who_may_not_speak() -> None:
    listener = replace(PRESENT, mic=Mic.LIVE)
    known = {ANA.id: Signs(T, T, T)}

    changes = judge([listener], [replace(HERE, mic=Mic.LIVE)], {}, known, T).changes

    assert changes == (Observed(ANA.id, ANA.account, Presence.PRESENT, Mic.NONE),)


def test_a_silent_media_server_confirms_nobody() -> None:
    joining = replace(ANA, id=LeaseId("c" * 32))

    assert unconfirmed([PRESENT, joining]) == (
        Observed(ANA.id, ANA.account, Presence.RECONNECTING, Mic.NONE),
    )
