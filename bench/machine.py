"""What a figure was taken on, and what the kernel says a process has used."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Final

NAMED: Final = ("cryptography", "pylibsrtp", "pyopenssl", "uvloop")
PAGE_BYTES: Final = os.sysconf("SC_PAGE_SIZE")


def facts() -> dict[str, str]:
    """Name processor, kernel, load, versions and commit; without them a figure says nothing."""
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    describe = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(describe, capture_output=True, text=True, check=False).stdout.strip()
    return {
        "processor": f"{os.cpu_count()} x {models[0] if models else platform.machine()}",
        "kernel": platform.release(),
        "load": " ".join(f"{load:.2f}" for load in os.getloadavg()),
        "python": platform.python_version(),
        **{name: version(name) for name in NAMED},
        "commit": commit,
    }


def pin(pid: int, processors: set[int]) -> None:
    """Keep all threads of a process on some processors."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), processors)


def processor_s(pid: int) -> float:
    """Sum user and system time of a process and its threads, in seconds, to the nanosecond."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def memory_bytes(pid: int) -> int:
    """Read the resident memory of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES


def descriptors(pid: int) -> int:
    """Count the open file descriptors of a process."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
