"""The official livekit-client in Chromium and Firefox against the media server alone.

With TORG_TEST_LIVEKIT_URL, _KEY and _SECRET the same tests run against any LiveKit server.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from typing import Final

import pytest
import pytest_asyncio
from livekit import api
from playwright.async_api import Browser, Error, async_playwright
from tests.contract.town import Kind, Person, Town, a_page
from tests.support.browsers import chromium, firefox
from tests.support.livekit_server import LiveKitServer, a_livekit_server
from tests.support.speech import write_wave
from tests.support.tones import FIREFOX_HZ, share_of, tone
from tests.support.transcript import TRANSCRIBER_HZ
from tests.support.waiting import until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(90),
]

CHROMIUM_HZ: Final = 600.0
PITCH: Final[dict[Kind, float]] = {"chromium": CHROMIUM_HZ, "firefox": FIREFOX_HZ}
PAIRS: Final = pytest.mark.parametrize(
    ("speaking", "listening"), [("chromium", "firefox"), ("firefox", "chromium")]
)
REMOVED, DELETED, REPLACED = 4, 5, 2
"""LiveKit's reasons for a disconnection."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    folder = tmp_path_factory.mktemp("media")
    microphone = write_wave(folder / "tone.wav", tone(CHROMIUM_HZ))
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(a_livekit_server(folder))
        page = await stack.enter_async_context(a_page())
        playwright = await stack.enter_async_context(async_playwright())
        started: dict[Kind, Browser] = {
            "chromium": await chromium(playwright, microphone),
            "firefox": await firefox(playwright),
        }
        for browser in started.values():
            stack.push_async_callback(browser.close)
        town = Town(server, page, started)
        yield town
        await town.closing.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def town(opened: Town) -> Town:
    await opened.new_room()
    return opened


@PAIRS
async def test_one_speaks_and_the_other_hears(town: Town, speaking: Kind, listening: Kind) -> None:
    speaker = await town.enters(speaking, "speaker")
    listener = await town.enters(listening, "listener", may_publish=False)
    await speaker.do("speak")
    await until(listener.hears)

    sounds = await listener.recorded(2)
    (counts,) = await listener.received()

    (sound,) = sounds.values()
    assert share_of(PITCH[speaking], sound[TRANSCRIBER_HZ // 2 :], TRANSCRIBER_HZ) > 0.8
    assert counts.packets > 50
    assert counts.lost == 0
    assert await listener.playing() == 1


async def test_both_speak_and_each_hears_only_the_other(town: Town) -> None:
    ana, bo = await asyncio.gather(town.enters("chromium", "ana"), town.enters("firefox", "bo"))
    await asyncio.gather(ana.do("speak"), bo.do("speak"))
    await asyncio.gather(until(ana.hears), until(bo.hears))

    at_ana, at_bo = await asyncio.gather(ana.recorded(2), bo.recorded(2))

    assert [share_of(FIREFOX_HZ, sound, TRANSCRIBER_HZ) > 0.8 for sound in at_ana.values()] == [
        True
    ]
    assert [share_of(CHROMIUM_HZ, sound, TRANSCRIBER_HZ) > 0.8 for sound in at_bo.values()] == [
        True
    ]


@PAIRS
async def test_a_mute_is_silence_and_an_unmute_sound(
    town: Town, speaking: Kind, listening: Kind
) -> None:
    speaker = await town.enters(speaking, "speaker")
    listener = await town.enters(listening, "listener", may_publish=False)
    await speaker.do("speak")
    await until(listener.hears)

    await speaker.do("mute")
    await until(listener.is_in_silence, within_s=2)
    await speaker.do("speak")
    await until(listener.hears, within_s=2)

    assert {"trackMuted", "trackUnmuted"} <= set(await listener.events())


@PAIRS
async def test_a_mute_by_the_server_is_silence(town: Town, speaking: Kind, listening: Kind) -> None:
    speaker = await town.enters(speaking, "speaker")
    listener = await town.enters(listening, "listener", may_publish=False)
    track = str(await speaker.do("speak"))
    await until(listener.hears)

    async with town.server.service() as service:
        await service.room.mute_published_track(
            api.MuteRoomTrackRequest(
                room=town.room, identity="speaker", track_sid=track, muted=True
            )
        )
    await until(listener.is_in_silence, within_s=2)

    assert await speaker.do("isMuted")


@PAIRS
async def test_who_may_publish_is_decided_while_they_are_there(
    town: Town, speaking: Kind, listening: Kind
) -> None:
    speaker = await town.enters(speaking, "speaker", may_publish=False)
    listener = await town.enters(listening, "listener", may_publish=False)
    assert not await speaker.do("mayPublish")

    await _permit(town, "speaker", may_publish=True)
    await until(lambda: speaker.do("mayPublish"))
    await speaker.do("speak")
    await until(listener.hears)
    await _permit(town, "speaker", may_publish=False)
    await until(listener.is_in_silence, within_s=2)

    assert "localTrackUnpublished" in await speaker.events()


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
async def test_who_is_removed_is_told_and_gone(town: Town, kind: Kind) -> None:
    removed = await town.enters(kind, "removed")
    witness = await town.enters("chromium", "witness")
    await until(lambda: _sees(witness, "removed"))

    async with town.server.service() as service:
        await service.room.remove_participant(
            api.RoomParticipantIdentity(room=town.room, identity="removed")
        )

    await until(lambda: _has(removed, f"disconnected {REMOVED}"))
    await until(lambda: _has(witness, "participantDisconnected"))
    assert await witness.do("others") == []


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
async def test_a_deleted_room_sends_everyone_out(town: Town, kind: Kind) -> None:
    person = await town.enters(kind, "person")

    async with town.server.service() as service:
        await service.room.delete_room(api.DeleteRoomRequest(room=town.room))

    await until(lambda: _has(person, f"disconnected {DELETED}"))


@PAIRS
async def test_the_same_person_again_replaces_the_first(
    town: Town, speaking: Kind, listening: Kind
) -> None:
    first = await town.enters(speaking, "same")
    second = await town.enters(listening, "same")

    await until(lambda: _has(first, f"disconnected {REPLACED}"))
    assert not await _has(second, "disconnected")


@PAIRS
async def test_sound_is_back_after_the_signalling_broke(
    town: Town, speaking: Kind, listening: Kind
) -> None:
    speaker = await town.enters(speaking, "speaker")
    listener = await town.enters(listening, "listener", may_publish=False)
    await speaker.do("speak")
    await until(listener.hears)

    for person in (listener, speaker):
        await person.do("dropSocket")
        await until(partial(_has, person, "reconnected"), within_s=20)
        await until(listener.hears, within_s=20)


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
async def test_a_token_that_is_not_good_is_refused(town: Town, kind: Kind) -> None:
    expired = town.server.token("late", town.room, lifetime=timedelta(minutes=-5))
    foreign = LiveKitServer(town.server.url, town.server.key, "x" * 40).token("x", town.room)

    for token in (expired, foreign):
        with pytest.raises(Error):
            await town.enters(kind, "stranger", token=token)


async def _permit(town: Town, identity: str, *, may_publish: bool) -> None:
    permission = api.ParticipantPermission(can_subscribe=True, can_publish=may_publish)
    async with town.server.service() as service:
        await service.room.update_participant(
            api.UpdateParticipantRequest(room=town.room, identity=identity, permission=permission)
        )


async def _sees(person: Person, identity: str) -> bool:
    others = await person.do("others")
    return isinstance(others, list) and identity in others


async def _has(person: Person, event: str) -> bool:
    return any(each.startswith(event) for each in await person.events())
