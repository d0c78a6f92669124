"""Rooms: who is told what, who hears whom, and what rights change while people talk."""

import pytest
from livekit.protocol.models import (
    DisconnectReason,
    ParticipantInfo,
    ParticipantPermission,
    TrackSource,
    TrackType,
)
from livekit.protocol.room import (
    DeleteRoomRequest,
    MuteRoomTrackRequest,
    RoomParticipantIdentity,
    UpdateParticipantRequest,
    UpdateRoomMetadataRequest,
)
from livekit.protocol.rtc import LeaveRequest, SubscriptionPermission, UpdateSubscription
from tests.support.media_world import ROOM, Client, World, mute
from tests.support.webrtc import element

from torg.sfu.config import Announce

GONE = ParticipantInfo.DISCONNECTED


def permit(world: World, identity: str, *, publish: bool, subscribe: bool = True) -> None:
    permission = ParticipantPermission(
        can_publish=publish,
        can_subscribe=subscribe,
        can_publish_sources=[TrackSource.MICROPHONE] if publish else [],
    )
    world.call(
        "UpdateParticipant",
        UpdateParticipantRequest(room=ROOM, identity=identity, permission=permission),
    )


def states(client: Client, identity: str) -> list[int]:
    """List the states that a client was told of somebody."""
    return [
        info.state
        for update in client.heard("update")
        for info in update.participants
        if info.identity == identity
    ]


def test_one_speaks_and_the_others_hear_but_not_the_speaker_himself() -> None:
    world = World()
    ana, bo, cy = world.joins("ana"), world.joins("bo", canPublish=False), world.joins("cy")
    ana.publishes()
    ana.speaks_packet(b"hello")

    assert [client.sounds() for client in (ana, bo, cy)] == [[], [b"hello"], [b"hello"]]


def test_who_joins_later_hears_at_once_what_is_published() -> None:
    world = World()
    ana = world.joins("ana")
    sid = ana.publishes()
    bo = world.joins("bo")
    ana.speaks_packet(b"hello")

    assert [info.identity for info in bo.heard("join")[0].other_participants] == ["ana"]
    assert bo.slots() == {"0": sid}
    assert len(bo.heard("offer")) == 1
    assert bo.sounds() == [b"hello"]


def test_a_listener_is_told_of_the_track_before_it_is_offered() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    bo.forget()
    sid = ana.publishes()

    assert bo.order() == ["update", "offer"]
    assert [track.sid for track in bo.heard("update")[0].participants[0].tracks] == [sid]


def test_the_publisher_is_told_once_that_somebody_listens() -> None:
    world = World()
    ana, _, _ = world.joins("ana"), world.joins("bo"), world.joins("cy")
    sid = ana.publishes()

    assert [each.track_sid for each in ana.heard("track_subscribed")] == [sid]


def test_a_muted_track_is_negotiated_and_silent_until_its_owner_unmutes() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    sid = ana.publishes(muted=True)
    ana.speaks_packet(b"secret")
    muted_slots = bo.slots()
    ana.says(mute=mute(sid, muted=False))
    ana.speaks_packet(b"hello")

    assert muted_slots == {"0": sid}
    assert bo.sounds() == [b"hello"]
    assert [
        info.tracks[0].muted for each in bo.heard("update")[-2:] for info in each.participants
    ] == [True, False]


def test_a_mute_by_the_server_is_told_to_all_and_only_the_owner_undoes_it() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    sid = ana.publishes()
    ana.forget()
    bo.forget()
    request = MuteRoomTrackRequest(room=ROOM, identity="ana", track_sid=sid, muted=True)
    world.call("MutePublishedTrack", request)
    ana.speaks_packet(b"secret")
    request.muted = False
    refused = world.call("MutePublishedTrack", request)
    ana.speaks_packet(b"secret")
    ana.says(mute=mute(sid, muted=True))
    ana.says(mute=mute(sid, muted=False))
    ana.speaks_packet(b"hello")

    assert [(each.sid, each.muted) for each in ana.heard("mute")] == [(sid, True)]
    assert refused.status == 412
    assert bo.heard("update")[0].participants[0].tracks[0].muted
    assert bo.sounds() == [b"hello"]


def test_who_was_given_the_right_publishes_and_who_lost_it_is_silent_at_once() -> None:
    world = World()
    ana, bo = world.joins("ana", canPublish=False), world.joins("bo", canPublish=False)
    refused = ana.announces()
    permit(world, "ana", publish=True)
    sid = ana.publishes("mic2")
    ana.speaks_packet(b"hello")
    permit(world, "ana", publish=False)
    ana.speaks_packet(b"secret")

    assert refused == ""
    assert ana.heard("request_response")[0].add_track.cid == "mic"
    assert bo.sounds() == [b"hello"]
    assert [each.track_sid for each in ana.heard("track_unpublished")] == [sid]
    assert not ana.heard("update")[-1].participants[0].permission.can_publish
    assert ana.order()[-2:] == ["update", "track_unpublished"]


