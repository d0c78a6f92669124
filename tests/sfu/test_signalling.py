"""Signalling v0 message by message, and the traps that silence a client (§2.4, §2.5)."""

import pytest
from livekit.protocol.models import ClientConfigSetting, DisconnectReason, ParticipantInfo
from livekit.protocol.rtc import (
    LeaveRequest,
    Ping,
    RequestResponse,
    SessionDescription,
    SignalTarget,
    TrickleRequest,
    UpdateParticipantMetadata,
)
from tests.support.media_world import KEY, SECRET, WALL_AHEAD, World, answer_to, line, offer_of

from torg.sfu.sdp import read_sdp
from torg.sfu.tokens import read_token

APPLICATION = (
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n"
    "a=mid:d\r\na=sctp-port:5000\r\n"
)


def test_the_first_words_are_join_and_at_once_an_offer_also_in_an_empty_room() -> None:
    ana = World().enters("ana")

    assert [each for each in ana.order() if each != "refresh_token"] == ["join", "offer"]
    assert ana.heard("offer")[0].id == 1
    assert ana.heard("offer")[0].type == "offer"


def test_join_holds_every_field_without_which_a_client_breaks() -> None:
    ana = World().enters("ana", name="ignored")
    join = ana.heard("join")[0]

    assert join.participant.sid.startswith("PA_")
    assert join.participant.identity == "ana"
    assert join.participant.state == ParticipantInfo.JOINED
    assert join.participant.permission.can_publish
    assert join.room.sid.startswith("RM_")
    assert join.room.name == "room"
    assert (join.ping_interval, join.ping_timeout) == (5, 15)
    assert join.server_info.version
    assert join.server_info.version == join.server_version
    assert join.server_info.protocol == 17
    assert join.server_info.debug_info == "torg test"
    assert join.client_configuration.resume_connection == ClientConfigSetting.DISABLED
    assert join.subscriber_primary
    assert list(join.ice_servers) == []


def test_the_token_for_the_next_connect_comes_at_once_and_every_five_minutes() -> None:
    world = World()
    ana = world.joins("ana", canPublish=False)
    world.forward(310)
    texts = ana.heard("refresh_token")

    tokens = [read_token(each, {KEY: SECRET}, WALL_AHEAD + world.now) for each in texts]
    assert [each.identity for each in tokens] == ["ana", "ana"]
    assert not tokens[0].permission.can_publish


def test_pings_are_answered_in_milliseconds() -> None:
    world = World()
    ana = world.enters("ana")
    ana.says(ping=1)
    ana.says(ping_req=Ping(timestamp=17))

    assert ana.heard("pong") == [int((world.now + WALL_AHEAD) * 1000)]
    pong = ana.heard("pong_resp")[0]
    assert (pong.last_ping_timestamp, pong.timestamp) == (17, ana.heard("pong")[0])


def test_a_track_is_confirmed_before_its_offer_is_answered() -> None:
    ana = World().joins("ana")
    ana.forget()
    sid = ana.publishes("mic")
    published = ana.heard("track_published")[0]

    assert ana.order()[:2] == ["track_published", "answer"]
    assert (published.cid, published.track.sid) == ("mic", sid)
    assert published.track.mime_type == "audio/opus"


def test_an_answer_repeats_the_offers_id_and_is_passive() -> None:
    ana = World().joins("ana")
    ana.announces("mic")
    offer = SessionDescription(type="offer", sdp=offer_of([("0", "sendonly", "mic")], 5), id=41)
    ana.says(offer=offer)
    answer = ana.heard("answer")[0]

    assert (answer.id, answer.type) == (41, "answer")
    assert line(answer.sdp, "a=setup:") == "passive"
    assert read_sdp(answer.sdp).sections[0].direction == "recvonly"


def test_the_application_section_is_refused_and_the_audio_taken() -> None:
    ana = World().joins("ana")
    ana.announces("mic")
    sdp = offer_of([("0", "sendonly", "mic")], 5).replace("BUNDLE 0", "BUNDLE 0 d") + APPLICATION
    ana.says(offer=SessionDescription(type="offer", sdp=sdp, id=1))
    answer = ana.heard("answer")[0].sdp

    assert "m=application 0 " in answer
    assert line(answer, "a=group:BUNDLE ") == "0"


def test_trickle_is_not_needed_and_not_answered() -> None:
    ana = World().joins("ana")
    ana.forget()
    ana.says(
        trickle=TrickleRequest(candidateInit='{"candidate":""}', target=SignalTarget.PUBLISHER)
    )

    assert ana.order() == []
    assert ana.hangup is None


