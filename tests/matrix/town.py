"""The people of the permission matrix, and the rooms they are in."""

from dataclasses import dataclass
from uuid import UUID

import aiohttp
from sqlalchemy import update
from tests.support.admins import an_admin
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import bring_on_stage, feed_of, join, open_room
from tests.support.ties import follow

from torg.media.models import LeaseRow
from torg.stage.roles import Role

INSIDE = ("host", "listener", "speaker", "moderator", "a_listener", "a_speaker")
SOMEBODY = "p_somebody"
LISTED = ("invited", *INSIDE[1:])
MOVES = ("/join", "/leave", "/end", "/stage/{me}", "/stage/{a_speaker}", "/stage/{the_host}")
"""After these somebody is not where they were."""
OUTCOMES = {401: "sign in", 403: "no", 404: "gone"}


@dataclass
class Town:
    """Everybody by their place, and a room that is made anew once somebody has moved."""

    gateway: Gateway
    people: dict[str, Browser]
    _room: str = ""
    _kind: str = ""
    _newcomers: int = 0

    async def outcome(self, who: str, method: str, path: str, kind: str) -> str:
        """Try it, and say how it ended: `yes`, `no`, `gone`, or `sign in`."""
        if self._kind != kind:
            self._room, self._kind = await self._fresh(kind), kind
        room, browser = self._room, self.people[who]
        if method == "WATCH":
            return await self._watched(browser, room)
        ids = {each: one.me.get("id") for each, one in self.people.items()}
        names = {"room_id": room, "me": ids[who], "the_host": ids["host"], "handle": SOMEBODY}
        body = {"to": ids["somebody"]} if path.endswith("/pings") else None
        answer = await browser.ask(method, path.format(**(ids | names)), body)
        if answer.status < 300 and kind != "ended" and path.endswith(MOVES):
            await self._put_back(who, room)
        return OUTCOMES.get(answer.status, "yes")

    async def newcomer(self) -> Browser:
        """Let somebody come in of whom nobody knows anything."""
        self._newcomers += 1
        return await self.gateway.member(f"p_{self._newcomers}")

    async def _put_back(self, who: str, room: str) -> None:
        if who in INSIDE:
            self._kind = ""
        else:
            await self.people[who].post(f"/api/rooms/{room}/leave")

    async def _watched(self, browser: Browser, room: str) -> str:
        if not browser.me:
            return await refusal_of_feed(browser)
        async with feed_of(browser) as feed:
            return "gone" if await feed.watch(f"room:{room}") is None else "yes"

    async def _fresh(self, kind: str) -> str:
        people = self.people
        wanted = {"type": "open" if kind == "ended" else kind}
        listed = [people[who].me["handle"] for who in LISTED] if kind == "closed" else []
        room = await open_room(people["host"], **wanted, list=listed)
        for who in INSIDE:
            await join(people[who], room)
        for who in ("speaker", "moderator", "a_speaker"):
            await bring_on_stage(people["host"], people[who], room)
        async with self.gateway.database.transaction() as transaction:
            moderator = LeaseRow.account_id == UUID(people["moderator"].me["id"])
            row = update(LeaseRow).where(moderator, LeaseRow.ended_at.is_(None))
            await transaction.session.execute(row.values(role=Role.MODERATOR))
        if kind == "ended":
            await people["host"].post(f"/api/rooms/{room}/end")
        return room


async def a_town(gateway: Gateway) -> Town:
    """Let everybody come in; the host follows whom a social room is to be open to."""
    people = {"stranger": await gateway.browser(), "admin": await an_admin(gateway)}
    for who in ("outsider", "invited", *INSIDE, "somebody"):
        people[who] = await gateway.member(f"p_{who}")
    for who in LISTED:
        await follow(people["host"], people[who])
    await follow(people["somebody"], people["host"])
    return Town(gateway, people)


async def refusal_of_feed(browser: Browser) -> str:
    """Ask for a feed that is to be refused; say how."""
    try:
        async with browser.socket("/api/feed"):
            return "yes"
    except aiohttp.WSServerHandshakeError as refused:
        return OUTCOMES.get(refused.status, "yes")
