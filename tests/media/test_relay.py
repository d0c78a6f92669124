"""What passes through an open signalling connection, and what ends it."""

import asyncio
from contextlib import suppress

import aiohttp
import pytest
from livekit.protocol import models, rtc
from tests.support.media import FakeMedia
from tests.support.signalling import Signalling, close_code, eventually, read

from torg.media.leases import Lease, Observed
from torg.media.signals import FRAME_LIMIT
from torg.stage.roles import Role
from torg.stage.state import Mic, Presence

Socket = aiohttp.ClientWebSocketResponse


def received(fake: FakeMedia, lease: Lease) -> list[str]:
    return fake.rooms[str(lease.room)][lease.id].received


def sized(size: int) -> bytes:
    """A message of just that many bytes: an answer with a long text."""
    text = "x" * (size - 8)
    frame = rtc.SignalRequest(answer=rtc.SessionDescription(sdp=text)).SerializeToString()
    return rtc.SignalRequest(
        answer=rtc.SessionDescription(sdp=text[: len(text) - len(frame) + size])
    ).SerializeToString()


def ping() -> bytes:
    return rtc.SignalRequest(ping_req=rtc.Ping(timestamp=7)).SerializeToString()


def simulate() -> bytes:
    return rtc.SignalRequest(simulate=rtc.SimulateScenario(server_leave=True)).SerializeToString()


