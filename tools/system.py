"""See that the Debian packages the tests need are there: install them, or say how to."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

PACKAGES: Final = {
    "chromium": "journeys with sound",
    "firefox-esr": "journeys with sound",
    "espeak-ng": "the voices that are heard in them",
    "fonts-noto-core": "the same letters on every machine in screenshots",
    "iproute2": "lossy networks, in namespaces",
    "nftables": "lossy networks, in namespaces",
    "postgresql": "the same tests on the other database",
}

INSTALLED: Final = "install ok installed"


def missing_of(packages: Sequence[str]) -> list[str]:
    """Ask dpkg which of these are not installed."""
    query = ["dpkg-query", "--show", "--showformat", "${Package}\t${Status}\n", *packages]
    answer = subprocess.run(query, capture_output=True, text=True, check=False)
    states = dict(line.split("\t", 1) for line in answer.stdout.splitlines())
    return [package for package in packages if states.get(package) != INSTALLED]


def commands_for(missing: Sequence[str]) -> list[list[str]]:
    """Say what installs them, run as root."""
    return [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", *missing],
    ]


def root_prefix() -> list[str] | None:
    """Say what to put before a command to run it as root unasked; None when nothing would."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def main() -> int:
    """Return 0 when everything is there."""
    if shutil.which("dpkg-query") is None:
        missing = list(PACKAGES)
        reason = "This is no Debian, so nothing was checked. The tests need"
    else:
        missing = missing_of(list(PACKAGES))
        if not missing:
            return 0
        reason = "The tests need Debian packages that are missing"
    prefix = root_prefix() if shutil.which("apt-get") else None
    if prefix is None:
        print(f"{reason}:", file=sys.stderr)
        for package in missing:
            print(f"  {package}: {PACKAGES[package]}", file=sys.stderr)
        print("Install them with:", file=sys.stderr)
        for command in commands_for(missing):
            print(f"  sudo {shlex.join(command)}", file=sys.stderr)
        print("What needs none of them: make test-unit", file=sys.stderr)
        return 1
    for command in commands_for(missing):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run([*prefix, *command], env=environment, check=False)
        if done.returncode != 0:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
