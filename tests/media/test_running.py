"""What the media part is started with: keys in files, and a command line without secrets."""

import stat
import sys
from pathlib import Path
from typing import cast

import pytest
from tests.support.media import KEY, SECRET
from tests.support.torg_media import a_torg_media

from torg.config import Settings
from torg.media.child import Child
from torg.media.client import LiveKit, connected
from torg.media.key_files import KeyFileRefused, key_in
from torg.media.reconciler import Reconciler
from torg.media.running import MediaParts, child_program
from torg.media.sockets import Sockets
from torg.media.tokens import LeaseKeys
from torg.media.webhooks import Reports


def test_a_key_is_made_once_and_is_for_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "lease.key"
    key = key_in(path)

    assert len(key) == 43
    assert key_in(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_in(tmp_path / "another.key") != key


@pytest.mark.parametrize("text", ["", "\n", "x" * 31])
def test_a_file_without_a_key_is_not_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lease.key"
    path.write_text(text)

    with pytest.raises(KeyFileRefused):
        key_in(path)
    assert path.read_text() == text


def test_the_child_is_told_where_its_secret_lies_and_not_what_it_is(tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {"data_dir": tmp_path, "media_port": 0, "media_address": ["192.0.2.1", "2001:db8::1"]}
    )
    program = child_program(settings, tmp_path / "media.sock", "http://127.0.0.1:8000/x")

    assert program[:4] == (sys.executable, "-m", "torg", "media")
    assert " ".join(program[4:]) == (
        f"--unix {tmp_path}/media.sock --udp-port 0"
        " --address 192.0.2.1 --address 2001:db8::1"
        f" --key torg --secret-file {tmp_path}/media.key"
        " --dead-man 30 --announce publishers --webhook http://127.0.0.1:8000/x"
    )


def parts(media: LiveKit, child: Child | None) -> MediaParts:
    """Give parts of which only the client and the child are there."""
    return MediaParts(
        media,
        cast("Reconciler", None),
        cast("Sockets", None),
        cast("LeaseKeys", None),
        cast("Reports", None),
        child,
    )


async def test_the_childs_figures_are_read_while_it_lives(tmp_path: Path) -> None:
    path = tmp_path / "media.sock"
    async with connected(path, KEY, SECRET) as media:
        async with a_torg_media(path) as child:
            alive = await parts(media, child).figures()
            of_a_cluster = await parts(media, None).figures()
        away = await parts(media, child).figures()

    assert b"\ntorg_media_rooms 0\n" in alive
    assert of_a_cluster == away == b""
