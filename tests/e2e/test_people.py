"""Who knows whom, and what lies between two of them when one has blocked the other."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect
from tests.e2e.evening import Browsers, Evening, an_evening
from tests.e2e.person import Person
from tests.support.words import Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),
]


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["is"])
async def evening(
    request: pytest.FixtureRequest, browsers: Browsers, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Evening]:
    folder = tmp_path_factory.mktemp("people")
    async with an_evening(folder, browsers, Words(request.param)) as begun:
        yield begun


async def test_whoever_is_blocked_finds_no_trace_and_the_blocker_is_told_of_one_here(
    evening: Evening,
) -> None:
    anna, bjarni, clara = evening.people
    await bjarni.blocks(clara)
    await bjarni.opens_a_room("Without Clara")
    await anna.goes_to_the_hallway()
    await expect(_card(anna, "Without Clara")).to_be_visible()

    await clara.goes_to_the_hallway()
    await expect(clara.told("hallway-empty")).to_be_visible()
    await clara.opens(bjarni.page.url)
    await expect(clara.told("error-room-not-found")).to_be_visible()
    await clara.looks_up(bjarni)
    await expect(clara.heading("profile-missing-title")).to_be_visible()
    line = await clara.searches(bjarni)
    await expect(clara.told("people-none")).to_be_visible()
    await expect(line).to_have_count(0)
    await expect(await clara.searches(anna)).to_be_visible()

    await bjarni.ends_the_room()
    await _meet_at_annas(anna, bjarni, clara)
    there = bjarni.page.get_by_text(bjarni.words.pattern("room-blocked"))
    await expect(there).to_contain_text("1")
    await expect(clara.page.get_by_text(clara.words.pattern("room-blocked"))).to_have_count(0)


async def _meet_at_annas(anna: Person, bjarni: Person, clara: Person) -> None:
    """Let both come into a room of somebody who has blocked nobody."""
    await anna.opens_a_room("At Anna's")
    for guest in (clara, bjarni):
        await guest.goes_to_the_hallway()
        await guest.enters("At Anna's")
    await expect(anna.tile_of(clara)).to_be_visible()
    await expect(anna.tile_of(bjarni)).to_be_visible()


def _card(person: Person, title: str) -> Locator:
    return person.page.get_by_role("link", name=title, exact=True)
