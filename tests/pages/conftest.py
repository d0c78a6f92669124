"""A gateway whose client is built of what the build is made of, and its choices."""

from pathlib import Path

import pytest
from tests.support.strangers import LITERATA, client_into

import torg.app.compose


@pytest.fixture(autouse=True)
def built_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let gateways serve a client that these tests made, whatever is being built beside them."""
    if not LITERATA.exists():
        pytest.skip("the client's packages are not installed")
    folder = client_into(tmp_path / "client")
    monkeypatch.setattr(torg.app.compose, "CLIENT", folder)
    return folder
