"""The official Python SDK through the real process, over every address this machine has."""

import asyncio
import json
from ipaddress import ip_address
from pathlib import Path
from uuid import uuid4

import pytest
from tests.support.livekit_server import torg_media
from tests.support.sdk import SdkTown
from tests.support.waiting import until

from torg.sfu.transport import default_route, local_addresses

ADDRESSES = sorted(each for each in local_addresses() if not ip_address(each).is_link_local)


@pytest.mark.parametrize("address", ADDRESSES)
async def test_a_tone_is_heard_over_each_address(tmp_path: Path, address: str) -> None:
    async with torg_media(tmp_path, ["--auto-create", "--address", address]) as server:
        town = SdkTown(server, f"room-{uuid4().hex[:8]}")
        ana, bo = await town.enters("ana"), await town.enters("bo", may_publish=False)
        await ana.publish()
        await bo.hears("ana")
        log = [*bo.log]
        await town.closing.aclose()

        assert log == ["track_published ana", "track_subscribed ana"]


async def test_the_forwarding_table_follows_what_is_heard(tmp_path: Path) -> None:
    dump = tmp_path / "dump.sock"
    async with torg_media(tmp_path, ["--auto-create", "--dump", str(dump)]) as server:
        town = SdkTown(server, "room")
        ana, bo = await town.enters("ana"), await town.enters("bo", may_publish=False)
        await ana.publish()
        await bo.hears("ana")
        speaking = await table(dump)
        ana.mute(muted=True)
        await bo.has_seen("track_muted ana")
        muted = await table(dump)
        await bo.room.disconnect()
        await until(lambda: nobody_hears(dump))
        await town.closing.aclose()

    assert speaking == {"room": {"sends": ["ana"], "hears": ["bo"]}}
    assert muted == {"room": {"sends": [], "hears": ["bo"]}}


def test_the_default_routes_are_addresses_of_this_machine() -> None:
    routes = {default_route(version) for version in (4, 6)} - {None}

    assert routes <= set(local_addresses())


async def table(dump: Path) -> dict[str, dict[str, list[str]]]:
    reader, writer = await asyncio.open_unix_connection(str(dump))
    text = await reader.read()
    writer.close()
    await writer.wait_closed()
    answer: dict[str, dict[str, list[str]]] = json.loads(text)
    return answer


async def nobody_hears(dump: Path) -> bool:
    return not (await table(dump))["room"]["hears"]
