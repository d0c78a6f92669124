"""The wheel holds all that Torg reads at run time, nothing else, and runs from where it is put."""

import os
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

SOURCES: Final = Path("src")
VERSION: Final = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["version"]
CLIENT: Final = SOURCES / "torg/web/index.html"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build with the hatchling that is installed: no isolation, so nothing is downloaded."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> frozenset[str]:
    with ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


@pytest.mark.parametrize(
    "kind",
    [
        "**/*.py",
        "locales/*/*.ftl",
        "migrations/versions/*.py",
        "demo/voices/*.opus",
        "app/pages/*.css",
        pytest.param(
            "web/**/*.*",
            marks=pytest.mark.skipif(not CLIENT.exists(), reason="the client is not built"),
        ),
    ],
)
def test_what_torg_reads_at_run_time_is_in_the_wheel(names: frozenset[str], kind: str) -> None:
    files = (path for path in (SOURCES / "torg").glob(kind) if path.name != ".gitkeep")
    needed = {path.relative_to(SOURCES).as_posix() for path in files}

    assert needed
    assert needed <= names


def test_no_test_and_no_tool_is_in_the_wheel(names: frozenset[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"torg", f"torg-{VERSION}.dist-info"}
    assert [name for name in names if "/test_" in name or ".test." in name] == []


def test_the_command_of_the_wheel_tells_its_version(wheel: Path, tmp_path: Path) -> None:
    put = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps"]
    put += ["--python", sys.executable, "--target", str(tmp_path), str(wheel)]
    subprocess.run(put, check=True, capture_output=True)
    # Without `site` no .pth file leads to the sources; what Torg needs comes after the wheel.
    path = os.pathsep.join((str(tmp_path), sysconfig.get_path("purelib")))
    told = subprocess.run(
        [sys.executable, "-S", str(tmp_path / "bin/torg"), "--version"],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
    )

    assert told.stdout.strip() == VERSION
