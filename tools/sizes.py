"""Stop files that have grown too long, and Python modules that do not say what they are for."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

LONGEST: Final = 500
WRITTEN: Final = {".py", ".ts", ".svelte", ".js", ".css", ".ftl", ".html"}
GENERATED: Final = {Path("web/src/api/schema.d.ts")}


def our_files() -> Iterator[Path]:
    """Name every file written by hand, as git knows them, also those not yet committed."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listing.stdout.splitlines():
        path = Path(name)
        if path.suffix in WRITTEN and path not in GENERATED and path.is_file():
            yield path


def complaints_about(path: Path) -> Iterator[str]:
    """Say what is wrong with one file."""
    text = path.read_text(encoding="utf-8")
    length = text.count("\n")
    if length > LONGEST:
        yield f"{path}: {length} lines; split it by duty, {LONGEST} is the limit"
    if path.suffix == ".py" and not (ast.get_docstring(ast.parse(text)) or "").strip():
        yield f"{path}: no docstring that says its duty"


def main() -> int:
    """Print every complaint; return 1 when there is one."""
    found = [complaint for path in our_files() for complaint in complaints_about(path)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
