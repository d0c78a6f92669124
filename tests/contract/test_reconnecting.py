"""The signalling socket breaks, and the official SDK is back with its sound by itself."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import pytest
import pytest_asyncio
from tests.support.livekit_server import LiveKitServer, a_livekit_server
from tests.support.sdk import SdkTown
from tests.support.wire import a_wire

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # The secret of a development server is short.
    pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveKitServer]:
    async with a_livekit_server(tmp_path_factory.mktemp("media"), "--auto-create") as running:
        yield running


@pytest.mark.parametrize(
    "broken", [{"ana"}, {"bo"}, {"ana", "bo"}], ids=["speaker", "listener", "both"]
)
async def test_sound_is_back_after_the_socket_broke(
    server: LiveKitServer, broken: set[str]
) -> None:
    async with a_wire(server.url) as wire:
        town = SdkTown(server, f"room-{uuid4().hex[:8]}")
        people = {}
        for name in ("ana", "bo"):
            town.server = replace(server, url=wire.url) if name in broken else server
            people[name] = await town.enters(name)
        town.server = server
        await people["ana"].publish()
        await people["bo"].hears("ana")
        people["bo"].forget_sounds()
        wire.cut()
        for name in broken:
            await people[name].has_seen("reconnected")
        await people["bo"].hears("ana")
        logs = [line for log in town.logs().values() for line in log]
        await town.closing.aclose()

        assert not [line for line in logs if line.startswith("disconnected")]
