"""Whoever has only a keyboard comes in, listens, speaks, leaves, and always sees where they are."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect
from tests.e2e.evening import Browsers
from tests.e2e.keyboard import Keyboard
from tests.e2e.person import NO_LEVEL, Person
from tests.support.passkeys import Device
from tests.support.program import torg_serve
from tests.support.waiting import until
from tests.support.words import Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),
]


async def test_a_keyboard_alone_leads_from_the_door_to_the_stage_and_out(
    browsers: Browsers, tmp_path: Path
) -> None:
    words = Words("en")
    async with torg_serve(tmp_path) as program:
        anna = await Person.at(browsers.of_the_host, program.origin, "Anna", words)
        bjarni = await Person.at(browsers.of_the_guest, program.origin, "Bjarni", words)
        await anna.becomes_the_owner(program.link)
        await _has_a_passkey(bjarni, await anna.invites_somebody())
        await anna.opens_a_room("Late talk")
        await anna.unmutes()

        keyboard = Keyboard(bjarni.page)
        await _signs_in(keyboard, bjarni)
        await _goes_in_and_listens(keyboard, bjarni)
        await _looks_around(keyboard, bjarni, anna)
        await _goes_on_stage(keyboard, bjarni, anna)
        await keyboard.uses(bjarni.button("mic-unmute"), "Space")
        await expect(bjarni.button("mic-mute")).to_be_visible()
        await until(anna.hears)
        await keyboard.uses(bjarni.button("room-leave-quietly"))

        await bjarni.is_in_the_hallway()
        await expect(anna.tile_of(bjarni)).to_have_count(0)
        await asyncio.gather(anna.closes(), bjarni.closes())


async def _has_a_passkey(person: Person, invitation: str) -> None:
    """Come in with a passkey on this device, by mouse, and be signed out again."""
    await Device.of(person.page)
    await person.opens(invitation)
    await person.button("join-accept").click()
    await person.says_who_they_are()
    await person.page.get_by_role("button", name=person.words.pattern("join-submit")).click()
    await person.makes_a_passkey()
    await person.is_in_the_hallway()
    await person.signs_out()


async def _signs_in(keyboard: Keyboard, person: Person) -> None:
    await person.opens(person.origin)
    await keyboard.uses(person.button("signin-submit"))
    await keyboard.uses(person.button("signin-passkey"), "Space")
    await person.is_in_the_hallway()


async def _goes_in_and_listens(keyboard: Keyboard, person: Person) -> None:
    await keyboard.uses(person.page.get_by_role("link", name="Late talk", exact=True))
    await expect(person.button("hand-raise")).to_be_visible()
    await until(person.hears)


async def _looks_around(keyboard: Keyboard, person: Person, host: Person) -> None:
    """Read of the keys, turn the sound down, look at a card; Escape leads back each time."""
    await keyboard.uses(person.button("keys-title"))
    await expect(person.within("keys-title")).to_be_visible()
    await keyboard.press("Escape")
    await expect(person.button("keys-title")).to_be_focused()

    await keyboard.uses(person.button("sound-title"))
    volume = person.page.get_by_role("slider")
    await keyboard.reaches(volume)
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight"):
        await keyboard.press(key)
    await expect(volume).to_have_value("95")
    await keyboard.press("Escape")
    await expect(person.button("sound-title")).to_be_focused()

    await keyboard.uses(person.tile_of(host))
    await expect(person.page.get_by_role("dialog", name=host.name)).to_be_visible()
    await keyboard.press("Escape")
    await expect(person.tile_of(host)).to_be_focused()


async def _goes_on_stage(keyboard: Keyboard, person: Person, host: Person) -> None:
    await keyboard.uses(person.button("hand-raise"), "Space")
    await expect(person.button("hand-lower")).to_be_visible()
    await host.invites_to_speak(person)
    await person.page.evaluate(NO_LEVEL)
    await keyboard.uses(person.button("offer-join"))
    await keyboard.uses(person.button("check-go-on"))
    await expect(person.button("mic-unmute")).to_be_visible()

    await keyboard.reaches(person.tile_of(host))
    await keyboard.press("ArrowRight")
    await expect(person.tile_of(person)).to_be_focused()
    await keyboard.press("Home")
    await expect(person.tile_of(host)).to_be_focused()
