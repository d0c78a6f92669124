"""Reading and writing RTCP, at the edges of the format."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.rtcp import write_nack

from torg.sfu.errors import MalformedPacket
from torg.sfu.rtcp import (
    Bye,
    Nack,
    ReceiverReport,
    ReportBlock,
    SenderReport,
    ntp_of,
    read_rtcp,
    write_receiver_report,
    write_sender_report,
)

words = st.integers(0, 0xFFFF_FFFF)
blocks = st.builds(
    ReportBlock, words, st.integers(0, 255), st.integers(-(1 << 23), (1 << 23) - 1), *[words] * 4
)


@given(st.builds(SenderReport, words, st.integers(0, 2**64 - 1), *[words] * 3, st.tuples(blocks)))
def test_a_sender_report_is_read_as_it_was_written(report: SenderReport) -> None:
    packet = write_sender_report(report, "cname")

    assert read_rtcp(packet) == (report,)
    assert len(packet) % 4 == 0


@pytest.mark.parametrize("size", range(9))
def test_the_cname_is_padded_and_ended(size: int) -> None:
    packet = write_sender_report(SenderReport(1, 0, 0, 0, 0), "x" * size)
    sdes = packet[28:]

    assert sdes[:2] == b"\x81\xca"
    assert len(sdes) == 4 * (int.from_bytes(sdes[2:4], "big") + 1)
    assert sdes[4:10] == b"\0\0\0\1\1" + bytes([size])
    assert sdes[10 + size] == 0


@given(words, st.lists(blocks, max_size=31))
def test_a_receiver_report_is_read_as_it_was_written(ssrc: int, said: list[ReportBlock]) -> None:
    assert read_rtcp(write_receiver_report(ssrc, said)) == (ReceiverReport(ssrc, tuple(said)),)


def test_a_report_counts_31_blocks_at_most() -> None:
    with pytest.raises(ValueError, match="more blocks"):
        write_receiver_report(1, [ReportBlock(1, 0, 0, 0, 0, 0, 0)] * 32)


@given(st.sets(st.integers(0, 0xFFFF), min_size=1, max_size=60))
def test_a_nack_asks_for_what_it_was_given_also_over_the_wrap(wanted: set[int]) -> None:
    (nack,) = read_rtcp(write_nack(1, 2, sorted(wanted)))

    assert isinstance(nack, Nack)
    assert (nack.ssrc, nack.media_ssrc, set(nack.sequences)) == (1, 2, wanted)


def test_a_nack_over_the_wrap_is_one_item() -> None:
    packet = write_nack(1, 2, [65_534, 65_535, 0, 1])

    assert len(packet) == 16
    assert read_rtcp(packet) == (Nack(1, 2, (65_534, 65_535, 0, 1)),)


def test_compounds_are_read_in_order_and_unknown_types_skipped() -> None:
    sdes = b"\x80\xca\x00\x00"
    transport_wide = b"\x8f\xcd\x00\x02" + bytes(8)
    bye = b"\x82\xcb\x00\x02" + b"\0\0\0\5\0\0\0\6"
    packet = write_receiver_report(7, []) + sdes + transport_wide + bye + write_nack(1, 2, [3])

    assert read_rtcp(packet) == (ReceiverReport(7, ()), Bye((5, 6)), Nack(1, 2, (3,)))


def test_padding_is_taken_off() -> None:
    padded = b"\xa1\xcd\x00\x04" + b"\0\0\0\1\0\0\0\2\0\5\0\0" + b"\0\0\0\4"

    assert read_rtcp(padded) == (Nack(1, 2, (5,)),)


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"\x80\xc9\x00",
        b"\x40\xc9\x00\x01\0\0\0\1",
        b"\x80\xc9\x00\x02\0\0\0\1",
        b"\x80\xc8\x00\x01\0\0\0\1",
        b"\x81\xc9\x00\x01\0\0\0\1",
        b"\x80\xc9\x00\x00",
        b"\x81\xcb\x00\x00",
        b"\x81\xcd\x00\x01\0\0\0\1",
        b"\xa0\xc9\x00\x01\0\0\0\x09",
        b"\xa0\xc9\x00\x00",
        bytes(1201),
    ],
)
def test_a_broken_packet_is_malformed(packet: bytes) -> None:
    with pytest.raises(MalformedPacket):
        read_rtcp(packet)


@settings(max_examples=200)
@given(st.binary(max_size=120), st.sampled_from([200, 201, 203, 205]), st.integers(0, 31))
def test_any_bytes_are_read_or_malformed(body: bytes, kind: int, count: int) -> None:
    body = body[: len(body) // 4 * 4]
    packet = bytes([0x80 | count, kind]) + (len(body) // 4).to_bytes(2, "big") + body
    for text in (packet, body):
        try:
            reports = read_rtcp(text)
        except MalformedPacket:
            continue

        assert len(reports) <= 40


def test_ntp_counts_from_1900() -> None:
    assert ntp_of(0.5) == (2_208_988_800 << 32) + (1 << 31)
