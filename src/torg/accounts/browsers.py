"""What to call a browser in the list of login sessions: pure, and coarse on purpose."""

from collections.abc import Sequence
from typing import Final

BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex Browser"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""A word of the User-Agent and the browser it gives away; whoever poses as another stands first."""

SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str | None) -> str | None:
    """Give "Firefox on Linux" by the browser's own words, None where they say nothing known."""
    words = user_agent or ""
    browser, system = _first(BROWSERS, words), _first(SYSTEMS, words)
    return f"{browser} on {system}" if browser and system else browser


def _first(known: Sequence[tuple[str, str]], words: str) -> str | None:
    return next((name for sign, name in known if sign in words), None)
