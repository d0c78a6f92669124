"""Writes docs/settings.md from the settings as they are declared and documented in the code.

Usage: python tools/settings_doc.py [--check]; with --check it only says whether it is fresh.
"""

import sys
from pathlib import Path, PosixPath
from typing import Any

from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from torg.config import MediaSettings, Settings

FILE = Path(__file__).parent.parent / "docs" / "settings.md"
HEAD = """# Settings

Every setting is an environment variable. Lists are written as JSON: `["203.0.113.7"]`. This page
is made by `tools/settings_doc.py` from the code; do not edit it.
"""
NOT_FOR_PEOPLE = frozenset({"demo"})
"""Set by an option only."""


def section(title: str, settings: type[BaseSettings]) -> str:
    """Write the table of one group of settings."""
    prefix = settings.model_config["env_prefix"]
    rows = [
        f"| `{prefix}{name.upper()}` | {_shown(field.default)} | {field.description} |"
        for name, field in settings.model_fields.items()
        if name not in NOT_FOR_PEOPLE
    ]
    return "\n".join(
        [f"\n## {title}\n", "| Name | Default | Meaning |", "|---|---|---|", *rows, ""]
    )


def _shown(default: Any) -> str:  # noqa: ANN401 - a default is anything
    if default is None or default == () or default is PydanticUndefined:
        return "none"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default}`" if not isinstance(default, PosixPath) else f"`{default.as_posix()}`"


def main() -> None:
    """Write the file, or compare it."""
    text = "".join(
        (
            HEAD,
            section("torg serve", Settings),
            section("torg media", MediaSettings),
        )
    )
    if "--check" not in sys.argv:
        FILE.write_text(text, "utf-8")
    elif not FILE.exists() or FILE.read_text("utf-8") != text:
        sys.exit("docs/settings.md is out of date. Run: python tools/settings_doc.py")


if __name__ == "__main__":
    main()
