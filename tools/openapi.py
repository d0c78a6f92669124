"""Writes docs/openapi.json, the HTTP API from which clients' types are made.

Usage: python tools/openapi.py [--check]; with --check it only says whether the file is fresh.
"""

import json
import sys
from pathlib import Path

from torg.app.openapi import describe

FILE = Path(__file__).parent.parent / "docs" / "openapi.json"


def main() -> None:
    """Write the file, or compare it."""
    text = json.dumps(describe(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    if "--check" not in sys.argv:
        FILE.write_text(text, "utf-8")
    elif not FILE.exists() or FILE.read_text("utf-8") != text:
        sys.exit("docs/openapi.json is out of date. Run: python tools/openapi.py")


if __name__ == "__main__":
    main()
