"""One evening of the demo community: the room is opened, the play is played, hands are let up."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from itertools import cycle
from typing import Final

import aiohttp

from torg.demo.chair import let_hands_up
from torg.demo.member import Member, Refused
from torg.demo.script import ANNA, KARL, SARA, SCRIPT, Character
from torg.demo.voice import Presence, present, sound_of

BREATH_S: Final = 0.7
"""Between two turns."""


class Over(Exception):
    """Somebody of the community is no longer in the room."""


async def evening(members: Mapping[Character, Member], room: str) -> None:
    """Go in, take the stage by raised hands as anybody would, and play. Raises Over."""
    sara = members[SARA]
    async with AsyncExitStack() as stack:
        stack.push_async_callback(_end, sara, room)
        host = await _enter(sara, room, stack)
        speakers = {}
        for who in (ANNA, KARL):
            await _take_the_stage(members[who], sara, room)
            speakers[who] = await _enter(members[who], room, stack)
            await speakers[who].open_microphone()
        async with asyncio.TaskGroup() as group:
            group.create_task(_play(speakers))
            group.create_task(let_hands_up(sara, room))
            for presence in (host, *speakers.values()):
                group.create_task(_end_with(presence))


async def end_old_rooms(sara: Member) -> None:
    """End what an evening left open that could not end in order."""
    for card in (await sara.ask("GET", ""))["rooms"]:
        if card["host"]["id"] == str(sara.account.id):
            await _end(sara, card["id"])


async def _end(sara: Member, room: str) -> None:
    """End the room, as host; whoever cannot come in for that leaves it to time."""
    with suppress(Refused, aiohttp.ClientError):
        await sara.ask("POST", f"/{room}/join")
        await sara.ask("POST", f"/{room}/end")


async def _enter(member: Member, room: str, stack: AsyncExitStack) -> Presence:
    ticket = await member.ask("POST", f"/{room}/join")
    return await stack.enter_async_context(present(member.base, ticket["token"]))


async def _take_the_stage(member: Member, sara: Member, room: str) -> None:
    await member.ask("POST", f"/{room}/join")
    await member.ask("PUT", f"/{room}/hand")
    await sara.ask("POST", f"/{room}/offers/{member.account.id}")
    await member.ask("POST", f"/{room}/offer/accept")


async def _play(speakers: Mapping[Character, Presence]) -> None:
    sounds = {line: await asyncio.to_thread(sound_of, line.file) for line in SCRIPT}
    for line in cycle(SCRIPT):
        await speakers[line.who].say(sounds[line])
        await asyncio.sleep(BREATH_S)


async def _end_with(presence: Presence) -> None:
    await presence.over.wait()
    raise Over
