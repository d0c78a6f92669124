"""See that the lock files name no registry and hold what the projects ask for."""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT: Final = Path("pyproject.toml")
EVERYTHING: Final = Path("requirements-dev.lock")
TO_RUN: Final = Path("requirements.lock")
TO_BUILD: Final = Path("requirements-build.lock")
NODE: Final = Path("requirements-node.lock")
RELEASE: Final = Path("requirements-release.lock")
CLIENT: Final = Path("web/package.json")
CLIENT_LOCK: Final = Path("web/package-lock.json")


def pins_of(path: Path) -> dict[str, set[str]]:
    """Read a Python lock: the versions each package is pinned to (two where markers differ)."""
    pins: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[:1].isalnum():
            name, _, rest = line.partition("==")
            version = rest.split(" ", 1)[0]
            pins.setdefault(canonicalize_name(name.partition("[")[0]), set()).add(version)
    return pins


def asked_for(lock: Path, requirements: list[str]) -> Iterator[str]:
    """Complain of what a lock lacks or holds in a version that was not asked for."""
    pins = pins_of(lock)
    for text in requirements:
        requirement = Requirement(text)
        versions = pins.get(canonicalize_name(requirement.name), set())
        if not versions:
            yield f"{lock}: {requirement.name} is missing; run make lock"
        yield from (
            f"{lock}: {requirement.name} {version} is not {requirement.specifier}; run make lock"
            for version in versions
            if not requirement.specifier.contains(version, prereleases=True)
        )


def of_python() -> Iterator[str]:
    """Compare the Python locks with pyproject.toml, with each other, and look for addresses."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    to_run = list(project["project"]["dependencies"])
    for extra in project["project"].get("optional-dependencies", {}).values():
        to_run += extra
    groups = project["dependency-groups"]
    yield from asked_for(TO_RUN, to_run)
    yield from asked_for(EVERYTHING, to_run + groups["dev"])
    yield from asked_for(NODE, groups["node"])
    yield from asked_for(RELEASE, groups["release"])
    whole = pins_of(EVERYTHING)
    for lock in (TO_RUN, TO_BUILD):
        for name, versions in pins_of(lock).items():
            if not versions <= whole.get(name, set()):
                yield f"{lock}: {name} is pinned otherwise than in {EVERYTHING}; run make lock"
    for lock in (EVERYTHING, TO_RUN, TO_BUILD, NODE, RELEASE):
        if "://" in lock.read_text(encoding="utf-8"):
            yield f"{lock}: holds an address"


def addresses_in(value: object, where: str = "") -> Iterator[str]:
    """Find the addresses in package-lock.json, but for those that ask for money."""
    match value:
        case dict():
            for key, inner in value.items():
                if key != "funding":
                    yield from addresses_in(inner, f"{where}/{key}")
        case list():
            for index, inner in enumerate(value):
                yield from addresses_in(inner, f"{where}/{index}")
        case str() if "://" in value:
            yield f"{CLIENT_LOCK}: {where} holds an address"
        case _:
            pass


def of_the_client() -> Iterator[str]:
    """Compare the client's lock with package.json and look for addresses."""
    package = json.loads(CLIENT.read_text(encoding="utf-8"))
    lock = json.loads(CLIENT_LOCK.read_text(encoding="utf-8"))
    yield from addresses_in(lock)
    root = lock["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        if package.get(kind, {}) != root.get(kind, {}):
            yield f"{CLIENT_LOCK}: its {kind} are not those of {CLIENT}; run make lock"


def main() -> int:
    """Print every complaint; return 1 when there is one."""
    found = [*of_python(), *of_the_client()]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
