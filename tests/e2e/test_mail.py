"""A code by mail: an address given and confirmed on one phone, a sign-in by letter on another."""

import asyncio
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import expect
from tests.e2e.evening import Browsers
from tests.e2e.person import PHONE, Person
from tests.support.post_office import PostOffice, a_post_office, code_in
from tests.support.program import torg_serve
from tests.support.waiting import until
from tests.support.words import Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),
]

FROM: Final = "torg@example.org"
ADDRESS: Final = "bjarni@example.org"
MASKED: Final = "b…@example.org"
"""All that a page shows of it, also to its owner."""


async def test_a_member_comes_in_on_another_phone_by_a_code_from_the_mail(
    browsers: Browsers, tmp_path: Path
) -> None:
    english, icelandic = Words("en"), Words("is")
    async with a_post_office() as office:
        mail = {"TORG_SMTP_URL": office.url, "TORG_MAIL_FROM": FROM}
        async with torg_serve(tmp_path, settings=mail) as program:
            anna = await Person.at(browsers.of_the_host, program.origin, "Anna", english)
            first, other = [
                await Person.at(browsers.of_the_guest, program.origin, "Bjarni", icelandic, PHONE)
                for _ in range(2)
            ]
            await anna.becomes_the_owner(program.link)
            await first.comes_in_by(await anna.invites_somebody("is"))
            await _confirms_an_address(first, office)
            await first.signs_out()

            await _asks_for_a_code(other, "nobody")
            await other.button("action-back").click()
            await _asks_for_a_code(other, other.handle)
            code = code_in(await _letter(office, 2, other))
            await _enters(other, code)
            await other.is_in_the_hallway()
            await _asks_for_a_code(first, first.handle)
            await _enters(first, code)

            await expect(first.told("signin-mail-failed")).to_be_visible()
            for person in (first, other):
                assert not [told for told in person.complaints if told.startswith("blocked by")]
            await asyncio.gather(*(person.closes() for person in (anna, first, other)))


async def _confirms_an_address(person: Person, office: PostOffice) -> None:
    """Give an address on one's own page, and the code that comes to it."""
    await person.goes_to("nav-me")
    await person.field("email-address").fill(ADDRESS)
    await person.button("email-give").click()
    await expect(person.told("email-sent", address=MASKED)).to_be_visible()
    letter = await _letter(office, 1, person)
    await person.field("email-code").fill(code_in(letter))
    await person.button("email-confirm").click()
    await expect(person.told("email-confirmed", address=MASKED)).to_be_visible()


async def _asks_for_a_code(person: Person, handle: str) -> None:
    """Ask from the door; what is said is the same for whom nobody knows."""
    if not await person.field("person-handle-label").is_visible():
        await person.opens(f"{person.origin}/sign-in")
        await person.told("signin-use-mail").click()
    await person.field("person-handle-label").fill(handle)
    await person.button("signin-mail-ask").click()
    await expect(person.told("signin-mail-sent", handle=handle)).to_be_visible()


async def _enters(person: Person, code: str) -> None:
    await person.field("email-code").fill(code)
    await person.button("signin-submit").click()


async def _letter(office: PostOffice, number: int, reader: Person) -> EmailMessage:
    """Wait for so many letters; the last is the reader's, in their language."""

    async def arrived() -> bool:
        return len(office.letters) >= number

    await until(arrived)
    assert len(office.letters) == number
    letter = office.letters[-1]
    key = "mail-confirm-subject" if number == 1 else "mail-sign-in-subject"
    assert reader.words.pattern(key).match(letter["Subject"])
    assert (letter["To"], letter["From"]) == (ADDRESS, FROM)
    return letter
