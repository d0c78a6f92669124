"""The media part of a gateway before a media server without sound."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.support.media import FakeMedia, a_fake_media
from tests.support.signalling import Signalling, a_signalling


@pytest.fixture
async def fake(tmp_path: Path) -> AsyncIterator[FakeMedia]:
    async with a_fake_media(tmp_path / "media.sock") as media:
        yield media


@pytest.fixture
async def doors(tmp_path: Path, fake: FakeMedia) -> AsyncIterator[Signalling]:
    del fake  # It listens there already.
    async with a_signalling(tmp_path, tmp_path / "media.sock") as signalling:
        yield signalling
