"""Three people of one instance, each at a browser, and the room they meet in."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from playwright.async_api import Browser
from tests.e2e.person import Person
from tests.support.program import torg_serve
from tests.support.words import Words

NAMES: Final = ("Anna", "Bjarni", "Clara")


@dataclass(frozen=True, slots=True)
class Browsers:
    """Two Chromiums, whose microphones speak, and a Firefox, whose microphone hums."""

    of_the_host: Browser
    of_the_guest: Browser
    firefox: Browser

    @property
    def all(self) -> tuple[Browser, Browser, Browser]:
        """All three."""
        return self.of_the_host, self.of_the_guest, self.firefox


@dataclass
class Evening:
    """Anna is the owner and hosts; Bjarni and Clara came by her invitations."""

    anna: Person
    bjarni: Person
    clara: Person
    log: Path
    numbers: Iterator[int]

    @property
    def people(self) -> tuple[Person, Person, Person]:
        """All three."""
        return self.anna, self.bjarni, self.clara

    async def begins(self) -> str:
        """Let Anna open a room and talk, and the others come in and listen; give its title."""
        title = f"Late talk {next(self.numbers)}"
        await asyncio.gather(*(person.goes_to_the_hallway() for person in self.people))
        await self.anna.opens_a_room(title)
        await self.anna.unmutes()
        await asyncio.gather(self.bjarni.enters(title), self.clara.enters(title))
        return title

    async def lets_up(self, guest: Person) -> None:
        """Let a listener raise a hand, be invited, accept, and talk."""
        await guest.raises_a_hand()
        await self.anna.invites_to_speak(guest)
        await guest.joins_the_stage()
        await guest.unmutes()


@asynccontextmanager
async def an_evening(folder: Path, browsers: Browsers, words: Words) -> AsyncIterator[Evening]:
    """Start Torg as its owner would, and let three people in."""
    async with torg_serve(folder) as program:
        people = [
            await Person.at(browser, program.origin, name, words)
            for browser, name in zip(browsers.all, NAMES, strict=True)
        ]
        anna, bjarni, clara = people
        await anna.becomes_the_owner(program.link)
        for guest in (bjarni, clara):
            await guest.comes_in_by(await anna.invites_somebody())
        try:
            yield Evening(anna, bjarni, clara, program.log, count(1))
        finally:
            for person in people:
                await person.closes()
