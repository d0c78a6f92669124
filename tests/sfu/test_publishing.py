"""Which section carries which track, as each client writes its offers."""

from tests.support.media_world import offer_of

from torg.sfu.publishing import Announced, Binding, bind
from torg.sfu.sdp import read_sdp


def bound(sections: list[tuple[str, str, str]], *tracks: Announced) -> Binding:
    return bind(read_sdp(offer_of(sections, 77)), tracks)


def test_a_section_that_names_the_tracks_cid_carries_it() -> None:
    first, second = Announced("TR_1", "one"), Announced("TR_2", "two")

    binding = bound([("0", "sendonly", "two"), ("1", "sendonly", "one")], first, second)

    assert binding.tracks == {"0": "TR_2", "1": "TR_1"}
    assert [(each.mid, each.ssrcs) for each in binding.sections] == [("0", (77,)), ("1", (78,))]
    assert binding.ended == []


def test_firefox_names_another_id_and_is_heard_all_the_same() -> None:
    first, second = Announced("TR_1", "one"), Announced("TR_2", "two")

    binding = bound([("0", "sendonly", "{x}"), ("1", "sendonly", "{y}")], first, second)

    assert binding.tracks == {"0": "TR_1", "1": "TR_2"}


def test_a_section_stays_with_its_track_in_the_next_offer() -> None:
    first = Announced("TR_1", "one")
    bound([("0", "sendonly", "{x}")], first)
    second = Announced("TR_2", "two")

    binding = bound([("0", "sendonly", "{x}"), ("1", "sendonly", "{y}")], first, second)

    assert binding.tracks == {"0": "TR_1", "1": "TR_2"}
    assert binding.ended == []


def test_a_section_that_sends_no_longer_ends_its_track() -> None:
    first = Announced("TR_1", "one")
    bound([("0", "sendonly", "one")], first)

    binding = bound([("0", "inactive", "")], first)

    assert binding.ended == ["TR_1"]
    assert binding.accept == {}


def test_firefox_puts_another_track_into_the_same_section() -> None:
    first = Announced("TR_1", "one")
    bound([("0", "sendonly", "{x}")], first)
    second = Announced("TR_2", "two")

    binding = bound([("0", "sendonly", "{y}")], first, second)

    assert binding.tracks == {"0": "TR_2"}
    assert binding.ended == ["TR_1"]


def test_a_sending_section_without_an_announced_track_is_not_received() -> None:
    binding = bound([("0", "sendonly", "one")])

    assert binding.accept == {}
    assert binding.sections == []


def test_a_track_announced_and_not_yet_offered_has_not_ended() -> None:
    assert bound([("0", "inactive", "")], Announced("TR_1", "one")).ended == []


def test_no_dtx_is_answered_to_who_asked_for_none() -> None:
    binding = bound([("0", "sendonly", "one")], Announced("TR_1", "one", dtx=False))

    assert not binding.accept["0"].dtx
