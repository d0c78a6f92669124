"""One gateway for all cells, and a room of each type with everybody in their place."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.matrix.town import Town, a_town
from tests.support.gateway import running_gateway
from tests.support.unlimited import lift_limits


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    with pytest.MonkeyPatch.context() as patch:
        lift_limits(patch)
        async with running_gateway(tmp_path_factory.mktemp("matrix")) as gateway:
            yield await a_town(gateway)
