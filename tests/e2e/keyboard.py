"""A keyboard and nothing else: where Tab leads, and that whoever looks sees where it has led."""

from typing import Final, Literal

from playwright.async_api import Locator, Page, expect

Key = Literal["Enter", "Space", "Escape", "Home", "End", "ArrowRight", "ArrowLeft"]

MOST_STOPS: Final = 40
"""More stops than any page here has before what one looks for."""

UNSEEN: Final = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null; // the browser's own stop between two rounds
  const drawn = ({ outlineStyle, outlineWidth, outlineColor }) =>
    outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor);
  const around = here.closest("label, form div:has(> input, > textarea)");
  const rings = [[here], [here, "::after"], ...(around ? [[around]] : [])];
  const { x, y, width, height } = here.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  const told = here.outerHTML.slice(0, 200);
  if (!rings.some(([of, part]) => drawn(getComputedStyle(of, part)))) return `no ring: ${told}`;
  if (!top || !(here.contains(top) || top.contains(here))) return `covered: ${told}`;
  return null;
}"""
"""Why the place of the focus cannot be seen, or null: the ring stands around the control itself,
around the whole card that it opens, or around the line or the label that it stands in."""


class Keyboard:
    """The keys of one page; the mouse is never touched."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def reaches(self, control: Locator) -> None:
        """Go by Tab until the control has the focus; every stop on the way can be seen."""
        await expect(control).to_be_visible()
        for _ in range(MOST_STOPS):
            await self.press("Tab")
            if await control.evaluate("control => control === document.activeElement"):
                return
        raise AssertionError(f"Tab does not lead to {control}")

    async def press(self, key: Key | Literal["Tab"]) -> None:
        """Press one key; what has the focus after Tab or an arrow can be seen."""
        await self._page.keyboard.press(key)
        if key not in {"Enter", "Space", "Escape"}:
            unseen = await self._page.evaluate(UNSEEN)
            assert unseen is None, unseen

    async def uses(self, control: Locator, key: Key = "Enter") -> None:
        """Go to a control and press it."""
        await self.reaches(control)
        await self.press(key)
