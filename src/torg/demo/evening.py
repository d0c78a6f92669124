"""One evening of the demo community: the room is opened, the play is played, hands are let up."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from itertools import cycle
from typing import Final

import aiohttp

from torg.demo.chair import let_hands_up
from torg.demo.characters import ANNA, KARL, SARA, Character
from torg.demo.member import Member, Refused
from torg.demo.script import SCRIPT
from torg.demo.voice import Presence, present, sound_of

BREATH_S: Final = 0.7
"""Between two turns."""


class Over(Exception):
    """Somebody of the community is no longer in the room."""


async def evening(members: Mapping[Character, Member], room: str) -> None:
    """Go in, take the stage by raised hands as anybody would, and play. Raises Over."""
    sara = members[SARA]
    async with AsyncExitStack() as stack:
        stack.push_async_callback(end_room, sara, room)
        host = await enter(sara, room, stack)
        speakers = {}
        for who in (ANNA, KARL):
            await _take_the_stage(members[who], sara, room)
            speakers[who] = await enter(members[who], room, stack)
            await speakers[who].open_microphone()
        async with asyncio.TaskGroup() as group:
            group.create_task(_play(speakers))
            group.create_task(let_hands_up(sara, room))
            for presence in (host, *speakers.values()):
                group.create_task(end_with(presence))


async def end_old_rooms(host: Member) -> None:
    """End what an evening left open that could not end in order."""
    for card in (await host.ask("GET", "/rooms"))["rooms"]:
        if card["host"]["id"] == str(host.account.id):
            await end_room(host, card["id"])


async def end_room(host: Member, room: str) -> None:
    """End the room, as host; whoever cannot come in for that leaves it to time."""
    with suppress(Refused, aiohttp.ClientError):
        await host.ask("POST", f"/rooms/{room}/join")
        await host.ask("POST", f"/rooms/{room}/end")


async def enter(member: Member, room: str, stack: AsyncExitStack) -> Presence:
    """Go in, and be connected for as long as the stack."""
    ticket = await member.ask("POST", f"/rooms/{room}/join")
    return await stack.enter_async_context(present(member.base, ticket["token"]))


async def _take_the_stage(member: Member, sara: Member, room: str) -> None:
    await member.ask("POST", f"/rooms/{room}/join")
    await member.ask("PUT", f"/rooms/{room}/hand")
    await sara.ask("POST", f"/rooms/{room}/offers/{member.account.id}")
    await member.ask("POST", f"/rooms/{room}/offer/accept")


async def _play(speakers: Mapping[Character, Presence]) -> None:
    sounds = {line: await asyncio.to_thread(sound_of, line.file) for line in SCRIPT}
    for line in cycle(SCRIPT):
        await speakers[line.who].say(sounds[line])
        await asyncio.sleep(BREATH_S)


async def end_with(presence: Presence) -> None:
    """Wait until somebody is no longer in the room. Raises Over."""
    await presence.over.wait()
    raise Over
