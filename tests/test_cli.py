"""The commands as a person types them."""

import asyncio
import os
import signal
import sqlite3
import stat
import sys
from pathlib import Path

import aiohttp
import pytest
from tests.support.gateway import Browser, person
from tests.support.program import torg_serve


async def torg(*arguments: str, **environment: str) -> tuple[int | None, str, str]:
    """Run a command to its end; give its code and what it wrote."""
    async with asyncio.timeout(30):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "torg", *arguments),
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_help_names_the_commands() -> None:
    code, out, _ = await torg("--help")

    assert code == 0
    assert "serve" in out
    assert "media" in out


@pytest.mark.parametrize(
    ("command", "option"), [("serve", "--demo"), ("serve", "--origin"), ("media", "--secret-file")]
)
async def test_help_explains_every_option(command: str, option: str) -> None:
    code, out, _ = await torg(command, "--help")

    assert code == 0
    assert option in out


async def test_help_imports_nothing_heavy() -> None:
    code = "import torg.cli, sys; print(*{'fastapi', 'sqlalchemy', 'pydantic'} & set(sys.modules))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()

    assert out.decode().split() == []


async def test_the_version_is_told() -> None:
    code, out, _ = await torg("--version")

    assert (code, out.strip()) == (0, "0.1.0")


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (("serve", "--origin", "http://talk.example.org"), {}, "https://"),
        (("serve", "--port", "70000"), {}, "listen_port"),
        (("serve",), {"TORG_LISTEN_PORT": "many"}, "listen_port"),
        (("serve",), {"TORG_LIVEKIT_URL": "wss://a.example"}, "go together"),
        (("media",), {}, "secret"),
        (("media", "--secret-file", "missing"), {}, "missing"),
        (("media",), {"TORG_MEDIA_SECRET": "short"}, "secret"),
    ],
)
async def test_a_wrong_setting_is_named_without_a_traceback(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], words: str
) -> None:
    code, _, err = await torg(*arguments, TORG_DATA_DIR=str(tmp_path), **environment)

    assert code == 2
    assert err.startswith("torg: ")
    assert words in err
    assert "Traceback" not in err


async def test_a_taken_port_is_named(tmp_path: Path) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    code, _, err = await torg("serve", "--port", str(port), TORG_DATA_DIR=str(tmp_path))
    server.close()
    await server.wait_closed()

    assert code == 1
    assert f"cannot listen on 127.0.0.1:{port} (" in err
    assert "--port" in err
    assert len(err.splitlines()) == 1


def a_file_of(data: Path, name: str, content: bytes) -> None:
    data.mkdir()
    (data / name).write_bytes(content)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("no address", "TORG_DATABASE_URL cannot be used"),
        ("mysql+nothing://x:secret@localhost/x", "TORG_DATABASE_URL cannot be used"),
        ("sqlite+aiosqlite:////nowhere/at/all.sqlite3", "does not open"),
        ("postgresql://x:secret@/x?host=/nowhere", "does not open"),
    ],
)
async def test_a_database_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, url: str, words: str
) -> None:
    data = {"TORG_DATA_DIR": str(tmp_path), "TORG_DATABASE_URL": url}
    code, _, err = await torg("serve", "--port", "0", **data)

    assert (code, len(err.splitlines())) == (1, 1)
    assert words in err
    assert "secret" not in err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("torg.sqlite3", b"not a database" * 100, "does not open (file is not a database)"),
        ("lease.key", b"", "lease.key holds no key"),
        ("media.key", b"\xff" * 43, "media.key cannot be read"),
    ],
)
async def test_a_broken_file_of_the_data_folder_is_told_in_one_line(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    await asyncio.to_thread(a_file_of, tmp_path / "data", name, content)
    code, _, err = await torg("serve", "--port", "0", TORG_DATA_DIR=str(tmp_path / "data"))

    told = [line for line in err.splitlines() if line.startswith("torg: ")]
    assert (code, len(told)) == (1, 1)
    assert words in told[0]
    assert "Traceback" not in err


async def test_a_data_folder_too_deep_for_the_socket_is_told_in_one_line(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    code, _, err = await torg("serve", "--port", "0", TORG_DATA_DIR=str(deep))

    assert code == 1
    assert "too long for the media server's socket" in err
    assert "--data-dir" in err
    assert "Traceback" not in err


@pytest.mark.sqlite("its file is looked at")
async def test_serve_prints_the_owner_link_and_keeps_its_files_private(tmp_path: Path) -> None:
    async with torg_serve(tmp_path) as program, aiohttp.ClientSession() as session:
        async with session.get(f"{program.origin}/api/instance") as answer:
            instance = await answer.json()
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode) & 0o077
            for path in (tmp_path / "data").iterdir()
        }

    assert program.link.startswith(f"{program.origin}/setup#")
    assert instance["state"] == "unclaimed"
    assert {"torg.sqlite3", "lease.key", "media.key"} <= modes.keys()
    assert set(modes.values()) == {0}


@pytest.mark.sqlite("its file is looked at")
async def test_serve_ends_in_order_on_sigterm(tmp_path: Path) -> None:
    async with torg_serve(tmp_path) as program:
        os.kill(program.pid, signal.SIGTERM)
    left = {path.name for path in (tmp_path / "data").iterdir()}
    with sqlite3.connect(tmp_path / "data" / "torg.sqlite3") as database:
        whole = database.execute("PRAGMA integrity_check").fetchone()
    database.close()

    assert "media.sock" not in left
    assert whole == ("ok",)


async def test_an_open_feed_does_not_hold_up_the_end(tmp_path: Path) -> None:
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
        torg_serve(tmp_path) as program,
    ):
        browser = Browser(session, program.origin, program.origin)
        token = program.link.partition("#")[2]
        await browser.post("/api/setup", {"token": token, **person("ana")})
        async with browser.socket("/api/feed") as feed:
            await feed.send_json({"watch": "me"})
            await feed.receive_json()
            os.kill(program.pid, signal.SIGTERM)
            farewell = await feed.receive()

    assert farewell.type is aiohttp.WSMsgType.CLOSE
    assert farewell.data == 1012  # "service restart": clients come back
