"""Answers and slot offers, byte for byte."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.goldens import OFFERS, golden

from torg.sfu.errors import MalformedSdp
from torg.sfu.rtp import ExtensionIds
from torg.sfu.sdp import Fingerprint, SessionDescription, read_sdp
from torg.sfu.sdp_write import (
    Local,
    Receive,
    Slot,
    receive_choice,
    slot_section,
    write_publisher_answer,
    write_slot_offer,
)

LOCAL = Local(
    ufrag="U" * 16,
    pwd="P" * 32,
    fingerprint=Fingerprint("sha-256", bytes(range(32))),
    candidates=(("192.0.2.1", 7882), ("2001:db8::1", 7882)),
    session_id=123,
)
HEAD = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
SENDING = "a=rtpmap:111 opus/48000/2\r\na=sendonly\r\n"


def choices(offer: SessionDescription) -> dict[str, Receive]:
    """Take the first section that sends Opus, as for one microphone."""
    for section in offer.sections:
        choice = receive_choice(section)
        if choice is not None:
            return {section.mid: choice}
    return {}


def answer_to(text: str) -> str:
    offer = read_sdp(text)
    return write_publisher_answer(offer, choices(offer), LOCAL, 1)


@pytest.mark.parametrize("name", OFFERS)
def test_the_answer_to_a_real_offer_is_the_golden_one(name: str) -> None:
    assert answer_to(golden(name)) == golden(name, ".answer")


@pytest.mark.parametrize("name", OFFERS)
def test_only_what_we_implement_is_answered(name: str) -> None:
    answer = answer_to(golden(name))

    for foreign in ("ice-options", "transport", "rtcp-fb", "red/", "sctp", "abs-send", "ssrc:"):
        assert foreign not in answer
    assert answer.count("\n") == answer.count("\r\n")


def test_an_answer_reads_back_with_the_offers_mids_in_their_order() -> None:
    offer = read_sdp(golden("rust-1.2.1-offer-after-fallback"))
    answer = read_sdp(answer_to(golden("rust-1.2.1-offer-after-fallback")))

    assert [section.mid for section in answer.sections] == [str(mid) for mid in range(7, 15)]
    assert [section.rejected for section in answer.sections] == [False] * 7 + [True]
    assert answer.bundle == tuple(section.mid for section in offer.sections[:7])
    assert (answer.setup, answer.ufrag) == ("passive", LOCAL.ufrag)
    assert answer.fingerprint == LOCAL.fingerprint
    assert [s.mid for s in answer.sections if s.direction == "recvonly"] == ["13"]


def test_the_clients_payload_type_and_extension_ids_are_kept() -> None:
    offer = read_sdp(golden("firefox-153-offer-first"))

    assert receive_choice(offer.sections[0]) == Receive(109, ExtensionIds(level=1, mid=3))


def test_dtx_is_asked_for_unless_it_would_show_when_one_speaks() -> None:
    offer = read_sdp(golden("chromium-156-offer-first"))
    choice = receive_choice(offer.sections[0], dtx=False)
    assert choice is not None
    quiet = write_publisher_answer(offer, {"0": choice}, LOCAL, 1)

    assert "usedtx" not in quiet
    assert "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1\r\n" in answer_to(
        golden("chromium-156-offer-first")
    )


@pytest.mark.parametrize(
    "section",
    [
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n" + SENDING.replace("sendonly", "recvonly"),
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n" + SENDING.replace("opus", "G722"),
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n" + SENDING.replace("48000", "16000"),
        "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n" + SENDING,
        "m=video 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n" + SENDING,
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:0\r\n",
    ],
)
def test_what_does_not_send_opus_is_not_received(section: str) -> None:
    assert receive_choice(read_sdp(HEAD + section).sections[0]) is None


def test_a_section_outside_the_bundle_is_refused() -> None:
    one = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:{}\r\n" + SENDING
    outside = answer_to(HEAD + "a=group:BUNDLE 0\r\n" + one.format(0) + one.format(1))
    without = answer_to(HEAD + one.format(0) + one.format(1))

    for text in (outside, without):
        assert [section.port for section in read_sdp(text).sections] == [9, 0]


def test_candidates_stand_in_the_first_accepted_section() -> None:
    data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\n"
    sound = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:s\r\n" + SENDING
    answer = answer_to(HEAD + "a=group:BUNDLE d s\r\n" + data + sound)

    assert answer.count("a=candidate") == 2
    assert answer.index("a=candidate") > answer.index("m=audio")
    assert "a=group:BUNDLE s\r\n" in answer


def test_our_private_password_is_not_printed() -> None:
    assert LOCAL.pwd not in repr(LOCAL)


def test_an_offer_of_four_free_slots_has_all_that_a_client_needs() -> None:
    text = write_slot_offer([slot_section(index, None) for index in range(4)], LOCAL, 7)
    offer = read_sdp(text)

    assert text.startswith("v=0\r\no=- 123 7 IN IP4 0.0.0.0\r\n")
    assert text.index("a=ice-lite") < text.index("m=")
    assert (offer.setup, offer.bundle) == ("actpass", ("0", "1", "2", "3"))
    assert [section.direction for section in offer.sections] == ["inactive"] * 4
    assert text.count("a=end-of-candidates") == 1
    assert text.index("a=candidate") < text.index("a=mid:1")
    assert len(text) < 1700


def test_a_filled_slot_names_its_track_and_its_source() -> None:
    text = slot_section(3, Slot("PA_x", "TR_y", 77, "cname"))

    assert text == (
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
        "c=IN IP4 0.0.0.0\r\n"
        "a=mid:3\r\n"
        "a=rtcp-mux\r\n"
        "a=rtpmap:111 opus/48000/2\r\n"
        "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1\r\n"
        "a=rtcp-fb:111 nack\r\n"
        "a=sendonly\r\n"
        "a=msid:PA_x|TR_y TR_y\r\n"
        "a=ssrc:77 cname:cname\r\n"
    )
    assert slot_section(3, Slot("PA_x", "TR_y", 77, "cname")) is text


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(OFFERS), st.data())
def test_every_answer_to_a_readable_offer_is_readable_and_injects_nothing(
    name: str, data: st.DataObject
) -> None:
    text = golden(name)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.text("\r\na=0:19 mv", max_size=8)) + text[at:]
    try:
        offer = read_sdp(text)
    except MalformedSdp:
        return
    answer = write_publisher_answer(offer, choices(offer), LOCAL, 1)

    assert [section.mid for section in read_sdp(answer).sections] == [
        section.mid for section in offer.sections
    ]
    assert answer.count("\n") == answer.count("\r") == answer.count("\r\n")