async def test_messages_pass_both_ways_unchanged(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    sent = rtc.SignalResponse(offer=rtc.SessionDescription(type="offer", sdp="v=0", id=3))
    await fake.say(str(lease.room), lease.id, sent)
    await socket.send_bytes(ping())

    assert await read(socket) == sent
    await eventually(lambda: received(fake, lease) == ["ping_req"])


async def test_64_kib_pass_and_one_byte_more_closes(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    fits, too_large = sized(FRAME_LIMIT), sized(FRAME_LIMIT + 1)
    await socket.send_bytes(fits)
    await eventually(lambda: received(fake, lease) == ["answer"])
    await socket.send_bytes(too_large)

    assert (len(fits), len(too_large)) == (65_536, 65_537)
    assert await close_code(socket) == 1009
    assert received(fake, lease) == ["answer"]


async def test_text_closes(doors: Signalling) -> None:
    socket = await doors.joined(await doors.a_lease())
    await socket.send_str('{"mute":{}}')

    assert await close_code(socket) == 1003


@pytest.mark.parametrize("junk", [b"\xff\xff", b"\x0a\xff", b"not protobuf at all"])
async def test_what_is_no_message_closes_only_its_own_socket(
    doors: Signalling, fake: FakeMedia, junk: bytes
) -> None:
    room = await doors.a_room()
    bad, good = await doors.a_lease(room), await doors.a_lease(room)
    theirs, ours = await doors.joined(bad), await doors.joined(good)
    await theirs.send_bytes(junk)
    code = await close_code(theirs)
    await ours.send_bytes(ping())

    assert code == 1008
    await eventually(lambda: received(fake, good) == ["ping_req"])
    assert received(fake, bad) == []


async def test_a_hundred_messages_pass_at_once_and_one_more_closes(
    doors: Signalling, fake: FakeMedia
) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    for _ in range(100):
        await socket.send_bytes(ping())
    await eventually(lambda: len(received(fake, lease)) == 100)
    await socket.send_bytes(ping())

    assert await close_code(socket) == 1008


async def test_an_order_of_faults_is_dropped(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    await socket.send_bytes(simulate())
    await socket.send_bytes(ping())

    await eventually(lambda: received(fake, lease) == ["ping_req"])


async def test_livekits_own_token_never_reaches_a_client(
    doors: Signalling, fake: FakeMedia
) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    await fake.say(str(lease.room), lease.id, rtc.SignalResponse(refresh_token="secret"))  # noqa: S106 - a word
    await fake.say(str(lease.room), lease.id, rtc.SignalResponse(pong=1))

    assert (await read(socket)).WhichOneof("message") == "pong"


async def test_the_lease_token_is_renewed(
    doors: Signalling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torg.media.relay.RENEW_EVERY_S", 0.01)
    lease = await doors.a_lease()
    socket = await doors.connect(lease)
    # So soon that the first may come before the `join`.
    said = [await read(socket) for _ in range(3)]
    tokens = [each.refresh_token for each in said if each.refresh_token]

    assert len(tokens) >= 2
    for token in tokens:
        assert doors.keys.read_lease_token(token, doors.clock.now()).is_of(lease)


async def test_who_leaves_is_gone_upstream(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    leave = rtc.LeaveRequest(reason=models.DisconnectReason.CLIENT_INITIATED)
    await socket.send_bytes(rtc.SignalRequest(leave=leave).SerializeToString())
    await socket.close()

    await eventually(lambda: not fake.people(str(lease.room)))


async def test_a_client_that_closes_closes_upstream(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    upstream = fake.rooms[str(lease.room)][lease.id].socket
    await socket.close()

    assert upstream is not None
    await eventually(lambda: upstream.closed)
    await eventually(lambda: not doors.sockets.rooms())


@pytest.mark.parametrize(("theirs", "ours"), [(1000, 1000), (1001, 1012), (1013, 1013)])
async def test_upstream_that_closes_closes_the_client(
    doors: Signalling, fake: FakeMedia, theirs: int, ours: int
) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    upstream = fake.rooms[str(lease.room)][lease.id].socket
    assert upstream is not None
    await fake.say(str(lease.room), lease.id, rtc.SignalResponse(pong=1))
    await upstream.close(code=theirs)

    assert (await read(socket)).WhichOneof("message") == "pong"
    assert await close_code(socket) == ours


async def test_who_does_not_read_is_closed_and_slows_nobody(
    doors: Signalling, fake: FakeMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[int] = []
    monkeypatch.setattr("torg.media.proxy.note_closed", closed.append)
    room = await doors.a_room()
    lazy, lively = await doors.a_lease(room), await doors.a_lease(room)
    deaf, ours = await doors.joined(lazy), await doors.joined(lively)
    transport = deaf._response.connection.transport  # type: ignore[union-attr]
    assert isinstance(transport, asyncio.Transport)
    transport.pause_reading()
    offer = rtc.SignalResponse(offer=rtc.SessionDescription(sdp="x" * 60_000))
    with suppress(ConnectionError):
        for _ in range(500):
            await fake.say(str(room), lazy.id, offer)
    await fake.say(str(room), lively.id, offer)

    assert await read(ours) == offer
    await eventually(lambda: closed == [1013])
    transport.abort()


async def test_a_track_is_seen_soon_after_it_is_added_and_unmuted(
    doors: Signalling, fake: FakeMedia
) -> None:
    lease = await doors.a_lease(role=Role.SPEAKER)
    socket = await doors.joined(lease)
    added = rtc.AddTrackRequest(
        type=models.TrackType.AUDIO, source=models.TrackSource.MICROPHONE, muted=True
    )
    await socket.send_bytes(rtc.SignalRequest(add_track=added).SerializeToString())
    await eventually(lambda: observed(lease, Mic.MUTED) in doors.told.changes)
    (track,) = fake.rooms[str(lease.room)][lease.id].info.tracks
    unmute = rtc.MuteTrackRequest(sid=track.sid, muted=False)
    await socket.send_bytes(rtc.SignalRequest(mute=unmute).SerializeToString())

    await eventually(lambda: observed(lease, Mic.LIVE) in doors.told.changes)


def observed(lease: Lease, mic: Mic) -> Observed:
    return Observed(lease.id, lease.account, Presence.PRESENT, mic)


def talks(fake: FakeMedia, lease: Lease, *, active: bool = True) -> rtc.SignalResponse:
    """What the media server says of somebody to those it sends their voice."""
    speaker = models.SpeakerInfo(sid=fake.rooms[str(lease.room)][lease.id].info.sid, active=active)
    return rtc.SignalResponse(speakers_changed=rtc.SpeakersChanged(speakers=[speaker]))


async def opens_a_microphone(doors: Signalling, fake: FakeMedia, lease: Lease) -> None:
    """Let the list show it first: whose microphone it shows closed is taken for silent."""
    fake.rooms[str(lease.room)][lease.id].info.tracks.add(
        sid=f"TR_{lease.id}", type=models.TrackType.AUDIO, source=models.TrackSource.MICROPHONE
    )
    live = Observed(lease.id, lease.account, Presence.PRESENT, Mic.LIVE)
    await eventually(lambda: live in doors.told.changes)


async def test_who_asks_not_to_hear_is_nobodys_ear(doors: Signalling, fake: FakeMedia) -> None:
    room = await doors.a_room()
    deaf, ana, bo = [await doors.a_lease(room, Role.SPEAKER) for _ in range(3)]
    await read(await doors.connect(deaf, {"auto_subscribe": "0"}))
    for lease in (ana, bo):
        await doors.joined(lease)
    await opens_a_microphone(doors, fake, bo)
    await fake.say(str(room), ana.id, talks(fake, bo))

    await eventually(lambda: doors.told.talking == [{bo.id}])


@pytest.mark.parametrize("kind", ["subscription", "sync_state"])
async def test_who_chooses_whom_to_hear_is_an_ear_no_longer(
    doors: Signalling, fake: FakeMedia, kind: str
) -> None:
    room = await doors.a_room()
    first, ana, bo = [await doors.a_lease(room, Role.SPEAKER) for _ in range(3)]
    choosing = await doors.joined(first)
    for lease in (ana, bo):
        await doors.joined(lease)
    request = rtc.SignalRequest()
    getattr(request, kind).SetInParent()
    await choosing.send_bytes(request.SerializeToString())
    await eventually(lambda: received(fake, first) == [kind])
    await opens_a_microphone(doors, fake, bo)
    await fake.say(str(room), ana.id, talks(fake, bo))

    await eventually(lambda: doors.told.talking == [{bo.id}])


async def test_where_nobody_hears_all_the_oldest_is_the_ear_until_somebody_does(
    doors: Signalling, fake: FakeMedia
) -> None:
    room = await doors.a_room()
    deaf, ana = [await doors.a_lease(room, Role.SPEAKER) for _ in range(2)]
    await read(await doors.connect(deaf, {"auto_subscribe": "0"}))
    await opens_a_microphone(doors, fake, deaf)
    await fake.say(str(room), deaf.id, talks(fake, deaf))
    await eventually(lambda: doors.told.talking == [{deaf.id}])
    await doors.joined(ana)
    await opens_a_microphone(doors, fake, ana)
    await fake.say(str(room), ana.id, talks(fake, ana))

    await eventually(lambda: doors.told.talking == [{deaf.id}, frozenset(), {ana.id}])


async def test_who_talks_is_told_once_for_the_whole_room(
    doors: Signalling, fake: FakeMedia
) -> None:
    room = await doors.a_room()
    leases = [await doors.a_lease(room) for _ in range(3)]
    for lease in leases:
        await doors.joined(lease)
    people = fake.rooms[str(room)]
    for is_active in (True, False):
        speaker = models.SpeakerInfo(sid=people[leases[2].id].info.sid, active=is_active)
        changed = rtc.SignalResponse(speakers_changed=rtc.SpeakersChanged(speakers=[speaker]))
        for lease in leases:
            await fake.say(str(room), lease.id, changed)

    await eventually(lambda: len(doors.told.talking) == 2)
    assert doors.told.talking == [{leases[2].id}, frozenset()]
