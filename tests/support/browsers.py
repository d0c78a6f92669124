"""Debian's Chromium and Firefox, headless, with fake microphones, as Playwright drives them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, BrowserContext, Playwright

CHROMIUM: Final = Path("/usr/bin/chromium")
FIREFOX: Final = Path("/usr/bin/firefox-esr")
EARS: Final = Path(__file__).with_name("ears.js")

CHROMIUM_ARGUMENTS: Final = (
    "--no-sandbox",  # Chromium refuses to run as root with one
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    # A page behind another is as awake as one in front: each stands for its own person.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
FIREFOX_SETTINGS: Final = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    # Headless there is no gesture for sound that Firefox would count.
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
}


async def chromium(
    playwright: Playwright, microphone: Path | None = None, program: Path = CHROMIUM
) -> Browser:
    """Start Chromium; its microphone plays the WAV file over and over, or beeps.

    The file begins with getUserMedia and runs on while the page is muted. All contexts of one
    browser share it, so each speaker takes a browser of their own.
    """
    arguments = [*CHROMIUM_ARGUMENTS]
    if microphone is not None:
        arguments.append(f"--use-file-for-fake-audio-capture={microphone}")
    return await playwright.chromium.launch(executable_path=program, args=arguments)


async def firefox(playwright: Playwright, settings: dict[str, str | int] | None = None) -> Browser:
    """Start Firefox ESR; its microphone is a steady tone of 1,000 Hz.

    It sends nothing to a candidate on 127.0.0.1. Dark colours and reduced motion are settings
    here; Playwright's own have no effect on it.
    """
    return await playwright.firefox.launch(
        channel="moz-firefox",
        executable_path=FIREFOX,
        firefox_user_prefs={**FIREFOX_SETTINGS, **(settings or {})},
    )


async def person_in(
    browser: Browser,
    *,
    locale: str = "en-GB",
    viewport: tuple[int, int] = (1280, 800),
    scripts: Iterable[Path] = (EARS,),
) -> BrowserContext:
    """Open a profile of its own in a browser, with ears beside each of its pages."""
    width, height = viewport
    is_chromium = browser.browser_type.name == "chromium"
    context = await browser.new_context(
        locale=locale,
        viewport={"width": width, "height": height},
        # Firefox knows no such permission; there a setting allows the microphone.
        permissions=["microphone"] if is_chromium else [],
    )
    for script in scripts:
        await context.add_init_script(path=script)
    return context
