"""The owner's commands as they are typed, beside a running Torg and without one."""

import asyncio
import os
import re
import sys
from pathlib import Path

import aiohttp
import pytest
from tests.support.databases import DATABASES
from tests.support.gateway import Browser, person
from tests.support.program import Program, torg_serve

WITHIN_S = 100
"""Each command starts a Python of its own, on a machine that may be busy."""


async def torg(*arguments: str, **environment: str) -> tuple[int | None, str, str]:
    """Run a command to its end; give its code and what it wrote."""
    async with asyncio.timeout(WITHIN_S):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "torg", *arguments),
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def here(folder: Path, name: str = "data") -> dict[str, str]:
    """Give what a command needs to find the instance in this folder."""
    url = await DATABASES.of_program(folder)
    found = {"TORG_DATA_DIR": str(folder / name)}
    return found if url is None else found | {"TORG_DATABASE_URL": url}


async def set_up(program: Program, session: aiohttp.ClientSession) -> Browser:
    owner = Browser(session, program.origin, program.origin)
    token = program.link.partition("#")[2]
    answer = await owner.post("/api/setup", {"token": token, **person("ana")})
    assert answer.status == 201
    return owner


@pytest.mark.database
@pytest.mark.timeout(240)
async def test_an_owner_invites_backs_up_and_restores(tmp_path: Path) -> None:
    environment = await here(tmp_path)
    backup, passphrase = tmp_path / "my.torg-backup", tmp_path / "passphrase"
    passphrase.write_text("open sesame\n")
    sealed = environment | {"TORG_BACKUP_PASSPHRASE_FILE": str(passphrase)}
    async with (
        torg_serve(tmp_path) as program,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
    ):
        await set_up(program, session)
        invited = await torg(
            "invite", "--language", "is", "--origin", program.origin, **environment
        )
        kept = await torg("backup", str(backup), **sealed)
        again = await torg("backup", str(backup), **sealed)
        while_running = await torg("restore", str(backup), **sealed)
    on_itself = await torg("restore", str(backup), **sealed)
    elsewhere = {name: value for name, value in sealed.items() if name != "TORG_DATABASE_URL"}
    elsewhere["TORG_DATA_DIR"] = str(tmp_path / "new")
    restored = await torg("restore", str(backup), **elsewhere)

    assert invited[0] == 0
    assert re.search(rf"{program.origin}/(?:is/)?join/[0-9a-f-]+#\S+", invited[1])
    assert "█" in invited[1]
    assert kept[0] == 0, kept
    assert "sealed by the passphrase" in kept[1]
    assert backup.stat().st_mode & 0o077 == 0
    assert (again[0], "there already" in again[2]) == (1, True)
    assert (while_running[0], "Torg is running" in while_running[2]) == (1, True)
    assert (on_itself[0], "has members already" in on_itself[2]) == (1, True)
    assert restored[0] == 0, restored
    assert re.search(r"accounts +1 +1\n", restored[1])
    assert "Its keys are back: lease.key, media.key, tree.key" in restored[1]
    assert (tmp_path / "new" / "tree.key").read_text() == (
        tmp_path / "data" / "tree.key"
    ).read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("backup",), 1, "there is no database"),
        (("invite",), 1, "there is no database"),
        (("invite", "--days", "31"), 2, "1 to 30 days"),
        (("invite", "--count", "51"), 2, "1 to 50"),
        (("restore", "missing"), 1, "cannot be read"),
        (("restore", __file__), 1, "this is no backup"),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    found, _, err = await torg(*arguments, TORG_DATA_DIR=str(tmp_path / "data"))

    assert found == code
    assert words in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("command", ["invite", "backup", "restore", "doctor"])
async def test_help_says_what_a_command_does(command: str) -> None:
    code, out, _ = await torg(command, "--help")

    assert code == 0
    assert "--data-dir" in out


async def test_the_doctor_is_well_where_nothing_is_yet(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    code, out, _ = await torg("doctor", "--json", TORG_DATA_DIR=data, TORG_MEDIA_PORT="0")

    assert code in {0, 1}  # another Torg may hold the ports of this machine
    assert '"check": "data folder", "state": "ok"' in out