def test_an_audience_is_announced_to_nobody_and_a_stage_to_all() -> None:
    world = World()
    ana = world.joins("ana")
    bo, cy = world.joins("bo", canPublish=False), world.joins("cy", canPublish=False)
    before = [states(each, "bo") for each in (ana, cy)]
    permit(world, "bo", publish=True)
    on_stage = [states(each, "bo") for each in (ana, cy)]
    permit(world, "bo", publish=False)

    assert [info.identity for info in cy.heard("join")[0].other_participants] == ["ana"]
    assert before == [[], []]
    assert on_stage == [[ParticipantInfo.ACTIVE]] * 2
    assert [states(each, "bo")[-1] for each in (ana, cy)] == [GONE, GONE]
    assert states(bo, "bo")[-1] == ParticipantInfo.ACTIVE


def test_with_announce_all_everybody_sees_everybody() -> None:
    world = World(announce=Announce.ALL)
    ana = world.joins("ana", canPublish=False)
    bo = world.joins("bo", canPublish=False)

    assert states(ana, "bo") == [ParticipantInfo.JOINED, ParticipantInfo.ACTIVE]
    assert [info.identity for info in bo.heard("join")[0].other_participants] == ["ana"]


@pytest.mark.parametrize("announce", list(Announce))
def test_who_is_hidden_is_seen_by_nobody_and_cannot_speak(announce: Announce) -> None:
    world = World(announce=announce)
    ana = world.joins("ana")
    ghost = world.joins("ghost", hidden=True)
    world.forward(1)

    assert states(ana, "ghost") == []
    assert ghost.announces() == ""


def test_who_becomes_hidden_is_unpublished() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    permission = ParticipantPermission(can_publish=True, can_subscribe=True, hidden=True)
    request = UpdateParticipantRequest(room=ROOM, identity="ana", permission=permission)
    world.call("UpdateParticipant", request)
    ana.speaks_packet(b"secret")

    assert bo.sounds() == []
    assert states(bo, "ana")[-1] == GONE


def test_versions_only_grow() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo", canUpdateOwnMetadata=True)
    sid = ana.publishes()
    ana.says(mute=mute(sid, muted=True))
    permit(world, "ana", publish=False)

    versions = [
        info.version
        for update in bo.heard("update")
        for info in update.participants
        if info.identity == "ana"
    ]
    assert versions == sorted(set(versions))


def test_who_is_removed_is_told_so_and_the_others_too() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    world.call("RemoveParticipant", RoomParticipantIdentity(room=ROOM, identity="ana"))
    ana.speaks_packet(b"secret")

    leave = ana.heard("leave")[0]
    assert (leave.action, leave.reason) == (
        LeaveRequest.DISCONNECT,
        DisconnectReason.PARTICIPANT_REMOVED,
    )
    assert ana.hangup is not None
    assert states(bo, "ana")[-1] == GONE
    assert bo.sounds() == []
    assert bo.slots() == {}


def test_a_deleted_room_sends_everyone_out() -> None:
    world = World()
    people = [world.joins(each) for each in ("ana", "bo")]
    world.call("DeleteRoom", DeleteRoomRequest(room=ROOM))

    reasons = [each.heard("leave")[0].reason for each in people]
    assert reasons == [DisconnectReason.ROOM_DELETED] * 2
    assert len(world.engine.links) == 0
    assert world.engine.rooms == {}
    assert world.reports[-1].event == "room_finished"


def test_the_same_identity_replaces_the_older_one_and_its_socket_cannot_undo_it() -> None:
    world = World()
    bo = world.joins("bo")
    old = world.joins("ana")
    old.publishes()
    new = world.joins("ana")
    new.publishes()
    old.drops()
    world.forward(20)
    new.speaks_packet(b"hello")

    assert old.heard("leave")[0].reason == DisconnectReason.DUPLICATE_IDENTITY
    assert "ana" in world.engine.rooms[next(iter(world.engine.rooms))].participants
    assert bo.sounds() == [b"hello"]


def test_a_freed_slot_is_reused_with_another_ssrc() -> None:
    world = World()
    ana, bo, cy = world.joins("ana"), world.joins("bo"), world.joins("cy")
    ana.publishes()
    before = cy.heard("offer")[-1].sdp
    ana.leaves()
    sid = bo.publishes()
    bo.speaks_packet(b"hello")
    after = cy.heard("offer")[-1].sdp

    assert cy.slots() == {"0": sid}
    assert {line for line in before.splitlines() if "cname" in line}.isdisjoint(after.splitlines())
    assert cy.sounds() == [b"hello"]


