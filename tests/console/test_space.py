"""A backup leaves room on the disk for those who talk."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from torg.console.refused import Refused
from torg.console.space import require_space

LAST_BYTES = 1_000


def free(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=count))


def test_twice_the_last_backup_must_be_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = tmp_path / "last"
    last.write_bytes(bytes(LAST_BYTES))
    free(monkeypatch, 2 * LAST_BYTES)
    require_space(tmp_path, last)
    free(monkeypatch, 2 * LAST_BYTES - 1)

    with pytest.raises(Refused, match="Make room"):
        require_space(tmp_path, last)


def test_the_first_backup_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free(monkeypatch, 0)

    require_space(tmp_path, None)
