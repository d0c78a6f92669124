"""The screens between people, with content: knowing, waiting, reporting, deciding, leaving."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Locator, expect
from tests.e2e.evening import Browsers
from tests.e2e.inspector import PICTURES, Inspector
from tests.e2e.person import Person
from tests.support.program import Program, torg_serve
from tests.support.words import Language, Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(600),
]

Record = Callable[[str, object], None]

MAIL: Final = {"TORG_SMTP_URL": "smtp://127.0.0.1:9", "TORG_MAIL_FROM": "torg@example.org"}
"""Nothing is sent: it only lets the page speak of mail."""


class Town:
    """Anna runs the place; Bjarni and Clara came in; Sigga waits outside."""

    def __init__(self, people: list[Person], inspector: Inspector) -> None:
        self.anna, self.bjarni, self.clara, self.sigga = people
        self._inspector = inspector

    async def look(self, screen: str, person: Person, *shown: Locator) -> None:
        """Wait until what makes the screen is there, and look at it."""
        for each in shown:
            await expect(each).to_be_visible()
        await self._inspector.looks_at(screen, person.page)


@pytest.mark.parametrize("language", ["en", "is", "ru"])
async def test_no_screen_between_people_breaks_a_rule_of_accessibility(
    language: Language, browsers: Browsers, tmp_path: Path, record_property: Record
) -> None:
    inspector = Inspector(PICTURES / language)
    async with torg_serve(tmp_path, settings=MAIL) as program:
        town = await _settled(browsers, program, Words(language), inspector)
        await _waiting(town)
        await _knowing(town)
        await _the_hallway(town)
        await _the_room(town)
        await _running_the_place(town)
        await _deciding(town)
        await _leaving(town)
        people = (town.anna, town.bjarni, town.clara, town.sigga)
        await asyncio.gather(*(person.closes() for person in people))

    record_property("screens", inspector.screens)
    record_property("violations", len(inspector.found))
    assert inspector.found == [], "\n".join(inspector.found)


async def _settled(
    browsers: Browsers, program: Program, words: Words, inspector: Inspector
) -> Town:
    at = (browsers.of_the_host, *(browsers.of_the_guest,) * 3)
    names = ("Anna", "Bjarni", "Clara", "Sigga")
    people = [
        await Person.at(browser, program.origin, name, words)
        for browser, name in zip(at, names, strict=True)
    ]
    anna, bjarni, clara, _ = people
    await anna.becomes_the_owner(program.link)
    for guest in (bjarni, clara):
        await guest.comes_in_by(await anna.invites_somebody())
    return Town(people, inspector)


async def _waiting(town: Town) -> None:
    anna, sigga = town.anna, town.sigga
    await sigga.opens(f"{sigga.origin}/waiting")
    await sigga.says_who_they_are()
    await town.look("reserving a name", sigga)
    await sigga.button("waiting-next").click()
    await sigga.field("waiting-known-label", number="1").fill(anna.handle)
    await town.look("who knows you", sigga)
    await sigga.button("waiting-with-codes").click()
    await town.look("codes of a reservation", sigga, sigga.button("codes-written"))
    codes = await sigga.writes_codes_down()
    await town.look("a name reserved", sigga, sigga.heading("waiting-kept-title"))
    await sigga.button("waiting-again-submit").click()
    await town.look("asking how it stands", sigga, sigga.heading("waiting-again-title"))
    await _asks_how_it_stands(sigga, codes[0])
    await town.look("still waiting", sigga, sigga.heading("waiting-still-title"))
    await sigga.button("waiting-withdraw").click()
    await town.look("giving a name back", sigga, sigga.within("waiting-withdraw-title"))

    await anna.goes_to("nav-inbox")
    await town.look("the inbox", anna, anna.told("inbox-waiting"))
    await anna.page.get_by_role("link", name=anna.words("inbox-wishes")).click()
    await town.look("notices", anna, anna.told("notices-pause"))
    await anna.turns_to("invitations-title")
    let_in = anna.button("waiting-let-in-named", name=sigga.name)
    await town.look("who waits and who came", anna, let_in)
    await let_in.click()
    sure = anna.within("waiting-let-in-named", name=sigga.name)
    await town.look("letting somebody in", anna, sure)
    await sure.get_by_role("button", name=anna.words("waiting-let-in-act"), exact=True).click()
    await expect(anna.told("waiting-let-in", name=sigga.name)).to_be_visible()

    await sigga.opens(f"{sigga.origin}/waiting")
    await sigga.button("waiting-again-submit").click()
    await _asks_how_it_stands(sigga, codes[0])
    await town.look("let in", sigga, sigga.heading("waiting-open-title"))
    await sigga.button("waiting-open-submit").click()
    await sigga.takes_codes()
    await sigga.is_in_the_hallway()


async def _asks_how_it_stands(person: Person, code: str) -> None:
    await person.field("person-handle-label").fill(person.handle)
    await person.field("signin-code").fill(code)
    await person.button("waiting-again-submit").click()


async def _knowing(town: Town) -> None:
    anna, bjarni, clara = town.anna, town.bjarni, town.clara
    await bjarni.turns_to("profile-edit", "edit-title")
    await bjarni.field("edit-bio").fill("I collect sounds of harbours.")
    await town.look("editing the profile", bjarni)
    await bjarni.button("edit-save").click()
    await expect(bjarni.told("edit-saved")).to_be_visible()
    await town.look("people found", anna, await anna.searches(bjarni))
    await anna.follows(bjarni)
    await town.look("a profile", anna)
    await bjarni.opens(f"{bjarni.origin}/@{bjarni.handle}/followers")
    await town.look("followers", bjarni, bjarni.page.get_by_role("link", name=anna.name).last)
    await anna.looks_up(clara)
    await anna.button("profile-more", name=clara.name).click()
    await town.look("more about a profile", anna, anna.button("block"))
    await anna.button("block").click()
    await town.look("asking before a block", anna, anna.within("block-named", name=clara.name))
    await anna.blocks(clara)
    await town.look("a blocked profile", anna)
    await clara.looks_up(anna)
    await town.look("nobody has that handle", clara, clara.heading("profile-missing-title"))
    await anna.turns_to("blocked-title")
    await town.look("the blocked", anna, anna.button("unblock-named", name=clara.name))


async def _the_hallway(town: Town) -> None:
    """Three rooms: one is seen, one is folded for who speaks there, one is hidden."""
    anna, bjarni, clara, sigga = town.anna, town.bjarni, town.clara, town.sigga
    for host, title in ((bjarni, "Harbours"), (clara, "Folded away"), (sigga, "Hidden")):
        await host.goes_to_the_hallway()
        await host.goes_to("nav-start")
        for spoken in ("en", "is", "ru"):
            await host.page.get_by_role("checkbox", name=host.words(f"language-{spoken}")).check()
        await host.opens_a_room(title)
    await anna.goes_to_the_hallway()
    await town.look("hallway with filters", anna, anna.button("hallway-for-you"))
    await anna.button("card-menu", title="Hidden").click()
    await town.look("the menu of a card", anna, anna.button("hallway-hide"))
    await anna.button("hallway-hide").click()
    hidden = anna.page.get_by_role("button", name=anna.words.pattern("hallway-hidden"))
    await town.look("a room hidden just now", anna, hidden)
    await hidden.click()
    await town.look("hidden rooms", anna, anna.button("hallway-unhide-named", title="Hidden"))
    folded = anna.page.get_by_role("button", name=anna.words.pattern("hallway-folded"))
    await folded.click()
    await town.look("folded rooms", anna, anna.told("hallway-folded-why"))


async def _the_room(town: Town) -> None:
    anna, bjarni, clara, sigga = town.anna, town.bjarni, town.clara, town.sigga
    await bjarni.button("ping-title").click()
    await town.look("pinging", bjarni, bjarni.button("ping-named", name=anna.name))
    await bjarni.button("ping-named", name=anna.name).click()
    await town.look("pinged", bjarni, bjarni.told("ping-sent"))
    await bjarni.button("action-close").click()
    await anna.goes_to("nav-inbox")
    await town.look("an inbox with a ping", anna, anna.button("inbox-join-room").first)
    for guest in (clara, sigga):
        await guest.ends_the_room()
        await guest.goes_to_the_hallway()
        await guest.enters("Harbours")
    await anna.goes_to_the_hallway()
    await anna.enters("Harbours")
    blocked = anna.page.get_by_text(anna.words.pattern("room-blocked"))
    await town.look("a room with somebody blocked", anna, blocked)
    await sigga.tile_of(bjarni).click()
    await town.look("the card of a host", sigga, sigga.button("card-report"))
    await sigga.button("card-report").click()
    asked = sigga.within("report-title", subject=bjarni.name)
    await town.look("reporting somebody", sigga, asked)
    await asked.get_by_role("radio", name=sigga.words("report-unwanted")).check()
    await asked.get_by_role("textbox").fill("Sells herring without a pause.")
    await asked.get_by_role("button", name=sigga.words("report-send"), exact=True).click()
    await town.look("a report sent", sigga, sigga.within("report-sent-title"))


async def _running_the_place(town: Town) -> None:
    anna, bjarni = town.anna, town.bjarni
    suspend = anna.button("moderation-suspend-named", name=bjarni.name)
    await _moderates(anna, "members")
    await town.look("moderating members", anna, suspend)
    await suspend.click()
    await town.look(
        "suspending a member", anna, anna.within("moderation-suspend-named", name=bjarni.name)
    )
    await _moderates(anna, "rooms")
    end = anna.button("moderation-room-end-named", title="Harbours")
    await town.look("moderating rooms", anna, end)
    await end.click()
    await town.look(
        "ending somebody's room", anna, anna.within("moderation-room-end-named", title="Harbours")
    )
    await _moderates(anna, "invitations")
    await town.look("all invitations", anna, anna.told("invitation-joined").first)
    await _moderates(anna, "tree")
    await anna.page.get_by_role("button", name=anna.words.pattern("moderation-tree-let-in")).click()
    branch = anna.button("moderation-branch-title", name=bjarni.name)
    await town.look("the tree", anna, branch)
    await branch.click()
    await town.look(
        "suspending a branch", anna, anna.within("moderation-branch-title", name=bjarni.name)
    )
    await _moderates(anna, "audit")
    await town.look("the audit log", anna, anna.told("act-tree_looked_at").first)


async def _moderates(anna: Person, part: str) -> None:
    await anna.opens(f"{anna.origin}/moderation/{part}")


async def _deciding(town: Town) -> None:
    anna, bjarni = town.anna, town.bjarni
    report = anna.page.get_by_role("button", name=anna.words("report-unwanted"))
    await _moderates(anna, "reports")
    await report.click()
    await town.look("an open report", anna, anna.button("moderation-take"))
    await anna.button("moderation-take").click()
    await expect(report).to_have_count(0)
    await anna.page.get_by_role("radio", name=anna.words("report-state-in_review")).check()
    await report.click()
    await anna.page.get_by_role("radio", name=anna.words("decision-suspended")).check()
    await town.look("deciding a report", anna, anna.field("moderation-days"))
    await anna.page.get_by_role("radio", name=anna.words("decision-warning")).check()
    await anna.field("moderation-note").fill("Please sell your herring elsewhere.")
    await anna.button("moderation-decide").click()
    await expect(report).to_have_count(0)
    await bjarni.turns_to("acts-title")
    await town.look("what was done", bjarni, bjarni.heading("reports-about-me"))
    await bjarni.button("report-appeal").click()
    asked = bjarni.within("report-appeal-title")
    await town.look("appealing", bjarni, asked)
    await asked.get_by_role("textbox").fill("It was a story about herring.")
    await asked.get_by_role("button", name=bjarni.words("report-appeal"), exact=True).click()
    await expect(asked).to_have_count(0)
    await anna.page.get_by_role("radio", name=anna.words("report-state-decided")).check()
    await report.click()
    await town.look("an appeal to answer", anna, anna.button("moderation-uphold"))


async def _leaving(town: Town) -> None:
    clara = town.clara
    await clara.goes_to("nav-me")
    await town.look("me, where mail is sent", clara, clara.heading("email-title"))
    await clara.turns_to("data-title")
    await town.look("your data", clara, clara.heading("proof-title"))
    await clara.button("delete-begin").click()
    await town.look("deleting the account", clara, clara.within("delete-ask"))
