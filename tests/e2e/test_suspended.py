"""Who is suspended reads why at the door, appeals without being let in, and comes back."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import expect
from tests.e2e.evening import Browsers
from tests.e2e.inspector import PICTURES, Inspector
from tests.e2e.person import Person
from tests.support.program import torg_serve
from tests.support.words import Language, Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(240),
]

Record = Callable[[str, object], None]

REASON: Final = "Advertised in three rooms."
PLEA: Final = "It was one room, and the host had asked me to.\nI will ask you first next time."
ANSWER: Final = "The host says so too. Welcome back."


@pytest.mark.parametrize("language", ["en", "is", "ru"])
async def test_a_suspended_member_appeals_at_the_door_and_is_let_in_again(
    language: Language, browsers: Browsers, tmp_path: Path, record_property: Record
) -> None:
    inspector = Inspector(PICTURES / language)
    async with torg_serve(tmp_path) as program:
        anna, dora = [
            await Person.at(browser, program.origin, name, Words(language))
            for browser, name in ((browsers.of_the_host, "Anna"), (browsers.of_the_guest, "Dora"))
        ]
        await anna.becomes_the_owner(program.link)
        codes = await dora.comes_in_by(await anna.invites_somebody())
        await _suspends(anna, dora)

        await dora.button("signin-submit").click()
        await _knocks(dora, codes[0])
        await expect(dora.heading("suspended-title")).to_be_focused()
        await inspector.looks_at("suspended", dora.page)
        await _appeals(dora)
        await inspector.looks_at("an appeal made", dora.page)
        await dora.button("suspended-back").click()
        await _knocks(dora, codes[0])
        await expect(dora.heading("suspended-title")).to_be_focused()
        await inspector.looks_at("an appeal that waits", dora.page)

        await anna.turns_to("moderation-title")
        await expect(anna.heading("moderation-suspension-appeals")).to_be_visible()
        await inspector.looks_at("an appeal against a suspension", anna.page)
        await anna.field("moderation-answer-note").fill(ANSWER)
        await anna.button("moderation-lift-named", name=dora.name).click()
        await expect(anna.heading("moderation-suspension-appeals")).to_have_count(0)

        await dora.button("suspended-back").click()
        await _knocks(dora, codes[0])
        await dora.is_in_the_hallway()
        await dora.turns_to("acts-title")
        await expect(dora.page.get_by_text(ANSWER)).to_be_visible()
        await asyncio.gather(anna.closes(), dora.closes())

    record_property("screens", inspector.screens)
    assert inspector.found == [], "\n".join(inspector.found)


async def _suspends(anna: Person, member: Person) -> None:
    """Suspend somebody for a week, from the list of members."""
    await anna.opens(f"{anna.origin}/moderation/members")
    await anna.button("moderation-suspend-named", name=member.name).click()
    sure = anna.within("moderation-suspend-named", name=member.name)
    await sure.get_by_role("textbox").fill(REASON)
    await sure.get_by_role("button", name=anna.words("moderation-suspend"), exact=True).click()
    await expect(sure).to_have_count(0)


async def _knocks(person: Person, code: str) -> None:
    """Sign in by a recovery code, which a refusal does not spend."""
    by_code = person.button("signin-use-code")
    await expect(by_code.or_(person.field("signin-code"))).to_be_visible()
    if await by_code.is_visible():
        await by_code.click()
    await person.field("person-handle-label").fill(person.handle)
    await person.field("signin-code").fill(code)
    await person.button("signin-submit").click()


async def _appeals(person: Person) -> None:
    """Appeal with nothing first, and then in words, by the keyboard alone."""
    words = person.field("report-appeal-words")
    await person.button("report-appeal").press("Enter")
    await expect(words).to_be_focused()
    await expect(person.told("suspended-appeal-missing")).to_be_visible()
    await person.page.keyboard.type(PLEA)
    await person.page.keyboard.press("Tab")
    await person.page.keyboard.press("Enter")
    await expect(person.told("suspended-appeal-made-title")).to_be_visible()
