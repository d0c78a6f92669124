"""Who was here before comes back: by a passkey, a code, a link; and is out where they say so."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import expect
from tests.e2e.evening import Browsers
from tests.e2e.person import PHONE, Person
from tests.support.passkeys import WITHOUT, Device
from tests.support.program import ADDRESS, Program, torg_serve, what_torg_prints
from tests.support.waiting import until
from tests.support.words import Language, Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),
]

Record = Callable[[str, object], None]

OUT_WITHIN_MS: Final = 1000
HEARD_BEFORE_MS: Final = 5000
"""So long before the order there was sound for certain: the ears work."""


@pytest_asyncio.fixture(loop_scope="session")
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    async with torg_serve(tmp_path) as running:
        yield running


@pytest.mark.parametrize("language", ["en", "is", "ru"])
async def test_an_owner_comes_back_by_passkey_and_by_code(
    language: Language, browsers: Browsers, program: Program
) -> None:
    anna = await Person.at(
        browsers.of_the_host, program.origin, "Anna", Words(language), viewport=PHONE
    )
    device = await Device.of(anna.page)
    await _says_who_they_are(anna, program.link)
    await device.knows_nobody()
    await anna.button("comeback-create").click()
    await _is_told(anna, "comeback-declined")
    await device.knows_its_person()
    await anna.button("comeback-create").click()
    await anna.button("comeback-codes-show").click()
    codes = await anna.writes_codes_down()
    await anna.puts_the_steps_off()

    await anna.signs_out()
    await anna.button("signin-submit").click()
    await anna.button("signin-passkey").click()
    await anna.is_in_the_hallway()
    await anna.signs_out()
    await _signs_in_by_code(anna, codes[0])
    await anna.is_in_the_hallway()
    await anna.signs_out()
    await _signs_in_by_code(anna, codes[0])
    await _is_told(anna, "signin-code-failed")

    assert await device.passkeys() == 1
    assert not [told for told in anna.complaints if told.startswith("blocked by policy")]
    await anna.closes()


async def test_a_browser_without_passkeys_lives_by_codes(
    browsers: Browsers, program: Program
) -> None:
    anna = await Person.at(browsers.of_the_host, program.origin, "Anna", Words("en"))
    await anna.page.context.add_init_script(WITHOUT)
    await _says_who_they_are(anna, program.link)
    await expect(anna.button("comeback-create")).to_have_count(0)
    await anna.button("comeback-codes-show").click()
    codes = await anna.writes_codes_down()
    await anna.puts_the_steps_off()
    await anna.signs_out()
    await _signs_in_by_code(anna, codes[9])

    await anna.is_in_the_hallway()
    await anna.closes()


async def test_the_consoles_link_lets_back_in_once_and_is_told(
    browsers: Browsers, program: Program
) -> None:
    anna = await Person.at(browsers.of_the_host, program.origin, "Anna", Words("en"))
    await anna.becomes_the_owner(program.link)
    await anna.page.context.clear_cookies()
    link = await _link_of_the_console(program, "anna")
    await anna.opens(link)
    await anna.button("recover-submit").click()
    await anna.takes_codes()
    told = anna.page.get_by_text(anna.words.pattern("recovery-made"))
    await expect(told).to_be_visible()
    await anna.button("recovery-read").click()
    await expect(told).to_have_count(0)
    await anna.opens(link)
    await anna.button("recover-submit").click()

    dead = anna.page.get_by_role("heading", name=anna.words("recover-dead-title"))
    await expect(dead).to_be_visible()
    await anna.closes()


async def test_logging_out_everywhere_silences_the_other_browser(
    browsers: Browsers, program: Program, record_property: Record
) -> None:
    anna, laptop, phone = await _two_and_a_phone(browsers, program)
    await laptop.enters("Late talk")
    await anna.unmutes()
    await until(laptop.hears)

    last, order = await asyncio.gather(laptop.last_packet(), _logs_out_everywhere(phone))

    record_property("order_to_last_packet_ms", round(max(0.0, last - order)))
    assert last - order <= OUT_WITHIN_MS
    for browser in (laptop, phone):
        await expect(browser.button("signin-submit")).to_be_visible()
    await asyncio.gather(*(each.closes() for each in (anna, laptop, phone)))


async def test_a_speaker_who_logs_out_everywhere_is_silent_to_who_listens(
    browsers: Browsers, program: Program, record_property: Record
) -> None:
    anna, laptop, phone = await _two_and_a_phone(browsers, program)
    await laptop.enters("Late talk")
    await laptop.raises_a_hand()
    await anna.invites_to_speak(laptop)
    await laptop.joins_the_stage()
    await laptop.unmutes()
    await until(anna.hears)

    last, order = await asyncio.gather(anna.last_packet(), _logs_out_everywhere(phone))
    source = (await anna.ids("remote"))[-1]
    sound = (await anna.heard(source, order - HEARD_BEFORE_MS)).last_sound_ms
    assert sound is not None

    record_property("order_to_last_packet_ms", round(max(0.0, last - order)))
    record_property("order_to_last_sound_ms", round(max(0.0, sound - order)))
    assert max(last, sound) - order <= OUT_WITHIN_MS
    await expect(laptop.button("signin-submit")).to_be_visible()
    await expect(anna.tile_of(laptop)).to_have_count(0)
    await asyncio.gather(*(each.closes() for each in (anna, laptop, phone)))


async def _two_and_a_phone(browsers: Browsers, program: Program) -> tuple[Person, Person, Person]:
    """Let Anna host a room, and Bjarni be signed in at two browsers."""
    words = Words("en")
    anna = await Person.at(browsers.of_the_host, program.origin, "Anna", words)
    await anna.becomes_the_owner(program.link)
    laptop = await Person.at(browsers.of_the_guest, program.origin, "Bjarni", words)
    codes = await laptop.comes_in_by(await anna.invites_somebody())
    phone = await Person.at(browsers.of_the_guest, program.origin, "Bjarni", words, viewport=PHONE)
    await _signs_in_by_code(phone, codes[0])
    await phone.is_in_the_hallway()
    await anna.opens_a_room("Late talk")
    return anna, laptop, phone


async def _logs_out_everywhere(person: Person) -> float:
    """End all of one's sessions, and say when that was ordered."""
    await person.goes_to("nav-me")
    await person.button("sessions-end-all").click()
    asked = person.within("sessions-end-all-title")
    await asked.get_by_role("button", name=person.words("sessions-end-all")).click()
    return await person.last_tap()


async def _says_who_they_are(person: Person, link: str) -> None:
    await person.opens(link)
    await person.says_who_they_are()
    await person.button("setup-submit").click()


async def _signs_in_by_code(person: Person, code: str) -> None:
    await person.opens(f"{person.origin}/sign-in")
    field = person.page.get_by_label(person.words("signin-code"), exact=True)
    await expect(field.or_(person.button("signin-use-code"))).to_be_visible()
    if not await field.is_visible():
        await person.button("signin-use-code").click()
    handle = person.page.get_by_label(person.words("person-handle-label"), exact=True)
    await handle.fill(person.name.lower())
    await field.fill(code.upper())
    await person.button("signin-submit").click()


async def _is_told(person: Person, key: str) -> None:
    alert = person.page.get_by_role("alert").filter(has_text=person.words(key))
    await expect(alert).to_be_visible()


async def _link_of_the_console(program: Program, handle: str) -> str:
    """Print a link as the owner of the machine does, beside the running program."""
    printed = await what_torg_prints(program.log.parent, "recover", handle)
    found = ADDRESS.search(printed)
    assert found is not None, printed
    return f"{program.origin}/recover#{found[0].partition('#')[2]}"
