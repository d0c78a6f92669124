"""Every screen in every language, scheme and width: held to axe's rules, pictured for people."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import expect
from tests.e2e.evening import Browsers
from tests.e2e.inspector import PICTURES, Inspector
from tests.e2e.person import NO_LEVEL, Person
from tests.support.program import torg_serve
from tests.support.words import Language, Words

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(400),
]

Record = Callable[[str, object], None]


@pytest.mark.parametrize("language", ["en", "is", "ru"])
async def test_no_screen_breaks_a_rule_of_accessibility(
    language: Language, browsers: Browsers, tmp_path: Path, record_property: Record
) -> None:
    inspector = Inspector(PICTURES / language)
    words = Words(language)
    async with torg_serve(tmp_path) as program:
        anna = await Person.at(browsers.of_the_host, program.origin, "Anna", words)
        bjarni = await Person.at(browsers.of_the_guest, program.origin, "Bjarni", words)
        await _the_doors(inspector, anna, bjarni, program.link)
        await _the_places(inspector, anna)
        await _the_room(inspector, anna, bjarni)
        await _the_stage(inspector, anna, bjarni)
        await _the_end(inspector, anna, bjarni)
        await asyncio.gather(anna.closes(), bjarni.closes())

    record_property("screens", inspector.screens)
    record_property("violations", len(inspector.found))
    assert inspector.found == [], "\n".join(inspector.found)


async def _the_doors(inspector: Inspector, anna: Person, bjarni: Person, link: str) -> None:
    await bjarni.opens(bjarni.origin)
    await inspector.looks_at("not set up yet", bjarni.page)
    await anna.opens(link)
    await inspector.looks_at("set-up", anna.page)
    await anna.says_who_they_are()
    await anna.button("setup-submit").click()
    await expect(anna.button("comeback-create")).to_be_visible()
    await inspector.looks_at("a way back", anna.page)
    await anna.button("comeback-use-codes").click()
    await expect(anna.button("codes-written")).to_be_visible()
    await inspector.looks_at("recovery codes", anna.page)
    await anna.writes_codes_down()
    await _the_first_steps(inspector, anna)
    await inspector.looks_at("hallway without rooms", anna.page)
    invitation = await anna.invites_somebody()
    await bjarni.opens(bjarni.origin)
    await inspector.looks_at("signed out", bjarni.page)
    await bjarni.button("signin-submit").click()
    await inspector.looks_at("signing in", bjarni.page)
    await bjarni.button("signin-use-code").click()
    await inspector.looks_at("signing in by a code", bjarni.page)
    await bjarni.opens(f"{bjarni.origin}/recover#dead")
    await inspector.looks_at("recovery link", bjarni.page)
    await bjarni.opens(invitation)
    await expect(bjarni.button("join-accept")).to_be_visible()
    await inspector.looks_at("invitation", bjarni.page)
    await bjarni.button("join-accept").click()
    await inspector.looks_at("the house rules", bjarni.page)
    await bjarni.button("join-rules-agree").click()
    await inspector.looks_at("who one is", bjarni.page)
    await bjarni.comes_in_by(invitation)
    await bjarni.opens(invitation)
    heading = bjarni.page.get_by_role("heading", name=bjarni.words("join-dead-title"))
    await expect(heading).to_be_visible()
    await inspector.looks_at("dead invitation", bjarni.page)


async def _the_first_steps(inspector: Inspector, anna: Person) -> None:
    await expect(anna.field("steps-name")).to_be_visible()
    await anna.field("steps-rules").fill("1. Listen.\n2. Speak.")
    await inspector.looks_at("naming the place", anna.page)
    await anna.button("steps-save").click()
    await expect(anna.button("steps-reach-try")).to_be_visible()
    await inspector.looks_at("can people reach it", anna.page)
    await anna.button("steps-reach-try").click()
    await expect(anna.told("steps-reach-reached")).to_be_visible(timeout=30_000)
    await inspector.looks_at("people can reach it", anna.page)
    await anna.button("waiting-next").click()
    await expect(anna.heading("steps-mail-title")).to_be_visible()
    await inspector.looks_at("mail or codes", anna.page)
    await anna.button("waiting-next").click()
    await expect(anna.button("invitations-create")).to_be_visible()
    await inspector.looks_at("the first invitation", anna.page)
    await anna.makes_an_invitation()
    await expect(anna.page.get_by_role("img", name=anna.words("invitations-qr"))).to_be_visible()
    await inspector.looks_at("the first invitation made", anna.page)
    await anna.button("waiting-next").click()
    await expect(anna.button("steps-room-later")).to_be_visible()
    await inspector.looks_at("the first room", anna.page)
    await anna.button("steps-room-later").click()
    await anna.is_in_the_hallway()


async def _the_places(inspector: Inspector, anna: Person) -> None:
    for place in ("nav-start", "nav-people", "nav-inbox", "nav-me"):
        await anna.goes_to(place)
        await inspector.looks_at(place, anna.page)
    await anna.turns_to("invitations-title")
    await inspector.looks_at("invitations", anna.page)
    await anna.button("invitations-create").click()
    await expect(anna.button("invitations-done")).to_be_visible()
    await inspector.looks_at("a new invitation", anna.page)
    await anna.opens(f"{anna.origin}/nowhere")
    await inspector.looks_at("nothing there", anna.page)


async def _the_room(inspector: Inspector, anna: Person, bjarni: Person) -> None:
    await asyncio.gather(anna.goes_to_the_hallway(), bjarni.goes_to_the_hallway())
    await anna.opens_a_room("Late talk")
    await anna.unmutes()
    await inspector.looks_at("room of a host", anna.page)
    await anna.button("sound-title").click()
    await inspector.looks_at("the sound menu", anna.page)
    await anna.button("action-close").click()
    await anna.button("keys-title").click()
    await inspector.looks_at("the keys", anna.page)
    await anna.button("action-close").click()
    await bjarni.goes_to_the_hallway()
    await inspector.looks_at("hallway with a room", bjarni.page)
    await bjarni.enters("Late talk")
    await inspector.looks_at("room of a listener", bjarni.page)
    await anna.tile_of(bjarni).click()
    await inspector.looks_at("a person's card", anna.page)
    await anna.button("action-close").click()


async def _the_stage(inspector: Inspector, anna: Person, bjarni: Person) -> None:
    await bjarni.raises_a_hand()
    await inspector.looks_at("a raised hand", anna.page)
    await anna.invites_to_speak(bjarni)
    await expect(bjarni.button("offer-join")).to_be_visible()
    await inspector.looks_at("an offer", bjarni.page)
    await bjarni.page.evaluate(NO_LEVEL)
    await bjarni.button("offer-join").click()
    await expect(bjarni.button("check-go-on")).to_be_visible()
    await inspector.looks_at("the microphone check", bjarni.page)
    await bjarni.button("check-go-on").click()
    await expect(bjarni.button("mic-unmute")).to_be_visible()
    await inspector.looks_at("on stage, muted", bjarni.page)
    await bjarni.unmutes()
    await anna.tile_of(bjarni).click()
    card = anna.page.get_by_role("dialog", name=bjarni.name)
    await card.get_by_role("button", name=anna.words("act-hold"), exact=True).click()
    held = bjarni.page.get_by_text(bjarni.words.pattern("mic-held-for"))
    await expect(held).to_be_visible()
    await inspector.looks_at("a held microphone", bjarni.page)
    await expect(anna.button("act-release")).to_be_visible()
    await inspector.looks_at("the card of somebody held", anna.page)
    await anna.button("action-close").click()


async def _the_end(inspector: Inspector, anna: Person, bjarni: Person) -> None:
    await bjarni.goes_to("nav-hallway")
    await inspector.looks_at("hallway with the mini-player", bjarni.page)
    await bjarni.page.go_back()
    await anna.button("room-leave-quietly").click()
    await inspector.looks_at("leaving as host", anna.page)
    await anna.button("end-room").click()
    await inspector.looks_at("ending the room", anna.page)
    dialog = anna.page.get_by_role("dialog", name=anna.words("end-title"))
    await dialog.get_by_role("button", name=anna.words("end-room"), exact=True).click()
    ended = bjarni.words.pattern("live-room-ended-by")
    await expect(bjarni.page.get_by_role("heading", name=ended)).to_be_visible()
    await inspector.looks_at("the room has ended", bjarni.page)
