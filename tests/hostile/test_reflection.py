"""P10: nobody can make the server send to whom it should not, or more than was sent to it."""

import socket
from typing import Final

import pytest
from aioice import stun
from livekit.protocol.rtc import SessionDescription, SignalTarget, TrickleRequest
from tests.support.media_world import answer_to, line
from tests.support.raw import Transport, an_udp_socket, received_by
from tests.support.talk import Talk

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRONG: Final = "not the password of this transport"


def a_request(ufrag: str, pwd: str | None, *, fingerprint: bool = True) -> bytes:
    """Write the shortest request there can be, signed or not."""
    request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, bytes(range(12)))
    request.attributes["USERNAME"] = f"{ufrag}:x"
    if pwd is not None:
        request.add_message_integrity(pwd.encode())
    written = bytes(request)
    if pwd is not None and not fingerprint:
        written = written[:2] + (len(written) - 28).to_bytes(2, "big") + written[4:-8]
    return written


async def test_what_is_not_signed_and_whole_is_answered_by_nothing(talk: Talk) -> None:
    cy = talk.guest()
    await cy.enter("cy")
    transport = Transport((await cy.heard("offer")).sdp)
    sdp = cy.all_heard("offer")[-1].sdp
    ufrag, pwd = line(sdp, "a=ice-ufrag:"), line(sdp, "a=ice-pwd:")
    good = a_request(ufrag, pwd)
    bad = [
        a_request(ufrag, None),
        a_request(ufrag, WRONG),
        a_request(ufrag, pwd, fingerprint=False),
        a_request("nobody", pwd),
        good[:1] + b"\x11" + good[2:],
        good[:-1] + bytes([good[-1] ^ 1]),
        *(good[:size] for size in range(len(good))),
    ]
    stranger = an_udp_socket()
    for each in bad:
        stranger.sendto(each, transport.server)
    talk.speak()
    faults = await talk.faults()  # by now all of it has been read
    silent = received_by(stranger)
    stranger.sendto(good, transport.server)
    talk.speak()
    faults += await talk.faults()
    answers = received_by(stranger)
    stranger.close()
    transport.close()

    assert faults == []
    assert silent == []
    assert len(answers) == 1
    assert len(answers[0]) <= len(good)


async def test_nothing_is_ever_sent_to_a_candidate_of_a_client(talk: Talk) -> None:
    named = [an_udp_socket() for _ in range(3)]
    elsewhere = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    elsewhere.settimeout(0)
    elsewhere.bind(("127.0.0.2", 0))
    named.append(elsewhere)
    candidates = [
        f"candidate:{number} 1 udp 2130706431 {host} {port} typ host"
        for number, (host, port) in enumerate(udp.getsockname() for udp in named)
    ]
    cy = talk.guest()
    await cy.enter("cy")
    offer = await cy.heard("offer")
    transport = Transport(offer.sdp)
    lines = "".join(
        f"a={each}\r\n" for each in [*candidates, "candidate:9 1 udp 1 224.0.0.1 9 typ host"]
    )
    sdp = answer_to(offer.sdp, transport.peer) + lines
    await cy.say(answer=SessionDescription(type="answer", sdp=sdp, id=offer.id))
    for target in (SignalTarget.PUBLISHER, SignalTarget.SUBSCRIBER):
        for candidate in candidates:
            init = f'{{"candidate": "{candidate}", "sdpMid": "0", "sdpMLineIndex": 0}}'
            await cy.say(trickle=TrickleRequest(candidateInit=init, target=target))
    await transport.connect()
    cy.hears = transport
    for _ in range(50):
        talk.speak()
    faults = await talk.faults()
    reached = [datagram for udp in named for datagram in received_by(udp)]
    for udp in named:
        udp.close()

    assert faults == []
    assert transport.peer.rtp
    assert reached == []
