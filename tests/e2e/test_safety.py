"""What members and those who run the place do against harm, from a report to a whole branch."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

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

NOTE: Final = "Please let others finish."


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["ru"])
async def evening(
    request: pytest.FixtureRequest, browsers: Browsers, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Evening]:
    folder = tmp_path_factory.mktemp("safety")
    async with an_evening(folder, browsers, Words(request.param)) as begun:
        yield begun


async def test_a_report_from_a_card_is_decided_and_both_sides_hear_of_it(
    evening: Evening,
) -> None:
    anna, bjarni, clara = evening.people
    await evening.begins()
    await _reports(bjarni, clara)
    await asyncio.gather(bjarni.leaves_quietly(), clara.leaves_quietly(), anna.ends_the_room())
    await _decides(anna, about=clara)

    for person, section in ((bjarni, "reports-made"), (clara, "reports-about-me")):
        await person.goes_to("nav-inbox")
        await expect(person.told("inbox-report-decided")).to_be_visible()
        await person.turns_to("acts-title")
        await expect(person.heading(section)).to_be_visible()
        await expect(person.page.get_by_text(NOTE)).to_be_visible()
    await expect(clara.page.get_by_text(bjarni.name)).to_have_count(0)


async def test_suspending_a_branch_puts_everybody_below_out_at_once(
    browsers: Browsers, evening: Evening
) -> None:
    anna, _, clara = evening.people
    dora, egil = [
        await Person.at(browsers.of_the_guest, anna.origin, name, anna.words)
        for name in ("Dora", "Egil")
    ]
    await dora.comes_in_by(await anna.invites_somebody())
    await egil.comes_in_by(await dora.invites_somebody())
    await _suspends_the_branch_of(anna, dora)

    for person in (dora, egil):
        await expect(person.button("signin-submit")).to_be_visible()
    await clara.goes_to_the_hallway()
    await clara.looks_up(dora)
    await expect(clara.heading("profile-missing-title")).to_be_visible()
    await asyncio.gather(dora.closes(), egil.closes())


async def _reports(person: Person, other: Person) -> None:
    """Report somebody in the same room, from their card."""
    await person.tile_of(other).click()
    await person.button("card-report").click()
    asked = person.within("report-title", subject=other.name)
    await asked.get_by_role("radio", name=person.words("report-harassment")).check()
    await asked.get_by_role("textbox").fill("She interrupts everybody.")
    await asked.get_by_role("button", name=person.words("report-send"), exact=True).click()
    sent = person.within("report-sent-title")
    await sent.get_by_role("button", name=person.words("action-close"), exact=True).click()


async def _decides(anna: Person, about: Person) -> None:
    """Take the open report up as an admin, read it, and decide it with words to both sides."""
    await anna.turns_to("moderation-title")
    what = f"{anna.words('report-harassment')}, {anna.words('reports-about', subject=about.name)}"
    report = anna.page.get_by_role("button", name=what)
    await report.click()
    await expect(anna.page.get_by_text("She interrupts everybody.")).to_be_visible()
    await anna.button("moderation-take").click()
    await expect(report).to_have_count(0)
    await anna.page.get_by_role("radio", name=anna.words("report-state-in_review")).check()
    await report.click()
    await anna.page.get_by_role("radio", name=anna.words("decision-warning")).check()
    await anna.field("moderation-note").fill(NOTE)
    await anna.button("moderation-decide").click()
    await expect(report).to_have_count(0)
    await anna.page.get_by_role("radio", name=anna.words("report-state-decided")).check()
    await expect(report).to_be_visible()


async def _suspends_the_branch_of(anna: Person, member: Person) -> None:
    await anna.opens(f"{anna.origin}/moderation/tree")
    let_in = anna.page.get_by_role("button", name=anna.words.pattern("moderation-tree-let-in"))
    await let_in.first.click()
    await anna.button("moderation-branch-title", name=member.name).click()
    sure = anna.within("moderation-branch-title", name=member.name)
    await sure.get_by_role("textbox").fill("All of them advertise.")
    await sure.get_by_role("button", name=anna.words("moderation-branch"), exact=True).click()
    done = anna.page.get_by_text(anna.words.pattern("moderation-branch-done"))
    await expect(done).to_contain_text("2")
