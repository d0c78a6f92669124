"""P2 to P5: packets that are forged, injected, replayed or of another's source."""

import secrets
from struct import pack
from typing import Final

import pytest
from tests.support.raw import RawClient, an_udp_socket, received_by
from tests.support.talk import PACKET_S, Talk, at_rate
from tests.support.waiting import until
from tests.support.webrtc import rtp

pytestmark = pytest.mark.asyncio(loop_scope="session")

SLOW: Final = [pytest.mark.slow, pytest.mark.timeout(600)]
FORGED: Final = [
    pytest.param(2_000, 4_000, id="small"),
    pytest.param(1_000_000, 20_000, marks=SLOW, id="full"),
]
REPLAYED: Final = [
    pytest.param(60, id="small"),
    pytest.param(10_000, marks=SLOW, id="full"),
]
GENTLE: Final = 1 / PACKET_S
NEW_SSRCS: Final = 500
WRONG: Final = "not the password of this transport"


async def heard(client: RawClient, payload: bytes, within_s: float = 3) -> bool:
    """Wait until the payload has come; False when it has not in that time."""

    async def has_come() -> bool:
        return payload in client.sounds()

    try:
        return await until(has_come, within_s)
    except TimeoutError:
        return False


@pytest.mark.parametrize(("count", "per_s"), FORGED)
async def test_forged_packets_are_not_forwarded_and_end_nothing(
    talk: Talk, count: int, per_s: int
) -> None:
    speaks, hears = talk.ana.speaks, talk.bo.hears
    assert speaks is not None
    assert hears is not None
    async for number in at_rate(count, per_s):
        sound = rtp(number, ssrc=talk.ana.ssrc, payload=b"forged") + secrets.token_bytes(16)
        report = pack("!BBHI", 0x80, 201, 1, talk.ana.ssrc) + secrets.token_bytes(24)
        victim = hears if number % 4 == 3 else speaks
        talk.forger.send(report if number % 4 else sound, victim.udp, victim.server)

    assert await talk.faults() == []
    assert (talk.ana.closed, talk.bo.closed) == (None, None)


async def test_an_authentic_packet_from_another_address_is_not_forwarded(talk: Talk) -> None:
    assert talk.ana.speaks is not None
    elsewhere = an_udp_socket()
    for number in range(50):
        elsewhere.sendto(talk.ana.packet(b"injected %d" % number), talk.ana.speaks.server)
        talk.speak()
    faults = await talk.faults()
    answered = received_by(elsewhere)
    elsewhere.close()

    assert faults == []
    assert answered == []


async def test_only_a_valid_check_moves_the_speaker(talk: Talk) -> None:
    speaks = talk.ana.speaks
    assert speaks is not None
    talk.pauses = True
    before = await talk.faults()
    old = speaks.move()
    talk.ana.speak(b"not yet")
    speaks.send(speaks.peer.check(pwd=WRONG))
    speaks.peer.outbox.clear()
    talk.ana.speak(b"not yet either")
    answers = speaks.peer.answered
    speaks.peer.check()
    speaks.flush()
    talk.speak()
    faults = await talk.faults()
    old.close()

    assert (before, faults) == ([], [])
    assert speaks.peer.answered == answers + 1


async def test_only_a_valid_check_moves_what_a_listener_hears(talk: Talk) -> None:
    hears = talk.bo.hears
    assert hears is not None
    old = hears.move()
    hears.send(hears.peer.check(pwd=WRONG))
    hears.peer.outbox.clear()
    before = len(hears.peer.rtp)
    mark = talk.number

    async def old_goes_on() -> bool:
        return len(received_by(old)) > 0 and talk.number > mark + 10

    await until(old_goes_on)
    unmoved = len(hears.peer.rtp) - before
    hears.peer.check()
    hears.flush()
    talk.speak()
    moved = await heard(talk.bo, talk.said[-1])
    received_by(old)
    talk.speak()
    stays = await heard(talk.bo, talk.said[-1])
    at_the_old_one = received_by(old)
    old.close()

    assert (unmoved, moved, stays) == (0, True, True)
    assert at_the_old_one == []


