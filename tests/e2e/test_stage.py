"""The main job of Torg, with real browsers and voices, in each language of its pages."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import expect
from tests.e2e.evening import Browsers, Evening, an_evening
from tests.e2e.listening import INAUDIBLE
from tests.e2e.person import Person
from tests.support.speech import GUEST, HOST, Samples, Voice
from tests.support.transcript import Listener, word_error_within
from tests.support.waiting import until
from tests.support.words import Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),
]

Record = Callable[[str, object], None]

LISTEN_S: Final = 12
"""Long enough to hold one whole sentence, wherever in the monologue it begins."""
LISTENINGS: Final = 3
UNDERSTOOD: Final = 0.2
"""Words that may be wrong after codec, network and jitter buffer."""
CUT_WITHIN_MS: Final = 1000


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["en", "is", "ru"])
async def evening(
    request: pytest.FixtureRequest, browsers: Browsers, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Evening]:
    folder = tmp_path_factory.mktemp("torg")
    async with an_evening(folder, browsers, Words(request.param)) as begun:
        yield begun
        complaints = [each for person in begun.people for each in person.complaints]
        assert not [each for each in complaints if each.startswith("blocked by policy")]


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener()


async def test_two_listeners_hear_the_host(
    evening: Evening, listener: Listener, record_property: Record
) -> None:
    await evening.begins()

    listeners = (evening.bjarni, evening.clara)
    await _all_understood(listeners, HOST, listener, record_property)
    for person in listeners:
        assert await person.playing() == 1
        assert sum(row.lost for row in await person.received()) == 0


async def test_a_raised_hand_leads_to_the_stage(
    evening: Evening, listener: Listener, record_property: Record
) -> None:
    await evening.begins()
    await evening.lets_up(evening.bjarni)

    listeners = (evening.anna, evening.clara)
    await _all_understood(listeners, GUEST, listener, record_property)
    for person in listeners:
        lost = sum(row.lost for row in await person.received())
        record_property(f"lost_at_{person.name.lower()}", lost)
        assert lost == 0


async def test_moved_to_the_audience_while_talking_is_silence(
    evening: Evening, record_property: Record
) -> None:
    await evening.begins()
    await evening.lets_up(evening.bjarni)
    source = await until(lambda: _growing(evening.anna))

    await evening.anna.moves_to_the_audience(evening.bjarni)
    ordered = await evening.anna.last_tap()
    last = await evening.anna.last_packet(source)

    record_property("order_to_last_packet_ms", round(max(0.0, last - ordered)))
    assert last - ordered <= CUT_WITHIN_MS
    assert await evening.anna.energy_over(3) < INAUDIBLE
    await expect(evening.bjarni.button("hand-raise")).to_be_visible()


async def test_one_leaves_quietly_and_the_host_ends_the_room(evening: Evening) -> None:
    title = await evening.begins()

    await evening.bjarni.leaves_quietly()
    await expect(evening.clara.tile_of(evening.bjarni)).to_have_count(0)
    assert await evening.bjarni.playing() == 0
    await evening.anna.ends_the_room()

    ended = evening.clara.page.get_by_text(evening.clara.words.pattern("live-room-ended-by"))
    await expect(ended.first).to_be_visible()
    await expect(evening.bjarni.page.get_by_role("link", name=title)).to_have_count(0)


async def _all_understood(
    listeners: tuple[Person, ...], voice: Voice, listener: Listener, record_property: Record
) -> None:
    """Let all listen at the same time."""
    await asyncio.gather(
        *(_understood(person, voice, listener, record_property) for person in listeners)
    )


async def _understood(
    person: Person, voice: Voice, listener: Listener, record_property: Record
) -> None:
    """Listen until one sentence is understood, a few times at most; record how it went.

    A busy machine makes the fake microphones stutter, which is no fault of the way to the ear.
    """
    await until(person.hears)
    best, listenings = (1.0, ""), 0
    while best[0] > UNDERSTOOD and listenings < LISTENINGS:
        listenings += 1
        sounds = await person.recorded(LISTEN_S)
        best = min(best, _best(listener, voice, [*sounds.values()]))
    error, transcript = best
    record_property(f"word_error_at_{person.name.lower()}", round(error, 2))
    record_property(f"listenings_at_{person.name.lower()}", listenings)
    assert error <= UNDERSTOOD, transcript


def _best(listener: Listener, voice: Voice, sounds: list[Samples]) -> tuple[float, str]:
    """Find the sentence that was understood best, whoever of those on stage said it."""
    transcripts = [listener.transcript(sound) for sound in sounds]
    return min(
        (word_error_within(sentence, transcript), transcript)
        for sentence in voice.sentences
        for transcript in transcripts
    )


async def _growing(person: Person) -> str | None:
    """Name the track whose packets are coming."""
    before = {row.id: row.packets for row in await person.received()}
    await asyncio.sleep(0.2)
    after = await person.received()
    return next((row.id for row in after if row.packets > before.get(row.id, 0)), None)
