"""People who write all the time, and an account of what they were told was kept."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

import aiohttp
from tests.support.gateway import Answer, Browser, person

from torg.accounts.models import AccountRow
from torg.db.session import Database
from torg.moderation.models import ReportRow
from torg.rooms.models import RoomRow
from torg.social.models import BlockRow, FollowRow

Tie = type[FollowRow] | type[BlockRow]
Made = type[AccountRow] | type[RoomRow] | type[ReportRow]
ROOMS_AT_MOST = 100
"""Each is asked after twice a second by the next gateway; they are not what is tested."""
MOSTLY = 0.7
"""Ties are made more often than they are ended."""
SERVER_ERROR = 500


@dataclass
class Written:
    """What must be there, what must not, and what may be either since nobody was answered."""

    chance: random.Random
    browsers: list[Browser] = field(default_factory=list)
    made: set[tuple[Made, UUID]] = field(default_factory=set)
    ties: dict[tuple[Tie, UUID, UUID], frozenset[bool]] = field(default_factory=dict)
    acknowledged: int = 0
    _newcomers: int = 0

    async def begins(self, browsers: Sequence[Browser], owner_token: str) -> None:
        """Set an instance up and let everybody in."""
        owner, *others = browsers
        answer = await owner.post("/api/setup", {"token": owner_token, **person("owner")})
        owner.me = answer.body
        for number, browser in enumerate(others):
            invited = await owner.post("/api/invitations", {"language": "en"})
            browser.me = (await _redeem(browser, invited, f"member_{number}")).body
        self.knows(browsers)

    def knows(self, browsers: Sequence[Browser]) -> None:
        """Take in who writes."""
        self.browsers = list(browsers)

    async def write(self, me: Browser) -> Answer:
        """Write one thing of any kind, and note what became of it."""
        kinds = (self._tie, self._tie, self._room, self._report, self._newcomer)
        return await self.chance.choice(kinds)(me)

    async def lost_from(self, database: Database) -> list[object]:
        """List what a database ought to hold and does not, or holds and ought not."""
        async with database.reading() as transaction:
            session = transaction.session
            lost: list[object] = [
                one for one in self.made if await session.get(one[0], one[1]) is None
            ]
            for tie, allowed in self.ties.items():
                table, mine, theirs = tie
                if (await session.get(table, (mine, theirs)) is not None) not in allowed:
                    lost.append(tie)
        return lost

    async def _tie(self, me: Browser) -> Answer:
        """Follow or block somebody, or no longer; a block would end following, so never both."""
        place = self.browsers.index(me)
        other = self.chance.choice([n for n in range(len(self.browsers)) if n != place])
        kinds: tuple[tuple[Tie, str], ...] = ((FollowRow, "follow"), (BlockRow, "block"))
        table, path = kinds[(place + other) % 2]
        whom = self.browsers[other].me["id"]
        tie, is_made = (table, UUID(me.me["id"]), UUID(whom)), self.chance.random() < MOSTLY
        before = self.ties.get(tie, frozenset({False}))
        self.ties[tie] = before | {is_made}
        method = "PUT" if is_made else "DELETE"
        answer = await me.ask(method, f"/api/members/{whom}/{path}")
        if answer.status < 300:
            self.acknowledged += 1
            self.ties[tie] = frozenset({is_made})
        elif answer.status < SERVER_ERROR:
            self.ties[tie] = before
        return answer

    async def _room(self, me: Browser) -> Answer:
        if sum(table is RoomRow for table, _ in self.made) >= ROOMS_AT_MOST:
            return await self._tie(me)
        wish = {"title": "Late talk", "languages": ["en"], "type": "open"}
        return self._note(RoomRow, await me.post("/api/rooms", wish))

    async def _report(self, me: Browser) -> Answer:
        room = await self._room(me)
        if room.status != HTTPStatus.CREATED:
            # Refused, or something else was written in its place.
            return room
        await me.post(f"/api/rooms/{room.body['id']}/join")
        words = {"reason": "other", "words": "This is loud"}
        wish = {"room_id": room.body["id"], "account_id": None, **words}
        return self._note(ReportRow, await me.post("/api/reports", wish))

    async def _newcomer(self, me: Browser) -> Answer:
        invited = await me.post("/api/invitations", {"language": "en"})
        if invited.status != HTTPStatus.CREATED:
            return invited
        self._newcomers += 1
        handle = f"guest_{self._newcomers}"
        async with browsers_of() as newcomer:
            newcomer.base, newcomer.origin = me.base, me.origin
            return self._note(AccountRow, await _redeem(newcomer, invited, handle))

    def _note(self, table: Made, answer: Answer) -> Answer:
        if answer.status == HTTPStatus.CREATED:
            self.acknowledged += 1
            self.made.add((table, UUID(answer.body["id"])))
        return answer


async def write_until_cut_off(browsers: Sequence[Browser], written: Written) -> None:
    """Let everybody write until nobody answers any more."""

    async def write(me: Browser) -> None:
        try:
            while (await written.write(me)).status < SERVER_ERROR:
                pass
        except (aiohttp.ClientError, ConnectionError):
            return

    await asyncio.gather(*map(write, browsers))


@asynccontextmanager
async def browsers_of() -> AsyncIterator[Browser]:
    """Open a browser that belongs to no gateway yet."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield Browser(session, "", "")


async def _redeem(browser: Browser, invited: Answer, handle: str) -> Answer:
    invitation, _, secret = invited.body["link"].rpartition("/")[2].partition("#")
    path = f"/api/invitations/{invitation}/redeem"
    return await browser.post(path, {"token": secret, **person(handle)})