@pytest.mark.parametrize("count", REPLAYED)
async def test_a_replayed_packet_is_forwarded_once_also_over_a_wrap(talk: Talk, count: int) -> None:
    speaks = talk.ana.speaks
    assert speaks is not None
    cy = talk.guest()
    cy.ssrc, cy.sequence = 0xC1, 0xFFFF - count // 2
    await cy.join("cy")
    await cy.publish()
    assert cy.speaks is not None
    await until_subscribed(talk, cy)
    packets = []
    async for number in at_rate(count, GENTLE):
        packets.append(cy.packet(b"cy %d" % number))
        cy.speaks.send(packets[-1])
        if number % 100 == 0:
            await cy.live()
    last = await heard(talk.bo, b"cy %d" % (count - 1))
    async for number in at_rate(2 * count, 20 * GENTLE):
        cy.speaks.send(packets[number % count])
    cy.speak(b"cy ends")
    ended = await heard(talk.bo, b"cy ends")
    sounds = [each for each in talk.bo.sounds() if each.startswith(b"cy ") and each != b"cy ends"]
    again = await reconnected(talk, cy, packets)

    assert (last, ended) == (True, True)
    assert sorted(sounds) == sorted(b"cy %d" % number for number in range(count))
    assert again == []


async def until_subscribed(talk: Talk, speaker: RawClient) -> None:
    """Wait until Bo hears somebody."""

    async def hears() -> bool:
        speaker.speak(b"hello")
        return b"hello" in talk.bo.sounds()

    await until(hears)


async def reconnected(talk: Talk, old: RawClient, packets: list[bytes]) -> list[bytes]:
    """Let the speaker come back, replay its old packets there, and list what Bo hears of them."""
    assert old.speaks is not None
    old.speaks.close()
    new = talk.guest()
    new.ssrc = old.ssrc
    await new.join("cy")
    await new.publish()
    assert new.speaks is not None
    before = len(talk.bo.sounds())
    for packet in packets[:100]:
        new.speaks.send(packet)
    await until_subscribed(talk, new)
    return [each for each in talk.bo.sounds()[before:] if each.startswith(b"cy ")]


@pytest.mark.parametrize("whose", ["another's", "nobody's", "ours"])
async def test_a_ssrc_of_another_takes_nothing_from_its_owner(talk: Talk, whose: str) -> None:
    offer = talk.bo.all_heard("offer")[-1].sdp
    ours = int(offer.split("a=ssrc:")[1].split(" ")[0])
    cy = talk.guest()
    cy.ssrc = {"another's": talk.ana.ssrc, "nobody's": 0, "ours": ours}[whose]
    await cy.join("cy")
    await cy.publish()
    for number in range(20):
        cy.speak(b"cy %d" % number)
        talk.speak()
    await until_subscribed(talk, cy)
    strange = {each for each in talk.bo.sounds() if each.startswith((b"cy", b"hello"))}
    theirs = attributed(talk.bo, strange)
    talk.said += strange  # Bo may hear these, but not as Ana's
    lost = {*await talk.faults()} - strange

    assert lost == set()
    assert len(theirs) == 1
    assert theirs.isdisjoint(attributed(talk.bo, {talk.said[0]}))


def attributed(listener: RawClient, payloads: set[bytes]) -> set[bytes]:
    """List the SSRCs that payloads came to the listener with."""
    assert listener.hears is not None
    return {packet[8:12] for packet in listener.hears.peer.rtp if packet[12:] in payloads}


async def test_a_new_ssrc_with_every_packet_brings_one_stream_and_fills_no_map(talk: Talk) -> None:
    cy = await talk.joins("cy")
    await cy.publish()
    await until_subscribed(talk, cy)
    assert cy.speaks is not None
    before = len(talk.bo.all_heard("offer"))
    async for number in at_rate(NEW_SSRCS, 1_000):
        cy.speaks.send(cy.speaks.peer.protect(rtp(1, ssrc=10_000 + number, payload=b"many")))
    cy.speak(b"cy again")
    again = await heard(talk.bo, b"cy again")

    assert again
    assert b"many" not in talk.bo.sounds()
    assert len(attributed(talk.bo, {b"hello", b"cy again"})) == 1
    assert len(talk.bo.all_heard("offer")) == before
