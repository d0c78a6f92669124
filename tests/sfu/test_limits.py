"""Each limit of the media server, at its edge and one beyond."""

import pytest
from livekit.protocol.models import ParticipantInfo
from livekit.protocol.room import CreateRoomRequest, UpdateParticipantRequest
from livekit.protocol.rtc import RequestResponse, SessionDescription, UpdateParticipantMetadata
from tests.support.media_world import ROOM, Client, World, offer_of

from torg.sfu.admission import NotAdmitted
from torg.sfu.config import Limits
from torg.sfu.participant import Hangup
from torg.sfu.tokens import RoomName
from torg.sfu.wire import Wire

WRONG = "not the password of this transport"
PLAIN = offer_of([("0", "sendonly", "mic")], 5)


def test_a_burst_of_100_messages_is_taken_and_the_next_closes_the_socket() -> None:
    ana = World().enters("ana")
    for _ in range(100):
        ana.says(ping=1)
    still_there = ana.hangup is None
    ana.says(ping=1)

    assert still_there
    assert ana.hangup is not None
    assert ana.hangup.code == 1008


def test_fifty_messages_a_second_may_go_on_for_ever() -> None:
    world = World()
    ana = world.enters("ana")
    ana.pings = False
    for _ in range(500):
        world.now += 0.02
        ana.says(ping=1)

    assert ana.hangup is None


@pytest.mark.parametrize(
    ("sdp", "taken"),
    [
        (PLAIN + "a=x\r\n" * (1600 - PLAIN.count("\r\n")), True),
        (PLAIN + "a=x\r\n" * (1601 - PLAIN.count("\r\n")), False),
        (PLAIN + f"a={'x' * 1022}\r\n", True),
        (PLAIN + f"a={'x' * 1023}\r\n", False),
        (offer_of([(str(each), "inactive", "") for each in range(40)], 5), True),
        (offer_of([(str(each), "inactive", "") for each in range(41)], 5), False),
    ],
    ids=["1,600 lines", "1,601 lines", "line of 1,024", "line of 1,025", "40 sections", "41"],
)
def test_a_description_beyond_its_limits_closes_the_socket(sdp: str, taken: bool) -> None:  # noqa: FBT001 - a parameter
    ana = World().joins("ana")
    ana.says(offer=SessionDescription(type="offer", sdp=sdp, id=1))

    assert (ana.hangup is None) == taken
    assert bool(ana.heard("answer")) == taken


def test_a_participant_has_as_many_tracks_as_it_may_and_no_more() -> None:
    world = World(tracks_per_participant=1)
    ana = world.joins("ana")
    ana.publishes("one")
    ana.announces("two")

    refusal = ana.heard("request_response")[0]
    assert refusal.reason == RequestResponse.NOT_ALLOWED
    assert refusal.add_track.cid == "two"
    assert len(world.engine.rooms) == 1


@pytest.mark.parametrize(("dead_man_s", "tracks"), [(0, 2), (30, 1)], ids=["alone", "gateway"])
def test_under_a_gateway_one_track_is_enough(dead_man_s: float, tracks: int) -> None:
    world = World(dead_man_s=dead_man_s)
    ana = world.joins("ana")
    ana.announces("mic")
    ana.announces("more")
    ana.announces("most")
    ana.offers([(str(each), "sendonly", f"{each}") for each in range(2)])

    assert len(world.engine.rooms[RoomName(ROOM)].published) == tracks


def test_a_track_that_never_came_makes_room_for_the_next() -> None:
    ana = World(tracks_per_participant=1).joins("ana")

    assert ana.announces("lost") != ""
    assert ana.announces("again") != ""


def test_a_room_has_as_many_tracks_as_it_may_and_no_more() -> None:
    world = World(tracks_per_room=2)
    people = [world.joins(each) for each in ("ana", "bo", "cy")]

    assert [bool(each.announces()) for each in people] == [True, True, False]
    people[0].leaves()
    assert people[2].announces() != ""


@pytest.mark.parametrize(
    ("update", "allowed"),
    [
        (UpdateParticipantMetadata(name="x" * 256), True),
        (UpdateParticipantMetadata(name="x" * 257), False),
        (UpdateParticipantMetadata(metadata="ø" * 2048), True),
        (UpdateParticipantMetadata(metadata="ø" * 2048 + "x"), False),
        (UpdateParticipantMetadata(attributes={"k": "x" * 8191}), True),
        (UpdateParticipantMetadata(attributes={"k": "x" * 8192}), False),
    ],
)
def test_descriptions_of_oneself_are_limited(
    update: UpdateParticipantMetadata,
    allowed: bool,  # noqa: FBT001 - a parameter
) -> None:
    world = World()
    ana = world.joins("ana", canUpdateOwnMetadata=True)
    ana.says(update_metadata=update)
    request = UpdateParticipantRequest(
        room=ROOM,
        identity="ana",
        name=update.name,
        metadata=update.metadata,
        attributes=update.attributes,
    )
    reply = world.call("UpdateParticipant", request)

    reason = RequestResponse.OK if allowed else RequestResponse.NOT_ALLOWED
    assert ana.heard("request_response")[0].reason == reason
    assert reply.status == (200 if allowed else 400)


