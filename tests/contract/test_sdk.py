"""The official Python SDK on the media server: every scenario's log is what LiveKit's would be.

With TORG_TEST_LIVEKIT_URL, _KEY and _SECRET the same scripts run against any LiveKit server.
"""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
import pytest_asyncio
from livekit import rtc
from tests.contract.scenarios import SCENARIOS, Logs
from tests.support.livekit_server import LiveKitServer, a_livekit_server
from tests.support.sdk import SdkPerson, SdkTown

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # The secret of a development server is short.
    pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning"),
]

EXPECTED: Final[dict[str, Logs]] = json.loads(
    Path(__file__).with_name("logs.json").read_text(encoding="utf-8")
)
NOT_COMPARED: Final = (
    # LiveKit holds the news of who only listens back for some seconds: see docs/differences.md.
    "participant_connected ",
    # Of one's own leaving the SDK tells only when it hears of it before its events end.
    "disconnected CLIENT_INITIATED",
)


def normal(logs: Logs) -> Logs:
    """Leave out what depends on who was quicker."""
    return {
        name: sorted(line for line in log if not line.startswith(NOT_COMPARED))
        for name, log in logs.items()
    }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveKitServer]:
    options = ("--announce", "all", "--auto-create")
    async with a_livekit_server(tmp_path_factory.mktemp("media"), *options) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def town(server: LiveKitServer) -> AsyncIterator[SdkTown]:
    town = SdkTown(server, f"room-{uuid4().hex[:8]}")
    yield town
    await town.closing.aclose()


@pytest.mark.parametrize("name", SCENARIOS)
async def test_a_scenario_leaves_the_same_log_as_on_livekit(town: SdkTown, name: str) -> None:
    await SCENARIOS[name](town)

    assert normal(town.logs()) == normal(EXPECTED[name])


@pytest.mark.parametrize("fault", ["expired", "wrong secret", "wrong key", "no token"])
async def test_a_token_that_is_not_good_is_refused(server: LiveKitServer, fault: str) -> None:
    stranger = {"wrong secret": (server.key, "x" * 40), "wrong key": ("x", server.secret)}
    key, secret = stranger.get(fault, (server.key, server.secret))
    lifetime = timedelta(hours=-1 if fault == "expired" else 1)
    token = LiveKitServer(server.url, key, secret).token("ana", "room", lifetime=lifetime)
    person = SdkPerson("ana")

    with pytest.raises(rtc.ConnectError):
        await person.room.connect(server.url, "" if fault == "no token" else token)
