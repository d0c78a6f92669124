"""P8: each limit on a signalling socket of the real process: one below, at it, one beyond."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import aiohttp
import pytest
from livekit import api
from livekit.protocol.models import TrackSource
from livekit.protocol.rtc import (
    AddTrackRequest,
    RequestResponse,
    SessionDescription,
    SignalRequest,
    TrickleRequest,
    UpdateParticipantMetadata,
)
from tests.support.media_world import offer_of
from tests.support.raw import RawClient
from tests.support.talk import Lobby, Talk

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLAIN: Final = offer_of([("0", "sendonly", "mic")], 5)
TOO_LARGE: Final = 1009
REFUSED: Final = 1008
BURST: Final = 100
TRICKLES: Final = 90
TRACKS_EACH: Final = 2
TRACKS_IN_ROOM: Final = 30
REFUSED_WITHIN_S: Final = 0.005


def of_bytes(size: int) -> str:
    rest = size - len(PLAIN)
    line = f"a={'x' * 996}\r\n"
    lines, left = divmod(rest, len(line))
    if left < 4:  # too short for a line of its own
        lines, left = lines - 1, left + len(line)
    first = left // 2
    ends = [f"a={'x' * (each - 4)}\r\n" for each in (first, left - first) if each]
    return PLAIN + line * lines + "".join(ends)


def of_lines(count: int) -> str:
    return PLAIN + "a=x\r\n" * (count - PLAIN.count("\r\n"))


def with_a_line(length: int) -> str:
    return PLAIN + f"a={'x' * (length - 2)}\r\n"


def of_sections(count: int) -> str:
    return offer_of([(str(each), "inactive", "") for each in range(count)], 5)


def of_formats(count: int) -> str:
    more = " ".join(str(each) for each in range(count - 1))
    return PLAIN.replace("SAVPF 111", f"SAVPF 111 {more}")


def of_extensions(count: int) -> str:
    more = "".join(f"a=extmap:{each} urn:x:{each}\r\n" for each in range(2, count + 1))
    return PLAIN + more


DESCRIPTIONS: Final[dict[str, tuple[Callable[[int], str], int]]] = {
    "bytes": (of_bytes, 48 * 1024),
    "lines": (of_lines, 1600),
    "length of a line": (with_a_line, 1024),
    "sections": (of_sections, 40),
    "payload types": (of_formats, 64),
    "header extensions": (of_extensions, 16),
}


async def answered(client: RawClient) -> bool:
    """Ask for a pong; False when the socket is closed instead."""
    before = len(client.all_heard("pong"))
    await client.say(ping=1)
    pong = asyncio.create_task(client.heard("pong", times=before + 1))
    closed = asyncio.create_task(client.hung_up())
    done, waiting = await asyncio.wait({pong, closed}, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return pong in done


@pytest.mark.parametrize("beyond", [-1, 0, 1])
@pytest.mark.parametrize("what", DESCRIPTIONS)
async def test_a_description_is_taken_up_to_its_limit(lobby: Lobby, what: str, beyond: int) -> None:
    write, limit = DESCRIPTIONS[what]
    eve = lobby.guest()
    await eve.enter("eve")
    sdp = write(limit + beyond)
    await eve.say(offer=SessionDescription(type="offer", sdp=sdp, id=1))
    taken = await answered(eve)

    assert taken == (beyond <= 0)
    assert bool(eve.all_heard("answer")) == taken
    assert eve.closed == (None if taken else REFUSED)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
async def test_a_message_of_64_kib_is_taken(lobby: Lobby, beyond: int) -> None:
    eve = lobby.guest()
    await eve.enter("eve")
    size = 64 * 1024 + beyond
    body = size - 5  # an unknown field: two bytes of name, three of length
    head = b"\xfa\x3f" + bytes([body & 0x7F | 0x80, body >> 7 & 0x7F | 0x80, body >> 14])
    await eve.say_bytes(head + bytes(body))
    if beyond > 0:  # nothing more is said: the close would be lost if the socket were reset
        assert await eve.hung_up() == TOO_LARGE
    else:
        assert await answered(eve)


async def test_a_burst_of_a_hundred_messages_is_taken(lobby: Lobby) -> None:
    eve = lobby.guest()
    await eve.enter("eve")
    for _ in range(BURST - 1):
        await eve.say(ping=1)

    assert await answered(eve)  # the hundredth


async def test_twice_the_burst_closes_the_socket(lobby: Lobby) -> None:
    eve = lobby.guest()
    await eve.enter("eve")
    for _ in range(2 * BURST):
        await eve.say(ping=1)

    assert await eve.hung_up() == REFUSED


@pytest.mark.parametrize("beyond", [-1, 0, 1])
@pytest.mark.parametrize(
    ("field", "limit"), [("name", 256), ("metadata", 4096), ("attribute", 8192)]
)
async def test_words_about_oneself_are_taken_up_to_their_limit(
    lobby: Lobby, field: str, limit: int, beyond: int
) -> None:
    text = "x" * (limit + beyond)
    update = {
        "name": UpdateParticipantMetadata(name=text),
        "metadata": UpdateParticipantMetadata(metadata=text),
        "attribute": UpdateParticipantMetadata(attributes={"k": text[1:]}),
    }[field]
    eve = lobby.guest()
    await eve.enter("eve", token=a_token(lobby, "eve"))
    await eve.say(update_metadata=update)
    reason = (await eve.heard("request_response")).reason

    assert (reason == RequestResponse.OK) == (beyond <= 0)
    assert await answered(eve)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
@pytest.mark.parametrize("field", ["identity", "name"])
async def test_a_token_names_with_256_bytes_at_most(lobby: Lobby, field: str, beyond: int) -> None:
    text = "x" * (256 + beyond)
    eve = lobby.guest()
    token = a_token(lobby, text) if field == "identity" else a_token(lobby, "eve", name=text)
    status = 101
    try:
        await eve.enter("eve", token=token)
    except aiohttp.WSServerHandshakeError as refusal:
        status = refusal.status

    assert (status == 101) == (beyond <= 0)
    assert status in {101, 400, 401}


async def test_a_participant_has_two_tracks_and_a_room_thirty(lobby: Lobby) -> None:
    refusals = []
    for number in range(TRACKS_IN_ROOM // TRACKS_EACH + 1):
        eve = lobby.guest()
        await eve.enter(f"eve-{number}")
        for each in range(TRACKS_EACH):
            await announce(eve, f"mic-{each}")
        mids = [(str(each), "sendonly", f"mic-{each}") for each in range(TRACKS_EACH)]
        sdp = offer_of(mids, 5)
        await eve.say(offer=SessionDescription(type="offer", sdp=sdp, id=1))
        await announce(eve, "one too many")
        assert await answered(eve)
        refusals.append([each.add_track.cid for each in eve.all_heard("request_response")])
    tracks = await tracks_of(lobby)

    assert refusals[:-1] == [["one too many"]] * (len(refusals) - 1)
    assert refusals[-1] == ["mic-0", "mic-1", "one too many"]  # the room is full by then
    assert sum(tracks.values()) == TRACKS_IN_ROOM
    assert max(tracks.values()) == TRACKS_EACH


async def announce(client: RawClient, cid: str) -> None:
    """Say `add_track`."""
    await client.say(add_track=AddTrackRequest(cid=cid, source=TrackSource.MICROPHONE))


async def tracks_of(lobby: Lobby) -> dict[str, int]:
    """Ask RoomService how many tracks everybody has."""
    async with lobby.server.service() as service:
        request = api.ListParticipantsRequest(room=lobby.room)
        there = (await service.room.list_participants(request)).participants
    return {each.identity: len(each.tracks) for each in there}


async def test_candidates_are_ignored_in_any_number(lobby: Lobby) -> None:
    eve = lobby.guest()
    await eve.enter("eve")
    for _ in range(TRICKLES):
        await eve.say(trickle=TrickleRequest(candidateInit='{"candidate": "candidate:1"}'))

    assert await answered(eve)


async def test_a_deep_message_costs_its_sender_alone(talk: Talk) -> None:
    eve = talk.guest()
    await eve.enter("eve")
    deep = b""
    for _ in range(10_000):
        size, head = len(deep), b"\x9a\x7d"
        while size > 0x7F:
            head += bytes([size & 0x7F | 0x80])
            size >>= 7
        deep = head + bytes([size]) + deep
    await eve.say_bytes(deep[-60_000:])
    await eve.say_bytes(SignalRequest(ping=1).SerializeToString())

    assert await talk.faults() == []


async def test_a_refusal_is_quick_and_leaves_no_state(lobby: Lobby) -> None:
    took = []
    for number in range(5):
        eve = lobby.guest()
        await eve.enter(f"eve-{number}")
        began = time.perf_counter()
        await eve.say(offer=SessionDescription(type="offer", sdp=of_lines(1601), id=1))
        await eve.hung_up()
        took.append(time.perf_counter() - began)
        await eve.leave()
    tracks = await tracks_of(lobby)

    assert min(took) <= REFUSED_WITHIN_S
    assert not any(tracks.values())


def a_token(lobby: Lobby, identity: str, *, name: str = "") -> str:
    """Write a token that allows to describe oneself."""
    grants = api.VideoGrants(room_join=True, room=lobby.room, can_update_own_metadata=True)
    token = api.AccessToken(lobby.server.key, lobby.server.secret).with_identity(identity)
    return token.with_name(name).with_grants(grants).to_jwt()
