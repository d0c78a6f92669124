"""Reading RTP and its header extensions, at the edges of the format."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.webrtc import element, rtp

from torg.sfu.errors import MalformedPacket
from torg.sfu.rtp import ExtensionIds, RtpPacket, peek_mid, peek_ssrc, read_rtp

IDS = ExtensionIds(level=1, mid=4)


def test_a_plain_packet_is_read_whole() -> None:
    packet = rtp(65_535, ssrc=7, payload=b"sound", payload_type=96, timestamp=5, marker=True)

    assert read_rtp(packet, IDS) == RtpPacket(96, True, 65_535, 5, 7, b"sound", None, None)  # noqa: FBT003 - the marker
    assert peek_ssrc(packet) == 7


def test_extensions_of_one_byte_headers_are_read() -> None:
    elements = element(3, b"abs") + b"\0\0" + element(1, b"\x82") + element(4, b"mid1")
    packet = read_rtp(rtp(1, elements=elements), IDS)

    assert (packet.level, packet.mid, packet.payload) == (2, "mid1", b"opus")


def test_extensions_of_two_byte_headers_are_read() -> None:
    body = b"\x04\x01a\x00\x01\x01\x7f\x02\x00\x00\x00\x00"
    packet = bytes([0x90]) + rtp(1)[1:12] + b"\x10\x00\x00\x03" + body + b"opus"
    read = read_rtp(packet, IDS)

    assert (read.level, read.mid, read.payload) == (127, "a", b"opus")
    assert peek_mid(packet, IDS) == "a"


def test_id_15_ends_the_extensions_and_unknown_profiles_are_skipped() -> None:
    ended = read_rtp(rtp(1, elements=b"\xf0" + element(1, b"\x01")), IDS)
    unknown = bytes([0x90]) + rtp(1)[1:12] + b"\x12\x34\x00\x01\x10\x05\x00\x00opus"

    assert ended.level is None
    assert (read_rtp(unknown, IDS).level, read_rtp(unknown, IDS).payload) == (None, b"opus")


def test_extensions_that_were_not_negotiated_are_not_read() -> None:
    packet = rtp(1, elements=element(1, b"\x01") + element(4, b"0"))

    assert read_rtp(packet, ExtensionIds()).level is None
    assert peek_mid(packet, ExtensionIds()) is None


def test_csrcs_and_padding_are_taken_off() -> None:
    with_sources = bytes([0x82]) + rtp(1)[1:12] + bytes(8) + b"opus"
    padded = bytes([0xA0]) + rtp(1)[1:] + b"\0\0\3"

    assert read_rtp(with_sources, IDS).payload == b"opus"
    assert read_rtp(padded, IDS).payload == b"opus"


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        rtp(1)[:11],
        bytes([0x40]) + rtp(1)[1:],
        bytes([0x8F]) + rtp(1)[1:],
        bytes([0x90]) + rtp(1)[1:12] + b"\xbe",
        bytes([0x90]) + rtp(1)[1:12] + b"\xbe\xde\xff\xff",
        bytes([0x90]) + rtp(1)[1:12] + b"\xbe\xde\x00\x01\x1f\x00\x00\x00",
        bytes([0x90]) + rtp(1)[1:12] + b"\x10\x00\x00\x01\x01\x09\x00\x00",
        bytes([0xA0]) + rtp(1)[1:12] + b"\x00",
        bytes([0xA0]) + rtp(1)[1:12] + b"\x02",
        rtp(1, elements=element(4, b"\xff\xfe")),
    ],
)
def test_a_broken_packet_is_malformed(packet: bytes) -> None:
    with pytest.raises(MalformedPacket):
        read_rtp(packet, IDS)


@settings(max_examples=200)
@given(st.binary(max_size=80), st.booleans())
def test_any_bytes_are_read_or_malformed(tail: bytes, extended: bool) -> None:  # noqa: FBT001 - drawn
    packet = bytes([0xB0 if extended else 0x80]) + tail
    if extended and len(tail) > 13:
        packet = packet[:12] + b"\xbe\xde\x00\x02" + packet[16:]
    try:
        read = read_rtp(packet, IDS)
    except MalformedPacket:
        return

    assert len(read.payload) <= len(packet) - 12
    assert read.level is None or 0 <= read.level <= 127
    assert peek_mid(packet, IDS) == read.mid
