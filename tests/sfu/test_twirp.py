"""RoomService: rights, errors, both encodings, and what each method does."""

import json

import pytest
from google.protobuf.message import Message
from livekit.protocol import room as api
from livekit.protocol.models import ParticipantInfo, ParticipantPermission
from livekit.protocol.models import Room as RoomInfo
from tests.support.media_world import ROOM, World, token

from torg.sfu.twirp import LATER, Reply

METHODS: dict[str, tuple[Message, str]] = {
    "CreateRoom": (api.CreateRoomRequest(name="new"), "roomCreate"),
    "ListRooms": (api.ListRoomsRequest(), "roomList"),
    "DeleteRoom": (api.DeleteRoomRequest(room=ROOM), "roomCreate"),
    "UpdateRoomMetadata": (api.UpdateRoomMetadataRequest(room=ROOM), "roomAdmin"),
    "ListParticipants": (api.ListParticipantsRequest(room=ROOM), "roomAdmin"),
    "GetParticipant": (api.RoomParticipantIdentity(room=ROOM, identity="ana"), "roomAdmin"),
    "RemoveParticipant": (api.RoomParticipantIdentity(room=ROOM, identity="ana"), "roomAdmin"),
    "UpdateParticipant": (
        api.UpdateParticipantRequest(room=ROOM, identity="ana", name="Ana"),
        "roomAdmin",
    ),
    "UpdateSubscriptions": (api.UpdateSubscriptionsRequest(room=ROOM, identity="ana"), "roomAdmin"),
}


def error_of(reply: Reply) -> tuple[int, str]:
    body = json.loads(reply.body)
    assert reply.content_type == "application/json"
    assert set(body) == {"code", "msg", "meta"}
    return reply.status, body["code"]


def in_json(world: World, method: str, body: str, **video: object) -> Reply:
    text = token("gateway", video={"room": ROOM} | video)
    return world.service.call(
        method, "application/json; charset=utf-8", f"Bearer {text}", body.encode(), world.now
    )


@pytest.mark.parametrize("method", METHODS)
def test_a_method_needs_its_right_and_no_other(method: str) -> None:
    world = World()
    world.joins("ana")
    request, right = METHODS[method]
    others = {each: each != right for each in ("roomCreate", "roomList", "roomAdmin")}

    assert error_of(world.call(method, request, **others)) == (403, "permission_denied")
    assert (
        world.call(method, request, **{each: not has for each, has in others.items()}).status == 200
    )


@pytest.mark.parametrize("method", [each for each in METHODS if METHODS[each][1] == "roomAdmin"])
def test_the_right_to_govern_one_room_governs_no_other(method: str) -> None:
    world = World()
    world.joins("ana")

    assert error_of(world.call(method, METHODS[method][0], room="other"))[0] == 403


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x.y.z", "Basic abc"])
def test_without_a_good_token_nothing_is_answered(header: str | None) -> None:
    world = World()
    reply = world.service.call("ListRooms", "application/protobuf", header, b"", world.now)

    assert error_of(reply) == (401, "unauthenticated")


@pytest.mark.parametrize("method", sorted(LATER))
def test_what_is_not_built_says_so(method: str) -> None:
    assert error_of(World().call(method, api.ListRoomsRequest())) == (501, "unimplemented")


def test_what_does_not_exist_is_a_bad_route() -> None:
    world = World()

    assert error_of(world.call("Fly", api.ListRoomsRequest())) == (404, "bad_route")
    reply = world.service.call("ListRooms", "text/plain", f"Bearer {token()}", b"", world.now)
    assert error_of(reply) == (404, "bad_route")


@pytest.mark.parametrize(
    "method", [each for each in METHODS if each not in {"CreateRoom", "ListRooms"}]
)
def test_a_room_that_is_not_there_is_not_found(method: str) -> None:
    assert error_of(World().call(method, METHODS[method][0])) == (404, "not_found")


@pytest.mark.parametrize(
    "method", ["GetParticipant", "RemoveParticipant", "UpdateParticipant", "UpdateSubscriptions"]
)
def test_only_the_exact_identity_is_meant(method: str) -> None:
    world = World()
    for each in ("an", "anab", "Ana", "ana "):
        world.enters(each)

    assert error_of(world.call(method, METHODS[method][0])) == (404, "not_found")


def test_an_error_of_ours_is_internal_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    monkeypatch.setattr("torg.sfu.engine.Engine.governed", lambda *_: 1 / 0)

    assert error_of(world.call("ListRooms", api.ListRoomsRequest())) == (500, "internal")
    assert world.metrics["failed"] == 1


def test_creating_a_room_again_returns_the_one_that_is_there() -> None:
    world = World()
    request = api.CreateRoomRequest(name="a", metadata="m", max_participants=7)
    first = RoomInfo.FromString(world.call("CreateRoom", request).body)
    again = RoomInfo.FromString(world.call("CreateRoom", api.CreateRoomRequest(name="a")).body)

    assert first == again
    assert (first.name, first.metadata, first.max_participants) == ("a", "m", 7)
    assert (first.empty_timeout, first.departure_timeout) == (300, 20)
    assert first.creation_time_ms == int(world.engine.wall(world.now) * 1000)