def test_an_answer_before_the_transport_is_up_lets_it_hear_all_the_same() -> None:
    world = World()
    ana = world.joins("ana")
    ana.publishes()
    bo = world.enters("bo")
    offer = bo.heard("offer")[0]
    bo.hears = bo.transport(offer.sdp)
    bo.handshake(bo.hears)  # over before the answer came, as through a proxy
    connected = bo.hears.connected
    bo.answer(offer)
    ana.speaks_packet(b"hello")

    assert connected
    assert bo.sounds() == [b"hello"]


@pytest.mark.parametrize("setup", ["passive", "actpass"])
def test_an_answer_that_would_have_us_begin_the_handshake_is_refused(setup: str) -> None:
    bo = World().enters("bo")
    offer = bo.heard("offer")[0]
    bo.hears = bo.transport(offer.sdp)
    bo.answer(offer, setup=setup)

    assert bo.hangup is not None
    assert bo.hangup.code == 1008


def test_an_answer_that_promises_no_certificate_is_refused() -> None:
    bo = World().enters("bo")
    offer = bo.heard("offer")[0]
    bo.hears = bo.transport(offer.sdp)
    lines = answer_to(offer.sdp, bo.hears).splitlines(keepends=True)
    sdp = "".join(each for each in lines if not each.startswith("a=fingerprint"))
    bo.says(answer=SessionDescription(type="answer", sdp=sdp, id=offer.id))

    assert bo.hangup is not None
    assert bo.hangup.code == 1008


def test_metadata_and_attributes_are_told_to_all_and_confirmed() -> None:
    world = World()
    ana, bo = world.joins("ana", canUpdateOwnMetadata=True), world.joins("bo")
    ana.forget()
    bo.forget()
    ana.says(
        update_metadata=UpdateParticipantMetadata(
            metadata="m", name="Ana", attributes={"colour": "red"}, request_id=5
        )
    )
    ana.says(update_metadata=UpdateParticipantMetadata(attributes={"colour": ""}, request_id=6))

    first, second = (each.participants[0] for each in bo.heard("update"))
    assert (first.metadata, first.name, dict(first.attributes)) == ("m", "Ana", {"colour": "red"})
    assert (second.metadata, dict(second.attributes)) == ("m", {})
    assert [each.request_id for each in ana.heard("request_response")] == [5, 6]
    assert ana.order() == ["update", "request_response"] * 2


def test_without_the_right_metadata_is_refused_aloud() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    bo.forget()
    ana.says(update_metadata=UpdateParticipantMetadata(metadata="m", request_id=5))

    response = ana.heard("request_response")[0]
    assert (response.request_id, response.reason) == (5, RequestResponse.NOT_ALLOWED)
    assert bo.order() == []


def test_leaving_is_told_to_the_others_and_not_echoed() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.leaves()

    last = bo.heard("update")[-1].participants[0]
    assert last.state == ParticipantInfo.DISCONNECTED
    assert last.disconnect_reason == DisconnectReason.CLIENT_INITIATED
    assert ana.heard("leave") == []
    assert len(world.engine.links) == 1


def test_a_resume_is_refused_with_the_advice_to_connect_afresh() -> None:
    world = World()
    ana = world.joins("ana")
    again = world.enters("ana", {"reconnect": "1", "sid": ana.sid})

    assert again.order() == ["leave"]
    assert again.heard("leave")[0].action == LeaveRequest.RECONNECT
    assert again.heard("leave")[0].reason == DisconnectReason.STATE_MISMATCH
    assert again.hangup is not None


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"\x0a\xff\xff\xff\xff\x0f", b"\x08"])
def test_a_message_that_is_none_closes_the_socket_of_its_sender_only(data: bytes) -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.says_bytes(data)

    assert ana.hangup is not None
    assert ana.hangup.code == 1008
    assert bo.hangup is None


def test_a_message_of_a_newer_client_is_ignored() -> None:
    world = World()
    ana = world.joins("ana")
    ana.says_bytes(b"\xfa\x3f\x01x")
    ana.says_bytes(b"")

    assert ana.hangup is None
    assert world.metrics["signal_ignored_unknown"] == 2


def test_a_broken_offer_closes_the_socket() -> None:
    ana = World().joins("ana")
    ana.says(offer=SessionDescription(type="offer", sdp="v=0\r\nrubbish", id=1))

    assert ana.hangup is not None
    assert ana.hangup.code == 1008
