"""What people do in a room, by the official Python SDK, on any LiveKit server: scripts and logs.

`python -m tests.contract.scenarios` prints the log of every scenario as JSON, for our own server
or for the one that TORG_TEST_LIVEKIT_URL, _KEY and _SECRET name; docs/differences.md explains
what is not equal.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import uuid4

from livekit import api, rtc
from livekit.protocol.models import ParticipantPermission, TrackSource
from tests.support.livekit_server import a_livekit_server
from tests.support.sdk import SdkTown

Scenario = Callable[[SdkTown], Awaitable[None]]
Logs = dict[str, list[str]]


async def talking(town: SdkTown) -> None:
    """One publishes a tone and the other hears it; then the speaker leaves."""
    ana = await town.enters("ana")
    bo = await town.enters("bo", may_publish=False)
    await ana.publish()
    await bo.hears("ana")
    await ana.has_seen("local_track_subscribed")
    await ana.room.disconnect()
    assert not ana.room.isconnected()
    await bo.has_seen("participant_disconnected ana")


async def arriving_later(town: SdkTown) -> None:
    """Who comes later hears at once what is published."""
    ana = await town.enters("ana")
    await ana.publish()
    await town.lists_track_of("ana")
    bo = await town.enters("bo")
    await bo.hears("ana")


async def muting(town: SdkTown) -> None:
    """A mute is silence, an unmute sound."""
    ana, bo = await town.enters("ana"), await town.enters("bo")
    await ana.publish()
    await bo.hears("ana")
    ana.mute(muted=True)
    await bo.has_seen("track_muted ana")
    await bo.hears_nothing("ana")
    ana.mute(muted=False)
    await bo.has_seen("track_unmuted ana")
    await bo.hears("ana")


async def muted_by_the_server(town: SdkTown) -> None:
    """A mute ordered through RoomService silences, and the speaker may undo it."""
    ana, bo = await town.enters("ana"), await town.enters("bo")
    sid = await ana.publish()
    await bo.hears("ana")
    async with town.server.service() as service:
        await service.room.mute_published_track(
            api.MuteRoomTrackRequest(room=town.room, identity="ana", track_sid=sid, muted=True)
        )
        await bo.has_seen("track_muted ana")
        await bo.hears_nothing("ana")
        ana.mute(muted=False)
        await bo.hears("ana")


async def coming_on_stage(town: SdkTown) -> None:
    """Permission to publish is given, used, and withdrawn while still sending."""
    ana = await town.enters("ana", may_publish=False)
    bo = await town.enters("bo", may_publish=False)
    async with town.server.service() as service:
        may = ParticipantPermission(
            can_subscribe=True, can_publish=True, can_publish_sources=[TrackSource.MICROPHONE]
        )
        request = api.UpdateParticipantRequest(room=town.room, identity="ana", permission=may)
        await service.room.update_participant(request)
        await ana.has_seen("participant_permissions_changed ana")
        await ana.publish()
        await bo.hears("ana")
        request.permission.CopyFrom(ParticipantPermission(can_subscribe=True))
        await service.room.update_participant(request)
        await bo.has_seen("track_unpublished ana")
        await bo.hears_nothing("ana")


async def being_removed(town: SdkTown) -> None:
    """Who is removed is told, and the others too."""
    ana, bo = await town.enters("ana"), await town.enters("bo")
    await ana.publish()
    await bo.hears("ana")
    async with town.server.service() as service:
        await service.room.remove_participant(
            api.RoomParticipantIdentity(room=town.room, identity="ana")
        )
    await ana.has_seen("disconnected PARTICIPANT_REMOVED")
    await bo.has_seen("participant_disconnected ana")


async def deleting_the_room(town: SdkTown) -> None:
    """A deleted room sends everyone out."""
    ana, bo = await town.enters("ana"), await town.enters("bo")
    async with town.server.service() as service:
        await service.room.delete_room(api.DeleteRoomRequest(room=town.room))
    await ana.has_seen("disconnected ROOM_DELETED")
    await bo.has_seen("disconnected ROOM_DELETED")


async def coming_twice(town: SdkTown) -> None:
    """The same identity again replaces the first."""
    first, bo = await town.enters("ana"), await town.enters("bo")
    await first.publish()
    await bo.hears("ana")
    second = await town.enters("ana")
    await first.has_seen("disconnected DUPLICATE_IDENTITY")
    await second.publish(660)
    await bo.hears("ana", 660)


async def publishing_again(town: SdkTown) -> None:
    """A track is taken back and another published."""
    ana, bo = await town.enters("ana"), await town.enters("bo")
    sid = await ana.publish()
    await bo.hears("ana")
    await ana.unpublish(sid)
    await bo.has_seen("track_unpublished ana")
    await ana.publish(660)
    await bo.hears("ana", 660)


async def five_speakers(town: SdkTown) -> None:
    """Five people speak and a sixth hears each of them."""
    listener = await town.enters("listener", may_publish=False)
    pitches = {f"speaker-{number}": 400.0 + 100 * number for number in range(5)}
    for name, hz in pitches.items():
        speaker = await town.enters(name, may_publish=True, hears=False)
        await speaker.publish(hz)
        await town.lists_track_of(name)
    for name, hz in pitches.items():
        await listener.hears(name, hz)


async def choosing(town: SdkTown) -> None:
    """One hears only what one asks for, and may ask for it again."""
    ana = await town.enters("ana")
    bo = await town.enters("bo", may_publish=False, hears=False)
    sid = await ana.publish()
    await bo.has_seen("track_published ana")
    publication = bo.room.remote_participants["ana"].track_publications[sid]
    for times in (1, 2, 3, 4):
        publication.set_subscribed(True)
        await bo.has_seen("track_subscribed ana", times)
        await bo.hears("ana")
        publication.set_subscribed(False)
        await bo.has_seen("track_unsubscribed ana", times)


async def describing(town: SdkTown) -> None:
    """Metadata of the room and of a participant, changed through RoomService."""
    ana, bo = await town.enters("ana"), await town.enters("bo")
    async with town.server.service() as service:
        await service.room.update_room_metadata(
            api.UpdateRoomMetadataRequest(room=town.room, metadata="topic")
        )
        await service.room.update_participant(
            api.UpdateParticipantRequest(
                room=town.room, identity="ana", metadata="m", name="Ana", attributes={"a": "b"}
            )
        )
    for person in (ana, bo):
        await person.has_seen("room_metadata_changed topic")
        await person.has_seen("participant_metadata_changed ana")
        await person.has_seen("participant_attributes_changed ana")
        await person.has_seen("participant_name_changed ana")


async def refused_to_publish(town: SdkTown) -> None:
    """Without permission a track is refused."""
    ana = await town.enters("ana", may_publish=False)
    try:
        await ana.publish()
    except rtc.participant.PublishTrackError:
        ana.log.append("refused")


SCENARIOS: Final[dict[str, Scenario]] = {
    each.__name__: each
    for each in (
        talking,
        arriving_later,
        muting,
        muted_by_the_server,
        coming_on_stage,
        being_removed,
        deleting_the_room,
        coming_twice,
        publishing_again,
        five_speakers,
        choosing,
        describing,
        refused_to_publish,
    )
}


async def main() -> None:
    """Run all scenarios and print their logs."""
    logs: dict[str, Logs | str] = {}
    with TemporaryDirectory() as folder:
        async with a_livekit_server(Path(folder), "--announce", "all", "--auto-create") as server:
            for name in sys.argv[1:] or SCENARIOS:
                town = SdkTown(server, f"{name}-{uuid4().hex[:8]}")
                try:
                    await asyncio.wait_for(SCENARIOS[name](town), 30)
                    logs[name] = town.logs()
                except TimeoutError as late:
                    logs[name] = town.logs() | {"failed": [str(late)]}
                await town.closing.aclose()
    print(json.dumps(logs, indent=1))  # noqa: T201 - its purpose


if __name__ == "__main__":
    asyncio.run(main())
