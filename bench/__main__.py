"""Take the figures of the media server, print them, and keep them as JSON lines."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from bench.fanout import bare_loop
from bench.forwarding import AUDIENCES, forwarding
from bench.joins import joins
from bench.machine import facts


def note(into: Path, row: dict[str, object]) -> None:
    """Print one figure and append it to the file."""
    print("  ".join(f"{name}={value}" for name, value in row.items()), flush=True)
    with into.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


async def run(into: Path, audiences: list[int], *, with_joins: bool) -> None:
    """Take one figure after the other."""
    note(into, {"figure": "machine", "command": "make bench", **facts()})
    for listeners in audiences:
        note(into, bare_loop(listeners))
        note(into, await forwarding(listeners))
    if with_joins:
        note(into, await joins())


def main() -> int:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("build/bench.jsonl"))
    parser.add_argument("--listeners", type=int, nargs="*", default=list(AUDIENCES))
    parser.add_argument("--no-joins", action="store_true")
    chosen = parser.parse_args()
    chosen.into.parent.mkdir(parents=True, exist_ok=True)
    asyncio.run(run(chosen.into, chosen.listeners, with_joins=not chosen.no_joins))
    return 0


if __name__ == "__main__":
    sys.exit(main())
