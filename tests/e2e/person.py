"""A person at a browser: does what people do, by the names they read on the page."""

import re
from contextlib import suppress
from typing import Final, Self

from playwright.async_api import Browser, ConsoleMessage, Error, Locator, Page, expect
from tests.e2e.listening import Listening
from tests.support.browsers import person_in
from tests.support.waiting import until
from tests.support.words import Language, Words

LOCALES: Final = {"en": "en-GB", "is": "is-IS", "ru": "ru-RU"}
PHONE: Final = (390, 844)
NO_LEVEL: Final = "AnalyserNode.prototype.getFloatTimeDomainData = () => {}"
"""The microphone check goes on by itself once it sees a level; without one it stays to be seen."""


class Person(Listening):
    """One member, their page and their language."""

    def __init__(self, page: Page, origin: str, name: str, words: Words) -> None:
        super().__init__(page)
        self.origin, self.name, self.words = origin, name, words
        self.handle = name.lower()
        self.complaints: list[str] = []
        """What the browser itself complained of, its Content Security Policy above all."""
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @classmethod
    async def at(
        cls,
        browser: Browser,
        origin: str,
        name: str,
        words: Words,
        viewport: tuple[int, int] = (1280, 800),
    ) -> Self:
        """Sit down at a browser, with nothing opened yet."""
        context = await person_in(browser, locale=LOCALES[words.language], viewport=viewport)
        context.set_default_timeout(15_000)
        return cls(await context.new_page(), origin, name, words)

    def button(self, key: str, **values: str) -> Locator:
        """Find a button by the text it carries."""
        return self.page.get_by_role("button", name=self.words(key, **values), exact=True)

    def tile_of(self, other: "Person") -> Locator:
        """Find somebody in the room, on stage or not."""
        return self.page.get_by_role("listitem").get_by_role(
            "button", name=re.compile(f"^{re.escape(other.name)}\\b")
        )

    def heading(self, key: str, **values: str) -> Locator:
        """Find a heading by its words."""
        return self.page.get_by_role("heading", name=self.words(key, **values), exact=True)

    def told(self, key: str, **values: str) -> Locator:
        """Find what the page says in so many words."""
        return self.page.get_by_text(self.words(key, **values), exact=True)

    def field(self, key: str, **values: str) -> Locator:
        """Find a field that can be seen by its label."""
        return self.page.get_by_role("textbox", name=self.words(key, **values), exact=True)

    def within(self, key: str, **values: str) -> Locator:
        """Find a dialog by its title."""
        return self.page.get_by_role("dialog", name=self.words(key, **values), exact=True)

    async def becomes_the_owner(self, link: str) -> None:
        """Open the link of the terminal, say who one is, and put the first steps off."""
        await self.opens(link)
        await self.says_who_they_are()
        await self.button("setup-submit").click()
        await self.takes_codes()
        await self.puts_the_steps_off()

    async def puts_the_steps_off(self) -> None:
        """Leave the place as it is for now, and open its doors."""
        for title in ("place", "reach", "mail", "people"):
            await expect(self.heading(f"steps-{title}-title")).to_be_visible()
            await self.button("steps-skip").click()
        await self.button("steps-room-later").click()
        await self.is_in_the_hallway()

    async def invites_somebody(self, language: Language | None = None) -> str:
        """Make an invitation, in another language than one's own if asked; read its link."""
        await self.turns_to("invitations-title")
        if language is not None:
            await self.page.get_by_role("radio", name=self.words(f"language-{language}")).check()
        address = await self.makes_an_invitation()
        await self.button("invitations-done").click()
        return address

    async def makes_an_invitation(self) -> str:
        """Make one as the form stands, and read its link."""
        await self.button("invitations-create").click()
        link = self.page.get_by_label(self.words("invitations-link"), exact=True)
        await expect(link).to_have_value(re.compile("/join/"))
        return await link.input_value()

    async def comes_in_by(self, link: str) -> list[str]:
        """Follow an invitation and say who one is; give the recovery codes."""
        await self.opens(link)
        await self.button("join-accept").click()
        agree = self.button("join-rules-agree")
        await expect(agree.or_(self.field("person-name"))).to_be_visible()
        if await agree.is_visible():
            await agree.click()
        await self.says_who_they_are()
        await self.page.get_by_role("button", name=self.words.pattern("join-submit")).click()
        codes = await self.takes_codes()
        await self.is_in_the_hallway()
        return codes

    async def says_who_they_are(self) -> None:
        """Fill in one's name and handle."""
        await self.field("person-name").fill(self.name)
        await self.field("person-handle-label").fill(self.handle)

    async def takes_codes(self) -> list[str]:
        """Choose recovery codes as the way back, and write them down."""
        await self.button("comeback-use-codes").click()
        return await self.writes_codes_down()

    async def makes_a_passkey(self) -> list[str]:
        """Make a passkey as the way back, and write recovery codes down beside it."""
        await self.button("comeback-create").click()
        await self.button("comeback-codes-show").click()
        return await self.writes_codes_down()

    async def writes_codes_down(self) -> list[str]:
        """Read the ten codes that are shown only now, and say so."""
        codes = self.page.get_by_role("listitem").get_by_role("code")
        await expect(codes).to_have_count(10)
        written = await codes.all_inner_texts()
        await self.button("codes-written").click()
        return written

    async def goes_to_the_hallway(self) -> None:
        """Open the hallway anew."""
        await self.opens(self.origin)
        await self.is_in_the_hallway()

    async def is_in_the_hallway(self) -> None:
        """Wait until the hallway is there."""
        title = self.words("hallway-title")
        await expect(self.page.get_by_role("heading", name=title, level=1)).to_be_visible()

    async def goes_to(self, place: str) -> None:
        """Follow a link of the navigation."""
        navigation = self.page.get_by_role("navigation", name=self.words("nav-label"))
        # The inbox says in its name how much is unread.
        name = re.compile(rf"^{re.escape(self.words(place))}(?!\w)")
        await navigation.get_by_role("link", name=name).click()

    async def turns_to(self, link: str, title: str | None = None) -> None:
        """Go to a page that one's own page leads to, and wait for its title."""
        await self.goes_to("nav-me")
        links = self.page.get_by_role("navigation", name=self.words("me-title"), exact=True)
        await links.get_by_role("link", name=self.words(link), exact=True).click()
        await expect(self.heading(title or link)).to_be_visible()

    async def looks_up(self, other: "Person") -> None:
        """Open somebody's profile by its address."""
        await self.opens(f"{self.origin}/@{other.handle}")

    async def searches(self, other: "Person") -> Locator:
        """Look for somebody among the people; give the line that would be theirs."""
        await self.opens(f"{self.origin}/people")
        await self.field("people-search").fill(other.handle)
        handle = self.words("person-handle", handle=other.handle)
        return self.page.get_by_role("list").get_by_role("link").filter(has_text=handle)

    async def follows(self, other: "Person") -> None:
        """Follow somebody from their profile."""
        await self.looks_up(other)
        await self.button("follow-named", name=other.name).click()
        await expect(self.button("following-named", name=other.name)).to_be_visible()

    async def blocks(self, other: "Person") -> None:
        """Block somebody from their profile, and be told that it is so."""
        await self.looks_up(other)
        await self.button("profile-more", name=other.name).click()
        await self.button("block").click()
        sure = self.within("block-named", name=other.name)
        await sure.get_by_role("button", name=self.words("block-do"), exact=True).click()
        await expect(self.told("blocked-here")).to_be_visible()

    async def opens_a_room(self, title: str) -> None:
        """Start a room, and be on its stage with a microphone that is muted."""
        await self.goes_to("nav-start")
        await self.page.get_by_label(self.words("start-room-title"), exact=True).fill(title)
        await self.button("start-submit").click()
        await self._takes_the_microphone()

    async def taps_the_card_of(self, title: str) -> None:
        """Enter a room from the hallway with one tap."""
        card = self.page.get_by_role("link", name=title, exact=True)
        new = self.page.get_by_role("button", name=self.words.pattern("hallway-new"))
        await expect(card.or_(new)).to_be_visible()
        if await new.is_visible():  # new rooms do not push aside what one is reading
            await new.click()
        await card.click()

    async def enters(self, title: str) -> None:
        """Enter a room and wait until one is in it."""
        await self.taps_the_card_of(title)
        await expect(self.button("hand-raise")).to_be_visible()

    async def raises_a_hand(self) -> None:
        """Ask to speak."""
        await self.button("hand-raise").click()
        await expect(self.button("hand-lower")).to_be_visible()

    async def invites_to_speak(self, other: "Person") -> None:
        """Let the hand of somebody up."""
        hands = self.page.get_by_role("complementary", name=self.words("hands-title"))
        row = hands.get_by_role("listitem").filter(has_text=other.name)
        await row.get_by_role("button", name=self.words("hands-invite")).click()

    async def joins_the_stage(self) -> None:
        """Accept the invitation to speak, arriving muted."""
        await self.button("offer-join").click()
        await self._takes_the_microphone()

    async def unmutes(self) -> None:
        """Let oneself be heard."""
        await self.button("mic-unmute").click()
        await expect(self.button("mic-mute")).to_be_visible()

    async def mutes(self) -> None:
        """Stop being heard."""
        await self.button("mic-mute").click()
        await expect(self.button("mic-unmute")).to_be_visible()

    async def moves_to_the_audience(self, other: "Person") -> None:
        """Take somebody off the stage."""
        await self.tile_of(other).click()
        await self.button("act-move").click()

    async def leaves_quietly(self) -> None:
        """Go, with one tap."""
        await self.button("room-leave-quietly").click()
        await self.is_in_the_hallway()

    async def ends_the_room(self) -> None:
        """End it for everyone."""
        await self.button("room-leave-quietly").click()
        await self.button("end-room").click()
        await (
            self.page.get_by_role("dialog", name=self.words("end-title"))
            .get_by_role("button", name=self.words("end-room"), exact=True)
            .click()
        )

    async def signs_out(self) -> None:
        """Sign out of this browser, and stand before the door."""
        await self.goes_to("nav-me")
        await self.button("me-sign-out").click()
        sure = self.within("me-sign-out-title")
        await sure.get_by_role("button", name=self.words("me-sign-out"), exact=True).click()
        await expect(self.button("signin-submit")).to_be_visible()

    async def closes(self) -> None:
        """Close the browser's profile."""
        await self.page.context.close()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    async def _takes_the_microphone(self) -> None:
        await until(self._has_a_microphone)

    async def _has_a_microphone(self) -> bool:
        # The check goes on by itself once it has seen a level, often before one can tap.
        go_on = self.button("check-go-on")
        if await go_on.is_visible():
            with suppress(Error):
                await go_on.click(timeout=300)
        return await self.button("mic-unmute").is_visible()

    async def opens(self, address: str) -> None:
        """Load an address anew."""
        # Another fragment of the same page alone would load nothing.
        await self.page.goto("about:blank")
        await self.page.goto(address)