def refusal_of(world: World, identity: str) -> NotAdmitted:
    with pytest.raises(NotAdmitted) as refusal:
        world.enters(identity)
    return refusal.value


def test_200_join_in_a_second_and_the_next_is_told_when_to_come_again() -> None:
    world = World()
    for each in range(200):
        world.enters(f"p{each}")
    refusal = refusal_of(world, "late")
    world.now += 0.01

    assert (refusal.status, refusal.retry_after_s) == (503, 1)
    assert isinstance(world.enters("late"), Client)


def test_the_server_is_full_at_its_number_of_participants() -> None:
    world = World(peers=2)
    people = [world.enters(each) for each in ("ana", "bo")]
    refusal = refusal_of(world, "cy")
    people[0].leaves()

    assert (refusal.status, refusal.retry_after_s) == (503, 1)
    assert isinstance(world.enters("cy"), Client)


def test_a_room_may_be_smaller_than_the_server_but_lets_everyone_come_back() -> None:
    world = World()
    world.call("CreateRoom", CreateRoomRequest(name=ROOM, max_participants=1))
    world.joins("ana")

    assert refusal_of(world, "bo").status == 503
    assert world.joins("ana").heard("join")[0].participant.state == ParticipantInfo.JOINED


def test_rooms_are_limited_too() -> None:
    world = World(rooms=1)

    assert world.call("CreateRoom", CreateRoomRequest(name="a")).status == 200
    assert world.call("CreateRoom", CreateRoomRequest(name="b")).status == 429
    assert world.call("CreateRoom", CreateRoomRequest(name="a")).status == 200
    assert refusal_of(world, "ana").status == 503


def closing(wire: Wire) -> list[int]:
    return [each.code for each in wire.drain() if isinstance(each, Hangup)]


def test_a_socket_that_does_not_read_is_closed_after_256_messages() -> None:
    full, over = Wire(Limits()), Wire(Limits())
    for _ in range(256):
        full.push(b"x")
        over.push(b"x")
    over.push(b"x")

    assert closing(full) == []
    assert closing(over) == [1013]


def test_a_socket_that_does_not_read_is_closed_after_256_kib() -> None:
    full, over = Wire(Limits()), Wire(Limits())
    for wire in (full, over):
        wire.push(bytes(128 * 1024))
    full.push(bytes(128 * 1024))
    over.push(bytes(128 * 1024 + 1))

    assert closing(full) == []
    assert closing(over) == [1013]


def test_one_large_message_always_fits() -> None:
    wire = Wire(Limits())
    wire.push(bytes(500_000))

    assert [len(each) for each in wire.drain() if isinstance(each, bytes)] == [500_000]


def test_what_was_said_before_a_hang_up_is_still_sent() -> None:
    wire = Wire(Limits())
    for each in (b"leave", Hangup(1000), b"more"):
        wire.push(each)

    assert [*wire.drain()] == [b"leave", Hangup(1000)]


def test_checks_of_strangers_are_read_2000_times_a_second_and_then_not_at_all() -> None:
    world = World(stun_strangers_per_s=3)
    ana = world.joins("ana")
    media = ana.transport(ana.heard("offer")[0].sdp)
    for _ in range(5):
        media.check(pwd=WRONG)
        world.settle()
    answered_before = media.answered
    world.now += 1
    media.check()
    world.settle()

    assert world.metrics["stun_refused"] == 3
    assert world.metrics["stun_unread"] == 2
    assert (answered_before, media.answered) == (0, 1)


def test_a_check_with_an_unknown_name_is_dropped_unread() -> None:
    world = World()
    ana = world.joins("ana")
    media = ana.transport("a=ice-ufrag:unknown\r\na=ice-pwd:x\r\n")
    media.check()
    world.settle()

    assert media.answered == 0
    assert world.metrics["stun_stranger"] == 1


def test_half_open_handshakes_are_limited_and_the_others_come_later() -> None:
    world = World(half_open=1)
    first, second = world.enters("ana"), world.enters("bo")
    waiting = [each.transport(each.heard("offer")[0].sdp) for each in (first, second)]
    for media in waiting:
        media.check()
        world.settle()
    waiting[0].start()
    waiting[0].outbox.clear()  # its ClientHello is on the way, nothing more
    waiting[0].start()
    hello, waiting[0].outbox = waiting[0].outbox[:1], []
    world.engine.receive_datagram(hello[0], world.address_of(waiting[0]), world.now)
    waiting[1].start()
    world.settle()

    assert world.metrics["handshake_refused"] == 1
    assert not waiting[1].connected
