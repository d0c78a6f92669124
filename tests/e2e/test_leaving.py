"""Whoever leaves takes along what is theirs, and leaves nothing for others to see."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from zipfile import ZipFile

import pytest
import pytest_asyncio
from playwright.async_api import expect
from tests.e2e.evening import Browsers, Evening, an_evening
from tests.e2e.person import Person
from tests.support.words import Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),
]


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["ru"])
async def evening(
    request: pytest.FixtureRequest, browsers: Browsers, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Evening]:
    folder = tmp_path_factory.mktemp("leaving")
    async with an_evening(folder, browsers, Words(request.param)) as begun:
        yield begun


async def test_a_member_takes_their_data_along_and_is_gone_by_three_clicks_and_a_handle(
    browsers: Browsers, evening: Evening, tmp_path: Path
) -> None:
    anna, bjarni, clara = evening.people
    profile = await _saves_everything(bjarni, tmp_path / "bjarni.zip")
    invitation = await anna.invites_somebody()
    await _deletes(bjarni)

    for other in (anna, clara):
        await other.looks_up(bjarni)
        await expect(other.heading("profile-missing-title")).to_be_visible()
        line = await other.searches(bjarni)
        await expect(other.told("people-none")).to_be_visible()
        await expect(line).to_have_count(0)
    await _finds_the_handle_locked(browsers, bjarni, invitation)

    assert bjarni.name in profile
    assert bjarni.handle in profile


async def _saves_everything(person: Person, file: Path) -> str:
    """Save the ZIP and give what it says of the person."""
    await person.turns_to("data-title")
    async with person.page.expect_download() as saving:
        await person.button("export-take").click()
    download = await saving.value
    assert download.suggested_filename.endswith(".zip")
    await download.save_as(file)
    await expect(person.told("export-saved")).to_be_visible()
    with ZipFile(file) as packed:
        assert packed.testzip() is None
        account = json.loads(packed.read("accounts.json"))
    return json.dumps(account)


async def _deletes(person: Person) -> None:
    """Delete the account: the section's button, the handle, the dialog's button."""
    await person.button("delete-begin").click()
    asked = person.within("delete-ask")
    await asked.get_by_role("textbox").fill(person.handle)
    await asked.get_by_role("button", name=person.words("delete-go"), exact=True).click()
    await expect(person.button("signin-submit")).to_be_visible()


async def _finds_the_handle_locked(browsers: Browsers, gone: Person, invitation: str) -> None:
    """Let somebody else come in under the handle that was given up."""
    words = gone.words
    other = await Person.at(browsers.of_the_guest, gone.origin, gone.name, words)
    await other.opens(invitation)
    await other.button("join-accept").click()
    await other.says_who_they_are()
    await other.page.get_by_role("button", name=words.pattern("join-submit")).click()
    await expect(other.told("error-handle-taken")).to_be_visible()
    await other.closes()
