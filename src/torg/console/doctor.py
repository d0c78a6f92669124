"""`torg doctor`: runs every check, one after the other, and says what each has found."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict
from typing import Final

from torg.app.serve import at_port
from torg.config import Settings
from torg.console import database_checks, machine_checks, network_checks, tree_checks
from torg.console.findings import Finding, State, ok
from torg.console.terminal import say
from torg.kit.clock import SystemClock
from torg.kit.origin import own_origin

WIDTH: Final = 16
STATE_WIDTH: Final = 8
COLOURS: Final[Mapping[State, str]] = {
    State.OK: "\033[32m",
    State.WARNING: "\033[33m",
    State.WRONG: "\033[31m",
}
PLAIN: Final = "\033[0m"


def doctor_command(settings: Settings, *, as_json: bool) -> int:
    """Say what is found; give 1 when something is wrong."""
    home = at_port(settings.listen_port, settings)

    async def run() -> list[Finding]:
        return [finding async for finding in findings(home)]

    found = asyncio.run(run())
    for finding in found:
        say(json.dumps(asdict(finding)) if as_json else line_of(finding, _is_coloured()))
    states = [finding.state for finding in found]
    if not as_json:
        say(f"\n  {_sum_of(states)}")
    return 1 if State.WRONG in states else 0


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Run the checks."""
    yield ok("settings", f"read; people open {own_origin(settings)}")
    for finding in (
        *machine_checks.data_folder(settings),
        *machine_checks.keys(settings),
        *machine_checks.disk(settings),
        *machine_checks.backups(settings, SystemClock().now()),
        *machine_checks.clock(settings, SystemClock().now()),
    ):
        yield finding
    async for finding in database_checks.database(settings):
        yield finding
    async for finding in tree_checks.tree(settings):
        yield finding
    async for finding in network_checks.web_port(settings):
        yield finding
    for finding in (*network_checks.media_port(settings), *network_checks.addresses(settings)):
        yield finding
    async for finding in network_checks.proxy(settings):
        yield finding
    async for finding in network_checks.mail(settings):
        yield finding


def line_of(finding: Finding, is_coloured: bool) -> str:  # noqa: FBT001 - one of two ways to write
    """Write a finding, with what to do below it."""
    state = f"{finding.state:{STATE_WIDTH}}"
    if is_coloured:
        state = f"{COLOURS[finding.state]}{state}{PLAIN}"
    advice = f"\n  {'':{WIDTH + STATE_WIDTH}}{finding.advice}" if finding.advice else ""
    return f"  {state}{finding.check:{WIDTH}}{finding.found}{advice}"


def _is_coloured() -> bool:
    return sys.stdout.isatty()


def _sum_of(states: list[State]) -> str:
    wrong, warnings = states.count(State.WRONG), states.count(State.WARNING)
    if not wrong and not warnings:
        return "All is well."
    return f"{wrong} wrong, {warnings} to look at, {states.count(State.OK)} ok."
