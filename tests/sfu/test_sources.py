"""Which packets of a publisher are a track's, and how often that may change."""

from tests.support.webrtc import element, rtp

from torg.sfu.rtp import ExtensionIds
from torg.sfu.sources import CHANGE_EVERY_S, MOST_CHANGES, PublishSection, Source, Sources

NAMED = PublishSection("0", 111, (1, 2), ExtensionIds(mid=4))
UNNAMED = PublishSection("1", 111, (), ExtensionIds(mid=4))
DEAF = PublishSection("2", 111, (), ExtensionIds())


def of(sources: Sources, packet: bytes, now: float = 0.0) -> str | None:
    source = sources.of(packet, now)
    return source.section.mid if source else None


def from_mid(ssrc: int, mid: bytes = b"1") -> bytes:
    return rtp(1, ssrc=ssrc, elements=element(4, mid))


def learn(sources: Sources, packet: bytes, now: float = 0.0) -> None:
    source = sources.of(packet, now)
    assert source is not None
    sources.learn(packet, source, now)


def test_a_named_ssrc_belongs_to_its_section_whatever_its_mid_says() -> None:
    sources = Sources()
    sources.replace([NAMED, UNNAMED])

    assert of(sources, rtp(1, ssrc=2)) == "0"
    assert of(sources, from_mid(1)) == "0"
    assert of(sources, rtp(1, ssrc=3)) is None


def test_a_mid_cannot_bring_a_new_ssrc_to_a_section_that_named_its_own() -> None:
    sources = Sources()
    sources.replace([NAMED, DEAF])

    assert of(sources, from_mid(3, b"0")) is None
    assert of(sources, from_mid(3, b"2")) is None


def test_a_learned_ssrc_replaces_the_one_before_and_survives_the_next_offer() -> None:
    sources = Sources()
    sources.replace([UNNAMED])
    learn(sources, from_mid(5))
    learn(sources, from_mid(6), CHANGE_EVERY_S)
    sources.replace([UNNAMED, NAMED])

    assert of(sources, rtp(1, ssrc=6)) == "1"
    assert of(sources, rtp(1, ssrc=5), 9.0) is None


def test_an_offer_that_drops_a_section_drops_its_ssrc() -> None:
    sources = Sources()
    sources.replace([UNNAMED])
    learn(sources, from_mid(5))
    sources.replace([])

    assert of(sources, rtp(1, ssrc=5), 9.0) is None


def test_an_offer_that_names_ssrcs_overrules_what_was_learned() -> None:
    sources = Sources()
    sources.replace([UNNAMED])
    learn(sources, from_mid(5))
    sources.replace([PublishSection("1", 111, (7,), ExtensionIds(mid=4))])

    assert of(sources, rtp(1, ssrc=7)) == "1"
    assert of(sources, from_mid(5), 9.0) is None


def test_changes_are_one_a_second_and_eight_in_all() -> None:
    sources = Sources()
    sources.replace([UNNAMED])
    learn(sources, from_mid(100))

    assert of(sources, from_mid(101), CHANGE_EVERY_S - 0.01) is None
    for change in range(1, MOST_CHANGES):
        learn(sources, from_mid(100 + change), change * CHANGE_EVERY_S)
    assert of(sources, from_mid(200), 1000.0) is None
    assert of(sources, rtp(1, ssrc=100 + MOST_CHANGES - 1), 1000.0) == "1"


def test_learning_a_known_ssrc_again_is_no_change() -> None:
    sources = Sources()
    sources.replace([UNNAMED])
    for _ in range(50):
        learn(sources, from_mid(5))

    assert of(sources, from_mid(6), CHANGE_EVERY_S) == "1"


def test_two_sections_of_one_ssrc_give_it_to_the_first() -> None:
    sources = Sources()
    sources.replace([NAMED, PublishSection("9", 111, (1,), ExtensionIds())])

    assert of(sources, rtp(1, ssrc=1)) == "0"


def test_a_sender_has_120_packets_a_second_and_they_fill_again() -> None:
    source = Source(NAMED)
    at_once = sum(source.may_send(5.0) for _ in range(500))
    after_half_a_second = sum(source.may_send(5.5) for _ in range(500))

    assert (at_once, after_half_a_second) == (120, 60)
