"""The doctor says how things stand and what to do, and changes nothing."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.gateway import Gateway

from torg.config import Settings
from torg.console import database_checks, machine_checks, network_checks
from torg.console.doctor import findings, line_of
from torg.console.findings import Finding, State, wrong
from torg.kit.alone import alone_in, is_held


def settings(data_dir: Path, **changed: Any) -> Settings:  # noqa: ANN401 - any setting
    return Settings.model_validate({"data_dir": data_dir, "media_port": 0} | changed)


def states(found: list[Finding]) -> list[State]:
    return [finding.state for finding in found]


@contextmanager
def taken(kind: socket.SocketKind) -> Iterator[int]:
    with socket.socket(socket.AF_INET, kind) as holder:
        holder.bind(("127.0.0.1", 0))
        if kind is socket.SOCK_STREAM:
            holder.listen()
        yield holder.getsockname()[1]


async def test_a_healthy_instance_has_nothing_wrong(gateway: Gateway) -> None:
    gateway.settings.data_dir.chmod(0o700)
    found = [finding async for finding in findings(gateway.settings)]

    # Tests make their tables at once, which leaves no revision.
    wrong_ones = [each for each in found if each.state is State.WRONG and each.check != "database"]

    assert wrong_ones == []
    assert any("Torg answers" in finding.found for finding in found)


def test_a_folder_that_others_can_look_into_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    open_ = list(machine_checks.data_folder(settings(tmp_path)))
    tmp_path.chmod(0o700)
    closed = list(machine_checks.data_folder(settings(tmp_path)))

    assert states(open_) == [State.WARNING]
    assert "chmod 700" in open_[0].advice
    assert states(closed) == [State.OK]


def test_a_key_that_others_can_read_or_that_is_none_is_wrong(tmp_path: Path) -> None:
    readable, empty = tmp_path / "tree.key", tmp_path / "media.key"
    readable.write_text("a" * 43)
    readable.chmod(0o644)
    empty.touch(0o600)
    found = list(machine_checks.keys(settings(tmp_path)))

    assert states(found)[:2] == [State.WRONG, State.WRONG]


@pytest.mark.parametrize(
    ("hours", "state"), [(48, State.OK), (49, State.WARNING)], ids=["two nights", "older"]
)
def test_an_old_backup_is_told(tmp_path: Path, hours: int, state: State) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "one.torg-backup").touch()
    os.utime(folder / "one.torg-backup", (0, 0))
    now = datetime.fromtimestamp(0, UTC) + timedelta(hours=hours)

    assert states(list(machine_checks.backups(settings(tmp_path), now))) == [state]


def test_no_backup_is_told_where_there_is_something_to_lose(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    fresh = list(machine_checks.backups(settings(tmp_path), now))
    (tmp_path / "torg.sqlite3").touch()
    used = list(machine_checks.backups(settings(tmp_path), now))

    assert (states(fresh), states(used)) == ([State.OK], [State.WARNING])


def test_a_database_from_the_future_means_the_clock_ran_back(tmp_path: Path) -> None:
    (tmp_path / "torg.sqlite3").touch()
    now = datetime.now(UTC)
    past = list(machine_checks.clock(settings(tmp_path), now - timedelta(hours=1)))
    right = list(machine_checks.clock(settings(tmp_path), now))

    assert (states(past), states(right)) == ([State.WRONG], [State.OK])


async def test_a_database_that_is_none_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "torg.sqlite3").write_bytes(b"no database" * 500)
    found = [finding async for finding in database_checks.database(settings(tmp_path))]

    assert states(found) == [State.WRONG]


async def test_another_program_on_a_port_is_told_from_torg(
    tmp_path: Path, gateway: Gateway
) -> None:
    with taken(socket.SOCK_STREAM) as port, taken(socket.SOCK_DGRAM) as udp:
        both = settings(tmp_path, listen_port=port, media_port=udp)
        pages = [finding async for finding in network_checks.web_port(both)]
        audio = list(network_checks.media_port(both))
    ours = [finding async for finding in network_checks.web_port(gateway.settings)]

    assert (states(pages), states(audio)) == ([State.WRONG], [State.WRONG])
    assert states(ours) == [State.OK]


def test_private_addresses_reach_nobody_elsewhere(tmp_path: Path) -> None:
    public = {"origin": "https://talk.example.org"}
    behind = settings(tmp_path, media_address=("10.0.0.1",), **public)
    known = settings(tmp_path, media_address=("8.8.8.8",), **public)

    assert states(list(network_checks.addresses(behind))) == [State.WARNING]
    assert states(list(network_checks.addresses(known))) == [State.OK]


async def test_a_mail_server_that_is_not_there_is_wrong(tmp_path: Path) -> None:
    with taken(socket.SOCK_DGRAM) as nobody:
        away = settings(tmp_path, smtp_url=f"smtp://127.0.0.1:{nobody}", mail_from="a@x.example")
        found = [finding async for finding in network_checks.mail(away)]

    assert states(found) == [State.WRONG]


def test_advice_stands_below_what_was_found() -> None:
    finding = wrong("disk", "0 MB free", "Make room.")

    assert line_of(finding, is_coloured=False).splitlines()[1].strip() == "Make room."
    assert "\033[31m" in line_of(finding, is_coloured=True)


def test_a_folder_is_held_as_long_as_the_program_runs(tmp_path: Path) -> None:
    before = is_held(tmp_path)
    with alone_in(tmp_path):
        during = is_held(tmp_path)

    assert (before, during, is_held(tmp_path)) == (False, True, False)