@pytest.mark.parametrize("name", ["", "x" * 257])
def test_a_room_needs_a_name_of_some_length(name: str) -> None:
    reply = World().call("CreateRoom", api.CreateRoomRequest(name=name))

    assert error_of(reply) == (400, "invalid_argument")


def test_rooms_are_listed_with_their_numbers_all_or_by_name() -> None:
    world = World()
    world.joins("ana").publishes()
    world.joins("bo", canPublish=False)
    world.call("CreateRoom", api.CreateRoomRequest(name="other"))
    everything = api.ListRoomsResponse.FromString(
        world.call("ListRooms", api.ListRoomsRequest()).body
    )
    some = api.ListRoomsResponse.FromString(
        world.call("ListRooms", api.ListRoomsRequest(names=[ROOM, "nowhere"])).body
    )

    assert [each.name for each in everything.rooms] == [ROOM, "other"]
    assert [(each.num_participants, each.num_publishers) for each in some.rooms] == [(2, 1)]


def test_participants_are_listed_also_those_nobody_is_told_of() -> None:
    world = World()
    sid = world.joins("ana").publishes()
    world.enters("bo", canPublish=False)
    world.joins("ghost", hidden=True)
    reply = world.call("ListParticipants", api.ListParticipantsRequest(room=ROOM))
    people = {
        each.identity: each
        for each in api.ListParticipantsResponse.FromString(reply.body).participants
    }

    assert [track.sid for track in people["ana"].tracks] == [sid]
    assert people["ana"].state == ParticipantInfo.ACTIVE
    assert people["bo"].state == ParticipantInfo.JOINED
    assert people["ghost"].permission.hidden


def test_a_permission_replaces_all_of_the_one_before() -> None:
    world = World()
    ana = world.joins("ana", canPublishSources=["microphone"], canUpdateOwnMetadata=True)
    request = api.UpdateParticipantRequest(
        room=ROOM, identity="ana", permission=ParticipantPermission(can_subscribe=True, hidden=True)
    )
    told = ParticipantInfo.FromString(world.call("UpdateParticipant", request).body).permission

    assert told == ParticipantPermission(can_subscribe=True, hidden=True)
    assert ana.heard("update")[-1].participants[0].permission == told


def test_a_change_of_name_leaves_the_permission_alone() -> None:
    world = World()
    world.joins("ana", canPublish=False)
    request = api.UpdateParticipantRequest(
        room=ROOM, identity="ana", name="Ana", attributes={"a": "b"}
    )
    info = ParticipantInfo.FromString(world.call("UpdateParticipant", request).body)

    assert (info.name, dict(info.attributes)) == ("Ana", {"a": "b"})
    assert not info.permission.can_publish


def test_subscriptions_can_be_changed_from_outside() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    sid = ana.publishes()
    request = api.UpdateSubscriptionsRequest(room=ROOM, identity="bo", track_sids=[sid])
    world.call("UpdateSubscriptions", request)
    ana.speaks_packet(b"unheard")
    request.subscribe = True
    world.call("UpdateSubscriptions", request)
    world.forward(0.2)
    ana.speaks_packet(b"heard")

    assert bo.sounds() == [b"heard"]


def test_json_is_spoken_too_with_the_names_of_the_protocol() -> None:
    world = World()
    created = in_json(world, "CreateRoom", '{"name": "a", "empty_timeout": 60}', roomCreate=True)
    camel = in_json(world, "CreateRoom", '{"name": "b", "emptyTimeout": 60}', roomCreate=True)
    body = json.loads(created.body)

    assert created.content_type == "application/json"
    assert (body["name"], body["empty_timeout"], body["num_participants"]) == ("a", 60, 0)
    assert json.loads(camel.body)["empty_timeout"] == 60


@pytest.mark.parametrize(
    "body",
    ["", "{", '{"name": 7}', '{"name": "\ud800"}', '{"tags": ' + "[" * 5000],
    ids=range(5),
)
def test_json_that_cannot_be_read_is_refused(body: str) -> None:
    world = World()
    text = token("gateway", video={"roomCreate": True})
    data = body.encode(errors="surrogatepass")
    reply = world.service.call("CreateRoom", "application/json", f"Bearer {text}", data, world.now)

    assert error_of(reply) == (400, "malformed")


@pytest.mark.parametrize("size", [64 * 1024, 64 * 1024 + 1])
def test_a_request_has_at_most_64_kib(size: int) -> None:
    world = World()
    text = token("gateway", video={"roomList": True})
    head = b"\x0a" + b"\xfd\xff\x03"
    body = (head + bytes(size - len(head))).replace(b"\x00", b"x")
    reply = world.service.call(
        "ListRooms", "application/protobuf", f"Bearer {text}", body, world.now
    )

    assert reply.status == (400 if size > 64 * 1024 else reply.status)
    assert size <= 64 * 1024 or error_of(reply)[1] == "invalid_argument"


def test_muting_what_is_not_there_is_not_found() -> None:
    world = World()
    world.joins("ana")
    reply = world.call(
        "MutePublishedTrack",
        api.MuteRoomTrackRequest(room=ROOM, identity="ana", track_sid="TR_x", muted=True),
    )

    assert error_of(reply) == (404, "not_found")
