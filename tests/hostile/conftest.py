"""One real media server for all attacks, and a talk on it that must not suffer.

Every attack comes in two sizes: a small one for each run, and the full one of the threat model,
which runs where slow tests are asked for (`make soak`).
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.support.livekit_server import LiveKitServer, torg_media
from tests.support.talk import Lobby, Talk, a_lobby, a_talk

OPTIONS = ["--auto-create", "--address", "127.0.0.1"]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def attacked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveKitServer]:
    folder = tmp_path_factory.mktemp("hostile")
    async with torg_media(folder, OPTIONS, log=folder / "log") as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def talk(attacked: LiveKitServer) -> AsyncIterator[Talk]:
    async with a_talk(attacked) as talking:
        yield talking


@pytest_asyncio.fixture(loop_scope="session")
async def lobby(attacked: LiveKitServer) -> AsyncIterator[Lobby]:
    async with a_lobby(attacked) as room:
        yield room
