"""SRTP keys and the receiving side, for both profiles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pylibsrtp import Policy, Session
from tests.support.webrtc import rtp

from torg.sfu.seam import Profile, SendKeys
from torg.sfu.srtp import (
    LONGEST_PLAINTEXT,
    MOST_STREAMS,
    SHAPES,
    Receiver,
    SrtpRefused,
    sending_session,
    split_keys,
)

PROFILES: list[Profile] = list(SHAPES)
REPORT = b"\x80\xc9\x00\x01\x00\x00\x00\x07"


def a_pair(profile: Profile) -> tuple[Session, Receiver]:
    keys, _ = split_keys(profile, bytes(range(SHAPES[profile].exported)))
    return sending_session(keys), Receiver(keys)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_exporters_output_is_client_key_server_key_client_salt_server_salt(
    profile: Profile,
) -> None:
    salt = SHAPES[profile].salt
    exported = b"c" * 16 + b"s" * 16 + b"C" * salt + b"S" * salt

    assert len(exported) == SHAPES[profile].exported
    assert split_keys(profile, exported) == (
        SendKeys(profile, b"c" * 16, b"C" * salt),
        SendKeys(profile, b"s" * 16, b"S" * salt),
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_the_overhead_is_what_libsrtp_adds_and_the_longest_packet_fits(profile: Profile) -> None:
    sender, receiver = a_pair(profile)
    packet = rtp(1, payload=bytes(LONGEST_PLAINTEXT - 12))
    sealed = sender.protect(packet)

    assert len(sealed) - len(packet) == SHAPES[profile].overhead
    assert len(sender.protect_rtcp(REPORT)) - len(REPORT) == SHAPES[profile].overhead + 4
    assert receiver.rtp(sealed) == packet
    with pytest.raises(ValueError, match="too long"):
        sender.protect(packet + b"x")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_resend_after_900_packets_is_taken_and_one_after_1100_is_too_old(
    profile: Profile,
) -> None:
    sender, receiver = a_pair(profile)
    sealed = [sender.protect(rtp(sequence)) for sequence in range(2000)]
    late = {999, 799}
    for sequence, packet in enumerate(sealed[:1900]):
        if sequence not in late:
            receiver.rtp(packet)

    assert receiver.rtp(sealed[999]) == rtp(999)
    with pytest.raises(SrtpRefused):
        receiver.rtp(sealed[799])


def test_the_copy_of_the_key_in_a_policy_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Policy] = []

    class Kept(Policy):
        def __init__(self, key: bytes, ssrc_type: int, srtp_profile: int) -> None:
            super().__init__(key, ssrc_type, srtp_profile=srtp_profile)
            made.append(self)

    monkeypatch.setattr("torg.sfu.srtp.Policy", Kept)
    sending_session(SendKeys(PROFILES[0], b"k" * 16, b"s" * 12))
    key = made[0].key

    assert key is not None
    assert bytes(key) == bytes(28)


def test_a_peer_has_only_so_many_streams() -> None:
    sender, receiver = a_pair(PROFILES[0])
    for ssrc in range(1, MOST_STREAMS + 1):
        receiver.rtp(sender.protect(rtp(1, ssrc=ssrc)))
    with pytest.raises(SrtpRefused, match="too many"):
        receiver.rtp(sender.protect(rtp(1, ssrc=MOST_STREAMS + 1)))

    assert receiver.rtp(sender.protect(rtp(2, ssrc=1))) == rtp(2, ssrc=1)


def test_a_forged_source_takes_no_stream() -> None:
    sender, receiver = a_pair(PROFILES[0])
    for ssrc in range(1, 2 * MOST_STREAMS):
        with pytest.raises(SrtpRefused):
            receiver.rtp(rtp(1, ssrc=ssrc) + bytes(16))

    assert receiver.rtp(sender.protect(rtp(1))) == rtp(1)


@settings(max_examples=200)
@given(st.sampled_from(PROFILES), st.binary(min_size=12, max_size=200))
def test_any_bytes_are_refused(profile: Profile, tail: bytes) -> None:
    _, receiver = a_pair(profile)
    for packet in (tail, b"\x80\x6f" + tail, b"\x80\xc9" + tail, b"\xbf\x6f" + tail):
        with pytest.raises(SrtpRefused):
            receiver.rtp(packet)
        with pytest.raises(SrtpRefused):
            receiver.rtcp(packet)
