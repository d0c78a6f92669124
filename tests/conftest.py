"""The fixtures that tests of several packages share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.support.gateway import Gateway, running_gateway


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[Gateway]:
    """A running gateway on a fresh database."""
    async with running_gateway(tmp_path) as running:
        yield running
