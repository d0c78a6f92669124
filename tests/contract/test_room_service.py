"""The official server API on the media server: every method, both encodings, wrong grants."""

from collections.abc import AsyncIterator
from uuid import uuid4

import aiohttp
import pytest
import pytest_asyncio
from livekit import api
from livekit.protocol.models import ParticipantPermission
from tests.support.livekit_server import LiveKitServer, a_livekit_server
from tests.support.sdk import SdkTown

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # The secret of a development server is short.
    pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveKitServer]:
    async with a_livekit_server(tmp_path_factory.mktemp("media")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def service(server: LiveKitServer) -> AsyncIterator[api.LiveKitAPI]:
    async with server.service() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def town(server: LiveKitServer, service: api.LiveKitAPI) -> AsyncIterator[SdkTown]:
    town = SdkTown(server, f"room-{uuid4().hex[:8]}")
    await service.room.create_room(api.CreateRoomRequest(name=town.room))
    yield town
    await town.closing.aclose()


async def post(
    server: LiveKitServer, method: str, body: dict[str, object], **grants: bool | str
) -> tuple[int, dict[str, object]]:
    granted = api.VideoGrants()
    for name, value in grants.items():
        setattr(granted, name, value)
    token = api.AccessToken(server.key, server.secret).with_identity("gateway")
    token = token.with_grants(granted)
    headers = {"Authorization": f"Bearer {token.to_jwt()}"}
    url = f"{server.url.replace('ws', 'http', 1)}/twirp/livekit.RoomService/{method}"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(url, json=body) as answer,
    ):
        return answer.status, await answer.json()


async def test_a_room_lives_from_create_to_delete(service: api.LiveKitAPI) -> None:
    name = f"room-{uuid4().hex[:8]}"
    request = api.CreateRoomRequest(name=name, metadata="m", max_participants=9, empty_timeout=60)
    created = await service.room.create_room(request)
    again = await service.room.create_room(api.CreateRoomRequest(name=name))
    listed = (await service.room.list_rooms(api.ListRoomsRequest(names=[name]))).rooms
    changed = await service.room.update_room_metadata(
        api.UpdateRoomMetadataRequest(room=name, metadata="n")
    )
    await service.room.delete_room(api.DeleteRoomRequest(room=name))
    left = (await service.room.list_rooms(api.ListRoomsRequest(names=[name]))).rooms

    assert (created.name, created.metadata, created.max_participants) == (name, "m", 9)
    assert created.sid == again.sid == listed[0].sid
    assert changed.metadata == "n"
    assert list(left) == []


async def test_participants_are_listed_found_changed_muted_and_removed(
    service: api.LiveKitAPI, town: SdkTown
) -> None:
    ana, bo = await town.enters("ana"), await town.enters("bo")
    sid = await ana.publish()
    await bo.hears("ana")
    room, who = town.room, api.RoomParticipantIdentity(room=town.room, identity="ana")
    listed = await service.room.list_participants(api.ListParticipantsRequest(room=room))
    changed = await service.room.update_participant(
        api.UpdateParticipantRequest(
            room=room,
            identity="ana",
            name="Ana",
            metadata="m",
            attributes={"a": "b"},
            permission=ParticipantPermission(can_subscribe=True, can_publish=True),
        )
    )
    muted = await service.room.mute_published_track(
        api.MuteRoomTrackRequest(room=room, identity="ana", track_sid=sid, muted=True)
    )
    await service.room.update_subscriptions(
        api.UpdateSubscriptionsRequest(room=room, identity="bo", track_sids=[sid], subscribe=False)
    )
    found = await service.room.get_participant(who)
    await service.room.remove_participant(who)
    await ana.has_seen("disconnected PARTICIPANT_REMOVED")

    assert sorted(each.identity for each in listed.participants) == ["ana", "bo"]
    assert (changed.name, changed.metadata, dict(changed.attributes)) == ("Ana", "m", {"a": "b"})
    assert not changed.permission.can_publish_data
    assert muted.track.muted
    assert [(track.sid, track.muted) for track in found.tracks] == [(sid, True)]


async def test_unmuting_from_outside_is_refused(service: api.LiveKitAPI, town: SdkTown) -> None:
    ana = await town.enters("ana")
    sid = await ana.publish()
    await town.lists_track_of("ana")
    request = api.MuteRoomTrackRequest(room=town.room, identity="ana", track_sid=sid, muted=False)

    with pytest.raises(api.TwirpError) as refusal:
        await service.room.mute_published_track(request)
    assert refusal.value.code == "failed_precondition"


async def test_who_is_not_there_is_not_found(service: api.LiveKitAPI, town: SdkTown) -> None:
    who = api.RoomParticipantIdentity(room=town.room, identity="nobody")

    with pytest.raises(api.TwirpError) as refusal:
        await service.room.get_participant(who)
    assert refusal.value.code == "not_found"


@pytest.mark.parametrize(
    ("method", "body", "grants"),
    [
        ("CreateRoom", {"name": "x"}, {"room_list": True}),
        ("ListRooms", {}, {"room_create": True}),
        ("DeleteRoom", {"room": "ROOM"}, {"room_admin": True, "room": "ROOM"}),
        ("ListParticipants", {"room": "ROOM"}, {"room_admin": True, "room": "another"}),
        ("ListParticipants", {"room": "ROOM"}, {"room_join": True, "room": "ROOM"}),
        ("RemoveParticipant", {"room": "ROOM", "identity": "ana"}, {"room_create": True}),
    ],
)
async def test_without_its_grant_a_method_is_refused(
    server: LiveKitServer,
    town: SdkTown,
    method: str,
    body: dict[str, object],
    grants: dict[str, bool | str],
) -> None:
    in_room = {name: town.room if value == "ROOM" else value for name, value in body.items()}
    granted = {name: town.room if value == "ROOM" else value for name, value in grants.items()}

    status, answer = await post(server, method, in_room, **granted)
    assert status in {401, 403}
    assert answer["code"] in {"unauthenticated", "permission_denied"}


async def test_json_is_spoken_too(server: LiveKitServer, town: SdkTown) -> None:
    await town.enters("ana")
    status, listed = await post(server, "ListRooms", {"names": [town.room]}, room_list=True)
    grants: dict[str, bool | str] = {"room_admin": True, "room": town.room}
    found = await post(server, "ListParticipants", {"room": town.room}, **grants)

    rooms, people = listed["rooms"], found[1]["participants"]
    assert (status, found[0]) == (200, 200)
    assert isinstance(rooms, list)
    assert rooms[0]["name"] == town.room
    assert isinstance(people, list)
    assert people[0]["identity"] == "ana"
