"""The engine as a whole: who is gone, what one peer's trouble costs, and the dead-man timer."""

import json

import pytest
from livekit.protocol.models import DisconnectReason, ParticipantInfo
from livekit.protocol.room import CreateRoomRequest, ListRoomsRequest
from livekit.protocol.rtc import LeaveRequest
from tests.support.media_world import ROOM, Client, World, mute

from torg.sfu.admission import NO_ROOM, NotAdmitted, read_request
from torg.sfu.forwarding import Forwarding


def people(world: World) -> set[str]:
    return {str(name) for room in world.engine.rooms.values() for name in room.participants}


def heartbeat(world: World, seconds: int) -> None:
    for _ in range(seconds):
        world.call("ListRooms", ListRoomsRequest())
        world.forward(1)


def test_an_unknown_room_is_refused_in_the_words_that_stop_the_js_client() -> None:
    world = World(auto_create=False)

    with pytest.raises(NotAdmitted) as refusal:
        world.enters("ana")
    assert (refusal.value.status, refusal.value.text) == (404, NO_ROOM)


def test_a_room_that_was_created_is_open() -> None:
    world = World(auto_create=False)
    world.call("CreateRoom", CreateRoomRequest(name=ROOM))

    assert isinstance(world.enters("ana"), Client)


@pytest.mark.parametrize(
    ("video", "status"), [({"roomJoin": False}, 403), ({"room": ""}, 403), ({"roomJoin": 1}, 401)]
)
def test_a_token_without_the_right_to_join_is_refused(
    video: dict[str, str | bool | int], status: int
) -> None:
    with pytest.raises(NotAdmitted) as refusal:
        World().admission("ana", None, **video)

    assert refusal.value.status == status


def test_no_token_is_401() -> None:
    world = World()

    with pytest.raises(NotAdmitted) as refusal:
        read_request(None, {}, world.engine.config.keys, world.engine.config.limits, 0)
    assert refusal.value.status == 401


def test_the_first_packets_of_a_source_come_through_though_the_numbers_wrap() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    cy = None
    for number in range(1000):
        if number == 500:
            cy = world.joins("cy")
            world.forward(0.3)
        ana.sequence %= 0xFFFF
        ana.speaks_packet(b"%d" % number)
        world.now += 0.02

    assert cy is not None
    assert len(bo.sounds()) == 1000
    assert cy.sounds()[-1] == b"999"
    assert cy.hears is not None
    assert cy.hears.undecrypted == 0


def test_media_outlives_its_socket_by_fifteen_seconds() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    ana.drops()
    world.forward(14)
    ana.speaks_packet(b"still here")
    there = people(world)
    world.forward(2)

    assert there == {"ana", "bo"}
    assert bo.sounds() == [b"still here"]
    assert people(world) == {"bo"}
    last = bo.heard("update")[-1].participants[0]
    assert last.state == ParticipantInfo.DISCONNECTED
    assert last.disconnect_reason == DisconnectReason.SIGNAL_CLOSE


def test_a_socket_that_says_nothing_for_fifteen_seconds_is_closed() -> None:
    world = World()
    ana = world.joins("ana")
    ana.pings = False
    world.forward(14)
    open_before = ana.hangup is None
    world.forward(2)

    assert open_before
    assert ana.hangup is not None


def test_who_never_answers_an_offer_is_sent_to_connect_afresh() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    bo.answers_offers = False
    ana.publishes()
    world.forward(11)

    assert bo.heard("leave")[0].action == LeaveRequest.RECONNECT
    assert people(world) == {"ana"}


def test_who_never_connects_is_sent_away_and_reported() -> None:
    world = World()
    ana = world.enters("ana")
    ana.hears = ana.transport(ana.heard("offer")[0].sdp)
    ana.checks = False
    ana.answer(ana.heard("offer")[0])
    world.forward(31)

    assert ana.heard("leave")[0].action == LeaveRequest.RECONNECT
    assert "participant_connection_aborted" in [each.event for each in world.reports]


def test_a_transport_that_falls_silent_is_paused_then_ended() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    bo.checks = False
    world.forward(21)
    ana.speaks_packet(b"into the void")
    paused = bo.sounds()
    world.forward(11)

    assert paused == []
    assert bo.heard("leave")[0].action == LeaveRequest.RECONNECT
    assert people(world) == {"ana"}


def test_a_paused_listener_that_shows_life_hears_again() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    bo.checks = False
    world.forward(21)
    bo.shows_life()
    bo.checks = True
    bo.shows_life()
    ana.speaks_packet(b"back")

    assert bo.sounds() == [b"back"]


def test_a_transport_closed_before_leave_is_no_reason_to_connect_afresh() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    assert ana.hears is not None
    ana.hears.close()
    world.settle()
    world.forward(0.5)
    ana.leaves()

    assert ana.heard("leave") == []
    last = bo.heard("update")[-1].participants[0]
    assert last.disconnect_reason == DisconnectReason.CLIENT_INITIATED


def test_who_closed_a_transport_and_does_not_leave_is_sent_to_connect_afresh() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    assert bo.hears is not None
    bo.hears.close()
    world.settle()
    ana.speaks_packet()
    world.forward(3)

    assert bo.heard("leave")[0].action == LeaveRequest.RECONNECT
    assert world.metrics["failed"] == 0


