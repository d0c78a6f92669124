"""How a place begins and grows: its owner sets it up, and each who came in brings the next."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect
from tests.e2e.evening import Browsers
from tests.e2e.person import PHONE, Person
from tests.support.passkeys import Device
from tests.support.program import Program, torg_serve
from tests.support.words import Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(240),
]

PLACE: Final = "Вечерний торг"
RULES: Final = "Говорим по очереди.\nНикого не записываем."  # noqa: RUF001 - Russian
ACCENT: Final = "#1c5ca5"
VERA: Final = "Вера"  # noqa: RUF001 - Russian
MESSAGE: Final = "Приходи послушать, мы собираемся по вечерам."


@pytest_asyncio.fixture(loop_scope="session")
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    async with torg_serve(tmp_path) as running:
        yield running


async def test_an_owner_sets_up_and_each_newcomer_brings_the_next(
    browsers: Browsers, program: Program
) -> None:
    english, russian = Words("en"), Words("ru")
    anna = await Person.at(browsers.of_the_host, program.origin, "Anna", english)
    vera = await Person.at(browsers.of_the_guest, program.origin, "Vera", russian, PHONE)
    gleb = await Person.at(browsers.of_the_guest, program.origin, "Gleb", russian)
    devices = [await Device.of(person.page) for person in (anna, vera, gleb)]

    invitation = await _sets_up(anna, program.link)
    await _is_welcomed(vera, anna, invitation)
    await _follows_whoever_joined(anna, vera)
    await vera.turns_to("invitations-title")
    await _is_welcomed(gleb, vera, await vera.makes_an_invitation())

    await _sees_the_tree(anna, vera, gleb)
    for person, device in zip((anna, vera, gleb), devices, strict=True):
        assert await device.passkeys() == 1
        assert not [told for told in person.complaints if told.startswith("blocked by policy")]
        await person.closes()


async def _sets_up(anna: Person, link: str) -> str:
    """Walk through every step of setting up; give the first invitation, with words in it."""
    await anna.opens(link)
    await anna.says_who_they_are()
    await anna.button("setup-submit").click()
    await anna.makes_a_passkey()
    await _names_the_place(anna)
    await _tries_whether_people_reach_it(anna)
    await expect(anna.heading("steps-mail-title")).to_be_visible()
    await expect(anna.told("steps-mail-off")).to_be_visible()
    await anna.button("waiting-next").click()
    await anna.page.get_by_role("radio", name=anna.words("language-ru")).check()
    await anna.field("invitations-name").fill(VERA)
    await anna.field("invitations-message").fill(MESSAGE)
    invitation = await anna.makes_an_invitation()
    await _shows_its_code(anna)
    await anna.button("waiting-next").click()
    await anna.button("steps-room-later").click()
    await anna.is_in_the_hallway()
    return invitation


async def _names_the_place(anna: Person) -> None:
    await expect(anna.heading("steps-place-title")).to_be_visible()
    await anna.field("steps-name").fill(PLACE)
    await anna.page.get_by_label(anna.words("steps-colour"), exact=True).fill(ACCENT)
    await anna.field("steps-rules").fill(RULES)
    await anna.button("steps-save").click()


async def _tries_whether_people_reach_it(anna: Person) -> None:
    await expect(anna.heading("steps-reach-title")).to_be_visible()
    await anna.button("steps-reach-try").click()
    await expect(anna.told("steps-reach-reached")).to_be_visible(timeout=30_000)
    await anna.button("waiting-next").click()


async def _shows_its_code(person: Person) -> None:
    code = person.page.get_by_role("img", name=person.words("invitations-qr"))
    await expect(code).to_be_visible()
    assert await code.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


async def _is_welcomed(person: Person, inviter: Person, invitation: str) -> None:
    """Come in by an invitation: read who asks, agree to the rules, and make a passkey."""
    await person.opens(invitation)
    asks = person.words("join-title", inviter=inviter.name, instance=PLACE)
    await expect(person.page.get_by_role("heading", name=asks, exact=True)).to_be_visible()
    if "&m=" in invitation:
        await expect(person.page.get_by_text(MESSAGE)).to_be_visible()
    await expect(person.page).to_have_url(invitation.partition("#")[0])
    await person.button("join-accept").click()
    await expect(person.heading("join-rules-title", instance=PLACE)).to_be_visible()
    await expect(person.page.get_by_text(RULES.splitlines()[0])).to_be_visible()
    await person.button("join-rules-agree").click()
    await person.says_who_they_are()
    await person.button("join-submit", instance=PLACE).click()
    await person.makes_a_passkey()
    await person.is_in_the_hallway()


async def _follows_whoever_joined(anna: Person, vera: Person) -> None:
    await anna.goes_to("nav-inbox")
    await expect(anna.told("inbox-joined", name=vera.name)).to_be_visible()
    await anna.follows(vera)
    await vera.looks_up(anna)
    await expect(vera.told("follows-you")).to_be_visible()


async def _sees_the_tree(anna: Person, *below: Person) -> None:
    await anna.opens(f"{anna.origin}/moderation/tree")
    for person in below:
        await _last_branch(anna).click()
        await expect(anna.page.get_by_role("link", name=person.name, exact=True)).to_be_visible()


def _last_branch(anna: Person) -> Locator:
    """Find the button that opens whom the member furthest down let in."""
    closed = anna.page.get_by_role("button", name=anna.words.pattern("moderation-tree-let-in"))
    return closed.last
