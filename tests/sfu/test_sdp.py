"""Reading SDP: real offers, limits, and any text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.goldens import ANSWERS, OFFERS, golden

from torg.sfu.errors import MalformedSdp
from torg.sfu.sdp import Codec, Fingerprint, Section, read_sdp

DIGEST = ":".join(["AB"] * 32)
HEAD = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"


def audio(*lines: str, mid: str = "0", port: int = 9, formats: str = "111") -> str:
    section = [f"m=audio {port} UDP/TLS/RTP/SAVPF {formats}", f"a=mid:{mid}", *lines]
    return "".join(f"{line}\r\n" for line in section)


def one(*lines: str) -> Section:
    (section,) = read_sdp(HEAD + audio(*lines)).sections
    return section


def test_a_section_of_chromium_is_read_whole() -> None:
    offer = read_sdp(golden("chromium-156-offer-first"))
    (section,) = offer.sections

    assert (offer.bundle, offer.setup, offer.ufrag) == (("0",), "actpass", "tN8v")
    assert offer.fingerprint is not None
    assert (offer.fingerprint.algorithm, len(offer.fingerprint.digest)) == ("sha-256", 32)
    assert (section.kind, section.mid, section.direction) == ("audio", "0", "sendonly")
    assert section.payloads[111] == Codec(
        "opus", 48_000, 2, "minptime=10;useinbandfec=1", ("transport-cc",)
    )
    assert section.extensions["urn:ietf:params:rtp-hdrext:sdes:mid"] == 4
    assert section.msid == (
        "0be6766b-3bac-4fa7-9c0a-d602f540ca57",
        "e0a563d2-d1a6-4225-9dc6-f4ed1b8469c7",
    )
    assert section.ssrcs == (2_478_932_082,)


def test_firefox_waits_for_its_bundle_with_port_0_and_is_not_rejected() -> None:
    offer = read_sdp(golden("firefox-153-offer-after-rejection"))
    application, waiting = offer.sections[2:]

    assert (application.port, application.rejected) == (0, True)
    assert (waiting.port, waiting.bundle_only, waiting.rejected) == (0, True, False)
    assert waiting.sends
    assert offer.fingerprint is not None


def test_rust_offers_its_six_unused_sections_after_a_fallback() -> None:
    offer = read_sdp(golden("rust-1.2.1-offer-after-fallback"))

    assert [section.mid for section in offer.sections if section.sends] == ["13", "14"]
    assert len(offer.sections) == 8


@pytest.mark.parametrize("name", ANSWERS)
def test_every_client_answers_our_slots_actively_with_our_payload_type(name: str) -> None:
    answer = read_sdp(golden(name))

    assert answer.setup == "active"
    assert [section.direction for section in answer.sections] == ["recvonly"] + ["inactive"] * 3
    assert all(111 in section.payloads for section in answer.sections)


def test_transport_facts_may_stand_in_the_session_or_in_the_first_section_only() -> None:
    facts = f"a=fingerprint:sha-256 {DIGEST}\r\na=setup:active\r\na=ice-ufrag:abcd\r\n"
    above = read_sdp(HEAD + facts + audio() + audio(mid="1"))
    below = read_sdp(HEAD + audio() + facts + audio(mid="1"))

    assert above.fingerprint == below.fingerprint == Fingerprint("sha-256", b"\xab" * 32)
    assert (above.setup, above.ufrag) == (below.setup, below.ufrag) == ("active", "abcd")


def test_a_rejected_section_says_nothing_of_the_transport() -> None:
    other = f"a=fingerprint:sha-256 {DIGEST.replace('AB', 'CD')}"
    offer = read_sdp(
        HEAD + audio(f"a=fingerprint:sha-256 {DIGEST}") + audio(other, mid="1", port=0)
    )

    assert offer.fingerprint == Fingerprint("sha-256", b"\xab" * 32)


def test_of_several_fingerprints_sha_256_is_taken() -> None:
    long = ":".join(["CD"] * 64)
    offer = read_sdp(
        HEAD + audio(f"a=fingerprint:sha-256 {DIGEST}", f"a=fingerprint:sha-512 {long}")
    )
    unknown = read_sdp(HEAD + audio(f"a=fingerprint:SHA-512 {long}"))

    assert offer.fingerprint == Fingerprint("sha-256", b"\xab" * 32)
    assert unknown.fingerprint == Fingerprint("sha-512", b"\xcd" * 64)


def test_feedback_for_all_counts_for_each() -> None:
    section = one("a=rtpmap:111 OPUS/48000/2", "a=rtcp-fb:111 nack", "a=rtcp-fb:* transport-cc")

    assert section.payloads[111] == Codec("opus", 48_000, 2, "", ("nack", "transport-cc"))


def test_a_map_for_a_format_that_is_not_listed_is_left_out() -> None:
    assert one("a=rtpmap:96 opus/48000/2").payloads == {}


def test_line_ends_without_carriage_return_are_read() -> None:
    assert read_sdp((HEAD + audio()).replace("\r\n", "\n")).sections[0].mid == "0"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v=1",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        HEAD + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n",  # no mid
        HEAD + audio() + audio(),
        HEAD + audio(formats=""),
        HEAD + audio(port=65_536),
        HEAD + audio(port=-1),
        HEAD + "m=audio\r\n",
        HEAD + "m=audio 9 UDP 111\r\na=mid:a b\r\n",
        HEAD + audio(mid=""),
        HEAD + audio(mid="x" * 17),
        HEAD + audio(mid="0\ra=x"),
        HEAD + audio("a=rtpmap:128 opus/48000/2"),
        HEAD + audio("a=rtpmap:111 opus"),
        HEAD + audio("a=rtpmap:111 opus/x"),
        HEAD + audio("a=rtpmap:1111111111111111111111 opus/1"),
        HEAD + audio("a=rtpmap:\u0663 opus/48000/2"),
        HEAD + audio("a=fmtp:x y"),
        HEAD + audio("a=rtcp-fb:x y"),
        HEAD + audio("a=ssrc:4294967296 cname:x"),
        HEAD + audio("a=extmap:x y"),
        HEAD + audio("a=setup:holdconn"),
        HEAD + audio("a=fingerprint:sha-256 XX"),
        HEAD + audio(f"a=fingerprint:sha-256 {DIGEST}:"),
        HEAD + audio("a=setup:active") + audio("a=setup:passive", mid="1"),
        HEAD
        + audio(f"a=fingerprint:sha-256 {DIGEST}")
        + audio(f"a=fingerprint:sha-256 {DIGEST.replace('AB', 'CD')}", mid="1"),
    ],
)
def test_a_broken_description_is_malformed(text: str) -> None:
    with pytest.raises(MalformedSdp):
        read_sdp(text)


def limits() -> list[tuple[str, str]]:
    """Each limit of media.md as (at the limit, one beyond it)."""
    x1024, x1025 = "a=" + "x" * 1022, "a=" + "x" * 1023
    full = HEAD + audio()
    room = 48 * 1024 - len(full)
    padding = "".join(f"{x1024}\r\n" for _ in range(room // 1026))
    rest = "a=" + "x" * (room % 1026 - 4) + "\r\n"
    sections = [audio(mid=str(mid)) for mid in range(41)]
    formats = [" ".join(map(str, range(count))) for count in (64, 65)]
    extensions = [[f"a=extmap:{n} urn:x:{n}" for n in range(1, count)] for count in (17, 18)]
    ssrcs = [[f"a=ssrc:{n} cname:x" for n in range(count)] for count in (32, 33)]
    lines = 1600 - (HEAD + audio()).count("\r\n")
    return [
        (full + padding + rest, full + padding + rest.replace("a=", "a=x")),
        (HEAD + x1024 + "\r\n" + audio(), HEAD + x1025 + "\r\n" + audio()),
        (full + "a=x\r\n" * lines, full + "a=x\r\n" * (lines + 1)),
        (HEAD + "".join(sections[:40]), HEAD + "".join(sections)),
        (HEAD + audio(formats=formats[0]), HEAD + audio(formats=formats[1])),
        (HEAD + audio(*extensions[0]), HEAD + audio(*extensions[1])),
        (HEAD + audio(*ssrcs[0]), HEAD + audio(*ssrcs[1])),
    ]


@pytest.mark.parametrize(("at_the_limit", "beyond"), limits())
def test_a_limit_is_kept_to_the_last_and_no_further(at_the_limit: str, beyond: str) -> None:
    read_sdp(at_the_limit)
    with pytest.raises(MalformedSdp):
        read_sdp(beyond)


def test_the_limit_of_length_counts_bytes() -> None:
    with pytest.raises(MalformedSdp):
        read_sdp(HEAD + "a=é\r\n" * (48 * 1024 // 6))


def test_the_longest_description_is_read_in_5_ms() -> None:
    text = HEAD + "".join(audio(*["a=rtcp-fb:* nack pli x"] * 37, mid=str(n)) for n in range(40))
    began = time.process_time()
    for _ in range(5):
        read_sdp(text)

    assert len(text) > 30_000
    assert (time.process_time() - began) / 5 < 0.02  # 5 ms on an idle machine


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(OFFERS + ANSWERS), st.data())
def test_a_changed_description_is_read_or_malformed(name: str, data: st.DataObject) -> None:
    text = golden(name)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at] + data.draw(st.text(max_size=6)) + text[at + data.draw(st.integers(0, 9)) :]
        )
    try:
        read_sdp(text)
    except MalformedSdp:
        return


@given(st.text(max_size=200))
def test_any_text_is_read_or_malformed(text: str) -> None:
    for whole in (text, "v=0\n" + text, HEAD + audio() + "a=" + text):
        try:
            read_sdp(whole)
        except MalformedSdp:
            continue
