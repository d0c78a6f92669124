"""Looks at screens: holds them to axe's rules, and takes pictures for people to look at."""

import asyncio
from pathlib import Path
from typing import Final, Literal

from playwright.async_api import Page, expect

PICTURES: Final = Path("journeys-out/screens")
"""Each screen as <language>/<screen>-<width>-<scheme>.png; what docs/screens shows is from here."""

AXE: Final = Path("web/node_modules/axe-core/axe.min.js")
SCHEMES: Final[tuple[tuple[Literal["light", "dark"], list[str] | None], ...]] = (
    ("light", None),
    ("dark", ["color-contrast"]),
)
"""Each with the rules it can break: nothing but colours differs in the dark."""
SIZES: Final = ((390, 844), (1280, 800))

RUN: Final = """async (rules) => {
  const only = rules && { runOnly: { type: "rule", values: rules } };
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...only });
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? [`wider than the window: ${scrollWidth} px`] : [];
  const told = ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`;
  return [...violations.map(told), ...wide];
}"""


class Inspector:
    """Looks at one screen after the other."""

    def __init__(self, album: Path) -> None:
        """Take the folder for the pictures."""
        self._album = album
        self.screens = 0
        self.found: list[str] = []

    async def looks_at(self, screen: str, page: Page) -> None:
        """Run axe in both colour schemes at both sizes, and take a picture of each.

        What is wider than the window, so that one would have to scroll sideways, counts as well.
        """
        self.screens += 1
        # The client has taken over from what the server drew.
        await expect(page.locator("#page h1").first).to_be_visible()
        if not await page.evaluate("'axe' in window"):
            await page.evaluate(AXE.read_text(encoding="utf-8"))
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            for scheme, rules in SCHEMES:
                await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                picture = f"{screen.replace(' ', '-')}-{width}-{scheme}.png"
                # Both only read: one process holds the page, another packs the picture.
                violations, _ = await asyncio.gather(
                    page.evaluate(RUN, rules),
                    page.screenshot(path=self._album / picture, caret="initial"),
                )
                where = f"{screen}, {scheme}, {width} px"
                self.found += [f"{where}: {violation}" for violation in violations]