def test_an_exception_at_one_peer_costs_only_that_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    ana, bo, cy = (world.joins(each) for each in ("ana", "bo", "cy"))
    ana.publishes()
    bo.publishes()
    receive = Forwarding.receive

    def fails_for_ana(self: Forwarding, track: object, packet: object, now: float) -> int:
        if b"boom" in packet.payload:  # type: ignore[attr-defined] # an RtpPacket
            raise ZeroDivisionError
        return receive(self, track, packet, now)  # type: ignore[arg-type] # as it came

    monkeypatch.setattr(Forwarding, "receive", fails_for_ana)
    ana.speaks_packet(b"boom")
    bo.speaks_packet(b"hello")

    assert cy.sounds() == [b"hello"]
    assert people(world) == {"bo", "cy"}
    assert ana.heard("leave")[0].action == LeaveRequest.RECONNECT
    assert world.metrics["failed"] == 1


def test_an_exception_at_one_message_costs_only_its_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    monkeypatch.setattr("torg.sfu.signalling.bind", lambda *_: 1 / 0)
    ana.announces()
    ana.offers([("0", "sendonly", "mic")])

    assert people(world) == {"bo"}
    assert ana.hangup is not None
    assert bo.hangup is None
    assert world.metrics["failed"] == 1


def test_the_dead_man_sends_everyone_away_after_thirty_silent_seconds() -> None:
    world = World(dead_man_s=30)
    ana = world.joins("ana")
    bo = world.joins("bo")
    ana.publishes()
    world.call("ListRooms", ListRoomsRequest())
    world.forward(29)
    ana.speaks_packet(b"hello")
    world.forward(2)
    ana.speaks_packet(b"secret")

    assert bo.sounds() == [b"hello"]
    assert bo.heard("leave")[0].action == LeaveRequest.RECONNECT
    assert len(world.engine.links) == 0
    with pytest.raises(NotAdmitted) as refusal:
        world.enters("cy")
    assert refusal.value.status == 503


def test_a_gateway_that_calls_keeps_everyone_and_one_that_is_back_lets_them_in() -> None:
    world = World(dead_man_s=30)
    world.joins("ana")
    heartbeat(world, 60)
    stayed = people(world)
    world.forward(31)
    world.call("ListRooms", ListRoomsRequest())
    world.joins("bo")

    assert stayed == {"ana"}
    assert people(world) == {"bo"}


def test_nobody_is_removed_for_a_lost_socket_while_the_gateway_is_silent() -> None:
    world = World(dead_man_s=30)
    ana = world.joins("ana")
    heartbeat(world, 1)
    ana.drops()
    world.forward(25)
    waited = people(world)
    heartbeat(world, 15)

    assert waited == {"ana"}
    assert people(world) == set()


def test_an_unauthorised_call_does_not_stop_the_dead_man() -> None:
    world = World(dead_man_s=30)
    world.joins("ana")
    for _ in range(31):
        world.service.call("ListRooms", "application/protobuf", None, b"", world.now)
        world.forward(1)

    assert people(world) == set()


def test_an_empty_room_ends_after_its_time() -> None:
    world = World()
    world.call("CreateRoom", CreateRoomRequest(name=ROOM, empty_timeout=60, departure_timeout=10))
    world.forward(50)
    ana = world.joins("ana")
    world.forward(100)
    ana.leaves()
    world.forward(9)
    waiting = [*world.engine.rooms]
    world.forward(2)

    assert waiting == [ROOM]
    assert world.engine.rooms == {}
    assert world.reports[-1].event == "room_finished"


def test_the_forwarding_table_says_who_sends_and_who_is_sent_to() -> None:
    world = World()
    ana, _ = world.joins("ana"), world.joins("bo")
    sid = ana.publishes()
    speaking = world.engine.forwarding_table()
    ana.says(mute=mute(sid, muted=True))
    muted = world.engine.forwarding_table()

    assert json.loads(json.dumps(speaking)) == {ROOM: {"sends": ["ana"], "hears": ["bo"]}}
    assert muted[ROOM]["sends"] == []


def test_an_address_that_lives_is_not_taken_over() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    sid = ana.publishes()
    assert ana.speaks is not None
    at = world.address_of(ana.speaks)
    assert bo.hears is not None
    world.engine.receive_datagram(bo.hears.check(), at, world.now)
    bo.hears.outbox.clear()
    world.engine.links.outbox.clear()
    ana.speaks_packet(b"still mine")

    assert sid
    assert world.metrics["address_taken"] == 1
    assert bo.heard("leave") == []


def test_nothing_is_left_when_everyone_is_gone() -> None:
    world = World()
    everyone = [world.joins(each) for each in ("ana", "bo", "cy")]
    for each in everyone:
        each.publishes()
    for each in everyone:
        each.leaves()
    world.forward(21)
    engine = world.engine

    assert (len(engine.links), engine.rooms, engine.connections) == (0, {}, {})
    assert len(engine.offers) == 0


def test_quality_is_told_when_it_changes() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo", canPublish=False)
    world.forward(16)

    told = [update for said in bo.heard("connection_quality") for update in said.updates]
    assert sorted(each.participant_sid for each in told) == sorted([ana.sid, bo.sid])
    told = [update for said in ana.heard("connection_quality") for update in said.updates]
    assert [each.participant_sid for each in told] == [ana.sid]


def test_publishers_are_told_how_they_arrive() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    for _ in range(60):
        ana.speaks_packet()
        world.forward(0.1)

    assert ana.speaks is not None
    assert bo.hears is not None
    assert ana.speaks.rtcp[0][1] == 201
    assert bo.hears.rtcp[0][1] == 200
