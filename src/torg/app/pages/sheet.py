"""The stylesheet of the server's pages, under an address that changes with what is in it."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from torg.instance.rules import accent_in_the_dark
from torg.kit.client_files import File

STYLES: Final = Path(__file__).with_name("share.css").read_text("utf-8")
DIGEST: Final = hashlib.sha256(STYLES.encode()).hexdigest()[:16]
ADDRESS: Final = re.compile(rf"/share-{DIGEST}(?:-(?P<accent>[0-9a-f]{{6}}))?\.css", re.ASCII)


def sheet_address(accent: str | None) -> str:
    """Give the path of the stylesheet with an instance's own accent (#rrggbb), or Torg's."""
    return f"/share-{DIGEST}.css" if accent is None else f"/share-{DIGEST}-{accent[1:]}.css"


def sheet_at(path: str) -> File | None:
    """Give the stylesheet at a path; the accent stands in it, so nobody needs to be asked."""
    found = ADDRESS.fullmatch(path)
    return None if found is None else _sheet(found["accent"])


@lru_cache(maxsize=16)
def _sheet(accent: str | None) -> File:
    styles = STYLES
    if accent is not None:
        light, dark = f"#{accent}", accent_in_the_dark(f"#{accent}")
        styles += f"\n:root {{\n  --accent: light-dark({light}, {dark});\n}}\n"
    return File.of(styles.encode(), "text/css")
