"""A built client with the letters of its package, and how a robot reads the pages it is shown."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

LITERATA: Final = Path("web/node_modules/@fontsource-variable/literata")
SOURCE: Final = Path("web/index.html")
VOID: Final = frozenset({"meta", "link", "rect", "path", "br"})


def letters_into(folder: Path) -> Path:
    """Put the letters into a folder as the client's build does."""
    folder.mkdir(parents=True)
    listed = (LITERATA / "unicode.json").read_text("utf-8")
    (folder / "unicode.json").write_text(listed, "utf-8")
    for script in json.loads(listed):
        source = LITERATA / "files" / f"literata-{script}-wght-normal.woff2"
        (folder / f"literata-{script}.woff2").write_bytes(source.read_bytes())
    return folder


def client_into(folder: Path) -> Path:
    """Make a folder as the client's build leaves it: its page, and the letters of cards."""
    letters_into(folder / "cards")
    (folder / "index.html").write_bytes(SOURCE.read_bytes())
    return folder


@dataclass
class Shown(HTMLParser):
    """What a page says to those who read it."""

    language: str = ""
    title: str = ""
    metas: dict[str, list[str]] = field(default_factory=dict)
    alternates: dict[str, str] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    text: str = ""
    _open: list[str] = field(default_factory=list)
    _href: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert "style" not in given, "the content security policy refuses inline styles"
        self._note(tag, given)
        if tag not in VOID:
            self._open.append(tag)

    def _note(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "html":
            self.language = given["lang"]
        elif tag == "meta":
            name = given.get("name") or given.get("property", "")
            self.metas.setdefault(name, []).append(given.get("content", ""))
        elif tag == "link" and given["rel"] == "alternate":
            self.alternates[given["hreflang"]] = given["href"]
        elif tag == "link" and given["rel"] == "stylesheet":
            self.sheets.append(given["href"])
        elif tag == "script":
            self.scripts.append(given["src"])
        elif tag == "a":
            self._href = given["href"]

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        within = self._open[-1] if self._open else ""
        if within == "title":
            self.title += data
        elif within == "a":
            self.links[self._href] = data
        if "body" in self._open and data.strip():
            self.text += data + "\n"

    def meta(self, name: str) -> str:
        """Give the one value of a name."""
        (value,) = self.metas[name]
        return value


def read(page: str) -> Shown:
    """Read a page as a robot does, without cookies and without running anything."""
    shown = Shown()
    shown.feed(page)
    shown.close()
    return shown
