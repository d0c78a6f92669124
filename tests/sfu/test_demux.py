"""Telling STUN, DTLS, RTP and RTCP apart by first bytes and length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.sfu.demux import Kind, kind_of


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        *((first, Kind.STUN) for first in (0, 3)),
        *((first, None) for first in (4, 15, 16, 19, 64, 79, 127, 192, 255)),
        *((first, Kind.DTLS) for first in (20, 63)),
        *((first, Kind.RTP) for first in (128, 191)),
    ],
)
def test_the_first_byte_tells_the_protocol(first: int, kind: Kind | None) -> None:
    assert kind_of(bytes([first]) + bytes(99)) is kind


@pytest.mark.parametrize(
    ("second", "kind"), [(191, "rtp"), (192, "rtcp"), (223, "rtcp"), (224, "rtp")]
)
def test_the_second_byte_tells_rtcp_from_rtp(second: int, kind: str) -> None:
    assert kind_of(bytes([128, second]) + bytes(10)) is Kind(kind)


@pytest.mark.parametrize(
    ("first", "shortest", "longest"), [(0, 20, 548), (22, 13, 1500), (128, 12, 1400)]
)
def test_what_is_too_short_or_too_long_is_nothing(first: int, shortest: int, longest: int) -> None:
    sizes = [shortest - 1, shortest, longest, longest + 1]
    kinds = [kind_of(bytes([first]) + bytes(size - 1)) for size in sizes]

    assert [kind is None for kind in kinds] == [True, False, False, True]


@given(st.binary(max_size=1600))
def test_any_bytes_are_told_apart(datagram: bytes) -> None:
    assert kind_of(datagram) in {None, *Kind}
    assert kind_of(b"") is None