def test_publishing_again_after_unpublishing_is_heard() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes("one")
    ana.offers([("0", "inactive", "")])
    sid = ana.announces("two")
    ana.ssrc = 0x9999
    ana.offers([("0", "sendonly", "two")])
    world.forward(0.3)
    ana.speaks_packet(b"again")

    assert bo.slots() == {"0": sid}
    assert bo.sounds() == [b"again"]


def test_five_speakers_are_heard_though_the_first_offer_has_four_slots() -> None:
    world = World()
    listener = world.joins("listener", canPublish=False)
    speakers = [world.joins(f"speaker-{each}") for each in range(5)]
    for each in speakers:
        each.publishes()
    for each in speakers:
        each.speaks_packet(each.identity.encode())

    assert sorted(listener.sounds()) == [b"speaker-%d" % each for each in range(5)]
    assert listener.heard("offer")[-1].sdp.count("m=audio") == 8


def test_one_may_choose_what_to_hear() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo", {"auto_subscribe": "0"})
    sid = ana.publishes()
    ana.speaks_packet(b"one")
    bo.says(subscription=UpdateSubscription(track_sids=[sid], subscribe=True))
    world.forward(0.2)
    ana.speaks_packet(b"two")
    bo.says(subscription=UpdateSubscription(track_sids=[sid], subscribe=False))
    ana.speaks_packet(b"three")
    world.forward(0.2)
    first = bo.heard("offer")[-2].sdp
    bo.says(subscription=UpdateSubscription(track_sids=[sid], subscribe=True))
    world.forward(0.2)
    ana.speaks_packet(b"four")
    second = bo.heard("offer")[-1].sdp

    assert bo.sounds() == [b"two", b"four"]
    assert {line for line in first.splitlines() if "cname" in line}.isdisjoint(second.splitlines())


def test_a_track_nobody_publishes_cannot_be_chosen() -> None:
    ana = World().joins("ana")
    ana.says(subscription=UpdateSubscription(track_sids=["TR_x"], subscribe=True))

    assert [each.track_sid for each in ana.heard("subscription_response")] == ["TR_x"]


def test_who_may_not_hear_hears_nothing_until_he_may() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo", canSubscribe=False)
    ana.publishes()
    ana.speaks_packet(b"one")
    permit(world, "bo", publish=False, subscribe=True)
    world.forward(0.2)
    ana.speaks_packet(b"two")
    permit(world, "bo", publish=False, subscribe=False)
    ana.speaks_packet(b"three")

    assert bo.sounds() == [b"two"]


def test_talking_is_told_to_those_who_hear_it_and_to_the_talker() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    deaf = world.joins("cy", canSubscribe=False)
    ana.publishes()
    for _ in range(60):
        ana.speaks_packet(elements=element(1, bytes([0x80 | 10])))
        world.forward(0.02)
    world.forward(2)

    for listener in (ana, bo):
        changes = [each for said in listener.heard("speakers_changed") for each in said.speakers]
        assert {each.sid for each in changes} == {ana.sid}
        assert changes[0].active
        assert changes[0].level > 0
        assert [(each.active, each.level) for each in changes if not each.active] == [(False, 0)]
    assert deaf.heard("speakers_changed") == []


def test_who_loses_the_track_while_talking_is_told_at_once_to_talk_no_more() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    for _ in range(40):
        ana.speaks_packet(elements=element(1, bytes([0x80 | 10])))
        world.forward(0.02)
    assert ana.heard("speakers_changed")[-1].speakers[0].active
    sid = ana.sid
    ana.forget()
    bo.forget()
    permit(world, "ana", publish=False, subscribe=True)
    at_once = [listener.heard("speakers_changed") for listener in (ana, bo)]
    world.forward(2)
    later = [listener.heard("speakers_changed") for listener in (ana, bo)]

    for said in at_once:
        assert [(each.sid, each.active) for each in said[0].speakers] == [(sid, False)]
    assert later == at_once


def test_a_rooms_metadata_is_told_to_all() -> None:
    world = World()
    ana = world.joins("ana")
    world.call("UpdateRoomMetadata", UpdateRoomMetadataRequest(room=ROOM, metadata="topic"))

    assert ana.heard("room_update")[0].room.metadata == "topic"


def test_video_and_a_source_that_is_not_granted_are_refused() -> None:
    world = World()
    ana = world.joins("ana", canPublishSources=["microphone"])

    assert ana.announces("cam", type=TrackType.VIDEO) == ""
    assert ana.announces("screen", source=TrackSource.SCREEN_SHARE_AUDIO) == ""
    assert ana.announces("mic") != ""


def test_a_subscription_permission_is_taken_without_an_answer() -> None:
    ana = World().joins("ana")
    ana.forget()
    ana.says(subscription_permission=SubscriptionPermission(all_participants=True))

    assert ana.order() == []
