"""Programs, browsers and people for the journeys, and the line each journey prints."""

import json
import shutil
from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Playwright, async_playwright, expect
from tests.e2e.evening import Browsers, Evening
from tests.support.browsers import chromium, firefox
from tests.support.speech import GUEST, HOST, monologue, write_wave

FAILED = pytest.StashKey[bool]()

# What is waited for comes at once on an idle machine; a busy one is given the time it takes.
expect.set_options(timeout=15_000)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browsers(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Browsers]:
    folder = tmp_path_factory.mktemp("voices")
    started = Browsers(
        await chromium(playwright, write_wave(folder / "host.wav", monologue(HOST))),
        await chromium(playwright, write_wave(folder / "guest.wav", monologue(GUEST))),
        await firefox(playwright),
    )
    yield started
    for browser in started.all:
        await browser.close()


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def pictures_of_a_failure(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Keep what everyone saw, and what the program logged, when a journey failed."""
    evening = request.getfixturevalue("evening") if "evening" in request.fixturenames else None
    yield
    if isinstance(evening, Evening) and request.node.stash.get(FAILED, False):
        folder = request.config.rootpath / "journeys-out" / request.node.name
        folder.mkdir(parents=True, exist_ok=True)
        for person in evening.people:
            told = [*person.complaints]
            (folder / f"{person.name}.txt").write_text("\n".join(told))
            await person.page.screenshot(path=folder / f"{person.name}.png")
            # In Firefox the picture itself breaks the page's policy.
            person.complaints[:] = told
        shutil.copy(evening.log, folder / "log")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


class Journal:
    """Prints one line for each journey and keeps it as a line of JSON."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._path: Path = config.rootpath / "journeys.jsonl"
        self._begun = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a journey when it has ended, or could not begin."""
        if "/e2e/" not in report.nodeid or (report.when != "call" and report.passed):
            return
        name = report.nodeid.rpartition("::test_")[2].replace("_", " ").replace("[", " [")
        figures = dict(report.user_properties)
        row = {"journey": name, "outcome": report.outcome, "seconds": round(report.duration, 1)}
        with self._path.open("a" if self._begun else "w", encoding="utf-8") as file:
            file.write(json.dumps({**row, **figures}, ensure_ascii=False) + "\n")
        self._begun = True
        reporter = self._config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            told = "  ".join(f"{key} {value}" for key, value in figures.items())
            reporter.write_line(f"{report.outcome:7} {name}  {told}".rstrip())

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Print no dot for what has a line."""
        if "/e2e/" in report.nodeid and report.when == "call":
            return report.outcome, "", report.outcome.upper()
        return None


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Journal(config))
