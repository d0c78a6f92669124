"""Who is talking, as read from one signalling connection of a room."""

from livekit.protocol.models import SpeakerInfo
from livekit.protocol.rtc import SpeakersChanged

from torg.kit.ids import LeaseId
from torg.media.talking import Talking

ANA, BO = LeaseId("ana"), LeaseId("bo")


def changed(**active: bool) -> SpeakersChanged:
    return SpeakersChanged(
        speakers=[SpeakerInfo(sid=sid, active=is_active) for sid, is_active in active.items()]
    )


def a_room() -> Talking:
    talking = Talking()
    talking.learn("PA_a", ANA)
    talking.learn("PA_b", BO)
    return talking


def test_who_talks_is_known_by_the_lease() -> None:
    talking = a_room()
    talking.hear(changed(PA_a=True))

    assert talking.leases == {ANA}


def test_only_those_that_changed_are_named() -> None:
    talking = a_room()
    talking.hear(changed(PA_a=True))
    talking.hear(changed(PA_b=True))
    talking.hear(changed(PA_a=False))

    assert talking.leases == {BO}


def test_who_is_not_known_yet_is_shown_once_known() -> None:
    talking = Talking()
    talking.hear(changed(PA_a=True))
    before = talking.leases
    talking.learn("PA_a", ANA)

    assert before == frozenset()
    assert talking.leases == {ANA}


def test_who_has_gone_is_silent() -> None:
    talking = a_room()
    talking.hear(changed(PA_a=True, PA_b=True))
    talking.forget("PA_a")

    assert talking.leases == {BO}


def test_who_has_no_open_microphone_is_silent_whatever_was_said() -> None:
    talking = a_room()
    talking.hear(changed(PA_a=True, PA_b=True))
    talking.silence({ANA, LeaseId("nobody known")})

    assert talking.leases == {BO}


def test_another_ear_begins_in_silence() -> None:
    talking = a_room()
    talking.hear(changed(PA_a=True))
    talking.new_ear()
    silence = talking.leases
    talking.hear(changed(PA_b=True))

    assert silence == frozenset()
    assert talking.leases == {BO}
