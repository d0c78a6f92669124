"""The doors from outside: links that no longer open, and a name on the waiting list."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import expect
from tests.e2e.evening import Browsers
from tests.e2e.person import Person
from tests.support.expiring import let_expire
from tests.support.program import torg_serve
from tests.support.words import Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),
]


@dataclass(frozen=True, slots=True)
class Doors:
    """Anna owns the place; a stranger stands before it."""

    anna: Person
    stranger: Person
    folder: Path


@pytest_asyncio.fixture(loop_scope="session")
async def doors(
    request: pytest.FixtureRequest, browsers: Browsers, tmp_path: Path
) -> AsyncIterator[Doors]:
    words = Words(request.param)
    async with torg_serve(tmp_path) as program:
        anna = await Person.at(browsers.of_the_host, program.origin, "Anna", words)
        stranger = await Person.at(browsers.of_the_guest, program.origin, "Sigga", words)
        await anna.becomes_the_owner(program.link)
        yield Doors(anna, stranger, tmp_path)
        await anna.closes()
        await stranger.closes()


@pytest.mark.parametrize("doors", ["ru"], indirect=True)
async def test_links_that_were_withdrawn_or_ran_out_or_never_were_read_the_same(
    doors: Doors,
) -> None:
    anna, stranger = doors.anna, doors.stranger
    withdrawn, expired = [await anna.invites_somebody() for _ in range(2)]
    await anna.page.get_by_role("button", name=anna.words("invitations-withdraw")).last.click()
    sure = anna.within("invitations-withdraw-title")
    await sure.get_by_role("button", name=anna.words("invitations-withdraw"), exact=True).click()
    await expect(sure).to_have_count(0)
    await let_expire(doors.folder, _id_of(expired))
    never = f"{anna.origin}/join/{UUID(int=7)}#nothing"

    read = []
    for link in (withdrawn, expired, never):
        await stranger.opens(link)
        await expect(stranger.heading("join-dead-title")).to_be_visible()
        read.append(await stranger.page.get_by_role("main").inner_text())
    await anna.page.reload()
    for state in ("revoked", "expired"):
        await expect(anna.told(f"invitation-{state}")).to_be_visible()

    assert read[0] == read[1] == read[2]


@pytest.mark.parametrize("doors", ["is"], indirect=True)
async def test_a_stranger_reserves_a_name_and_is_let_in_by_whom_they_named(doors: Doors) -> None:
    anna, stranger = doors.anna, doors.stranger
    codes = await _reserves_a_name(stranger, knows=anna)
    await _comes_to_see(stranger, codes[3])
    await expect(stranger.heading("waiting-still-title")).to_be_visible()

    await anna.goes_to("nav-inbox")
    await expect(anna.told("inbox-waiting")).to_be_visible()
    await anna.page.get_by_role("link", name=anna.words("inbox-waiting-look")).click()
    await anna.button("waiting-let-in-named", name=stranger.name).click()
    sure = anna.within("waiting-let-in-named", name=stranger.name)
    await sure.get_by_role("button", name=anna.words("waiting-let-in-act"), exact=True).click()
    await expect(anna.told("waiting-let-in", name=stranger.name)).to_be_visible()
    await _comes_to_see(stranger, codes[3])
    await expect(stranger.heading("waiting-open-title")).to_be_visible()
    await stranger.button("waiting-open-submit").click()
    await stranger.takes_codes()

    await stranger.is_in_the_hallway()


async def _reserves_a_name(stranger: Person, knows: Person) -> list[str]:
    """Go on the waiting list from the closed door; give the codes to come back with."""
    await stranger.opens(stranger.origin)
    await stranger.page.get_by_role("link", name=stranger.words("signed-out-waiting")).click()
    await stranger.says_who_they_are()
    await stranger.button("waiting-next").click()
    await stranger.field("waiting-known-label", number="1").fill(knows.handle)
    await stranger.button("waiting-with-codes").click()
    codes = await stranger.writes_codes_down()
    await expect(stranger.heading("waiting-kept-title")).to_be_visible()
    return codes


async def _comes_to_see(stranger: Person, code: str) -> None:
    """Come back to the waiting list another day, and ask how it stands."""
    await stranger.opens(f"{stranger.origin}/waiting")
    await stranger.button("waiting-again-submit").click()
    await expect(stranger.heading("waiting-again-title")).to_be_visible()
    await stranger.field("person-handle-label").fill(stranger.handle)
    await stranger.field("signin-code").fill(code)
    await stranger.button("waiting-again-submit").click()


def _id_of(link: str) -> UUID:
    return UUID(link.partition("/join/")[2].partition("#")[0])
