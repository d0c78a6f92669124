"""How a lost connection shows: by pings, which no ASGI server tells an endpoint about."""

import asyncio
import base64
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import pytest
from tests.media.test_leases import ANA
from tests.support.media import FakeMedia
from tests.support.signalling import Signalling, eventually

from torg.media.leases import Lease, Lost, Observed
from torg.media.pulse import NoPulse
from torg.media.sockets import Line
from torg.stage.roles import Role
from torg.stage.state import Mic, Presence


@pytest.fixture(autouse=True)
def _fast_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (
        ("torg.media.sockets.AUDIENCE_BEAT_S", 0.02),
        ("torg.media.leases.SILENT_AFTER_S", 0.3),
        ("torg.media.leases.UNLISTED_AFTER_S", 0.2),
        ("torg.media.leases.LOST_AFTER_S", 2.0),
        ("torg.media.sockets.LOST_AFTER_S", 2.0),
        ("torg.media.watch.EVERY_S", 0.02),
    ):
        monkeypatch.setattr(name, seconds)


def saw(doors: Signalling, lease: Lease, presence: Presence) -> bool:
    return Observed(lease.id, lease.account, presence, Mic.NONE) in doors.told.changes


async def test_a_connection_that_answers_pings_is_present_without_a_word(
    doors: Signalling,
) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    reading = asyncio.ensure_future(socket.receive())  # aiohttp answers pings while it reads
    await eventually(lambda: saw(doors, lease, Presence.PRESENT))
    await asyncio.sleep(0.5)  # longer than the silence that is noticed

    assert not saw(doors, lease, Presence.RECONNECTING)
    reading.cancel()


async def test_a_connection_that_answers_nothing_is_reconnecting_and_then_lost(
    doors: Signalling, fake: FakeMedia
) -> None:
    lease = await doors.a_lease()
    reader, writer = await _raw_connection(doors, lease)

    await eventually(lambda: saw(doors, lease, Presence.RECONNECTING))
    await eventually(lambda: Lost(lease.id, lease.account) in doors.told.changes)
    await eventually(lambda: not fake.people(str(lease.room)))
    await eventually(lambda: not doors.sockets.rooms())
    await reader.read()  # to its end: the connection has been closed
    writer.close()


async def _raw_connection(
    doors: Signalling, lease: Lease
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open /rtc by hand: nothing here answers a ping."""
    address = urlsplit(doors.base)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    key = base64.b64encode(bytes(16)).decode()
    query = urlencode({"access_token": doors.token(lease)})
    head = (
        f"GET /rtc?{query} HTTP/1.1",
        f"Host: {address.netloc}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
    )
    writer.write("".join(f"{line}\r\n" for line in (*head, "")).encode())
    status = await reader.readline()
    assert b"101" in status
    return reader, writer


async def test_who_comes_back_in_time_is_present_again_with_the_same_lease(
    doors: Signalling, fake: FakeMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torg.media.leases.LOST_AFTER_S", 60.0)
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    await eventually(lambda: saw(doors, lease, Presence.PRESENT))
    await socket.close()
    await eventually(lambda: saw(doors, lease, Presence.RECONNECTING))
    doors.told.changes.clear()
    again = await doors.joined(lease)
    reading = asyncio.ensure_future(again.receive())

    await eventually(lambda: saw(doors, lease, Presence.PRESENT))
    assert fake.people(str(lease.room)) == {lease.id}
    reading.cancel()


async def test_who_has_a_socket_and_no_media_is_reconnecting_and_then_lost(
    doors: Signalling, fake: FakeMedia
) -> None:
    lease = await doors.a_lease()
    socket = await doors.joined(lease)
    reading = asyncio.ensure_future(socket.receive())
    await eventually(lambda: saw(doors, lease, Presence.PRESENT))
    fake.rooms[str(lease.room)].pop(lease.id)

    await eventually(lambda: saw(doors, lease, Presence.RECONNECTING))
    await eventually(lambda: Lost(lease.id, lease.account) in doors.told.changes)
    reading.cancel()


class Metronome(NoPulse):
    """Notes the rate that was asked for."""

    seconds = 0.0

    def beat_every(self, seconds: float) -> None:
        self.seconds = seconds


@pytest.mark.parametrize(("role", "seconds"), [(Role.LISTENER, 2.0), (Role.SPEAKER, 1.0)])
def test_people_on_stage_are_pinged_more_often(
    role: Role, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    pulse = Metronome()
    line = Line(replace(ANA, role=Role.HOST), pulse, cut=lambda: None)
    line.keep_pace(role)

    assert pulse.seconds == seconds
