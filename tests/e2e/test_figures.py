"""How soon and how faithfully sound arrives: figures taken in Chromium, all on one machine."""

import asyncio
from collections.abc import AsyncIterator, Callable
from statistics import median, quantiles
from typing import Final

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Playwright
from tests.e2e.evening import Browsers, Evening, an_evening
from tests.support.browsers import chromium
from tests.support.delay import delays_ms
from tests.support.speech import GUEST, HOST, Samples, Voice, monologue, write_wave
from tests.support.waiting import until
from tests.support.words import Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(240),
]

Record = Callable[[str, object], None]

JOINS: Final = 12
UNMUTES: Final = 6
SPEECH_S: Final = 30

# The goals are for an idle machine of two processors; the limits tell a fault from a busy one.
FIRST_SOUND_GOAL_MS, FIRST_SOUND_LIMIT_MS = 800, 3000
UNMUTE_LIMIT_MS = 3000
MOUTH_TO_EAR_GOAL_MS, MOUTH_TO_EAR_LIMIT_MS = 150, 600


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def evening(
    playwright: Playwright, browsers: Browsers, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Evening]:
    """Let Anna speak without a pause: how long silence lasted would otherwise be measured too."""
    folder = tmp_path_factory.mktemp("figures")
    speaker = await chromium(playwright, write_wave(folder / "babble.wav", babble()))
    three = Browsers(speaker, browsers.of_the_guest, browsers.firefox)
    async with an_evening(folder, three, Words("en")) as begun:
        yield begun
    await speaker.close()


def babble() -> Samples:
    """Let two voices speak at once, so that one fills the pauses of the other."""
    first, second = _without_pauses(HOST), _without_pauses(GUEST)
    length = min(len(first), len(second))
    mixed = first[:length] // 2 + second[:length] // 2
    return mixed.astype(np.int16)


def _without_pauses(voice: Voice) -> Samples:
    sound = monologue(voice, pause_s=0)
    pieces = sound[: len(sound) // 480 * 480].reshape(-1, 480)
    loud = np.abs(pieces).max(axis=1) > 500
    return np.concatenate(pieces[loud])


async def test_how_soon_a_tap_on_listen_is_sound(evening: Evening, record_property: Record) -> None:
    title = await evening.begins()
    bjarni = evening.bjarni
    waits = []
    for _ in range(JOINS):
        await bjarni.leaves_quietly()
        await bjarni.taps_the_card_of(title)
        tapped = await bjarni.last_tap()
        waits.append(await bjarni.soon_hears(tapped) - tapped)

    p50, p95 = median(waits), quantiles(waits, n=20, method="inclusive")[18]
    record_property("joins", JOINS)
    record_property("first_sound_ms_p50", round(p50))
    record_property("first_sound_ms_p95", round(p95))
    record_property("goal_met", p95 <= FIRST_SOUND_GOAL_MS)
    assert p95 <= FIRST_SOUND_LIMIT_MS


async def test_how_soon_an_unmute_is_heard(evening: Evening, record_property: Record) -> None:
    await evening.begins()
    anna, bjarni = evening.anna, evening.bjarni
    waits = []
    for _ in range(UNMUTES):
        await anna.mutes()
        await until(bjarni.hears_nothing)
        await anna.unmutes()
        tapped = await anna.last_tap()
        waits.append(await bjarni.soon_hears(tapped) - tapped)

    record_property("unmutes", UNMUTES)
    record_property("unmute_to_heard_ms_p50", round(median(waits)))
    record_property("unmute_to_heard_ms_max", round(max(waits)))
    assert max(waits) <= UNMUTE_LIMIT_MS


async def test_how_long_sound_takes_from_mouth_to_ear(
    evening: Evening, record_property: Record
) -> None:
    await evening.begins()
    anna, bjarni = evening.anna, evening.bjarni
    since = await bjarni.now()
    await asyncio.sleep(SPEECH_S)
    microphone, remote = (await anna.ids("microphone"))[-1], (await bjarni.ids("remote"))[-1]
    sent, heard = await asyncio.gather(anna.heard(microphone, since), bjarni.heard(remote, since))
    delays = delays_ms(sent, heard)
    lost = {person.name: [row.lost for row in await person.received()] for person in evening.people}

    p95 = quantiles(delays, n=20, method="inclusive")[18]
    record_property("half_seconds_compared", len(delays))
    record_property("mouth_to_ear_ms_p50", round(median(delays)))
    record_property("mouth_to_ear_ms_p95", round(p95))
    record_property("goal_met", p95 <= MOUTH_TO_EAR_GOAL_MS)
    record_property("packets_lost", sum(map(sum, lost.values())))
    assert len(delays) >= SPEECH_S
    assert p95 <= MOUTH_TO_EAR_LIMIT_MS
    assert sum(map(sum, lost.values())) == 0
