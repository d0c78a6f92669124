"""A listener behind a bad line, in a network of its own: voices go on, and how well."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import async_playwright
from tests.contract.town import Town, a_page
from tests.support.browsers import CHROMIUM, chromium
from tests.support.livekit_server import torg_media
from tests.support.namespaces import HERE, Line, a_far_network, available, can_delay, command_there
from tests.support.speech import write_wave
from tests.support.tones import share_of, tone
from tests.support.transcript import TRANSCRIBER_HZ
from tests.support.waiting import until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.system,
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(not available(), reason="networks of their own need root"),
]

TONE_HZ: Final = 600.0
LISTEN_S: Final = 10.0

LINES: Final = {
    "10 % loss": (Line(loss_percent=10), 0.12),
    "20 % loss": (Line(loss_percent=20), 0.25),
    "MTU 1280": (Line(mtu=1280), 0.02),
    "80 ms jitter": (Line(jitter_ms=80), 0.15),
}
"""Each line, and which part of what is heard may have been made up by the decoder."""


@pytest.mark.parametrize("name", LINES)
async def test_a_voice_goes_on_over_a_bad_line(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    line, made_up_limit = LINES[name]
    if line.jitter_ms and not can_delay():
        pytest.skip("this kernel is built without netem")
    microphone = write_wave(tmp_path / "tone.wav", tone(TONE_HZ))
    async with AsyncExitStack() as stack:
        stack.enter_context(a_far_network(line))
        server = await stack.enter_async_context(
            torg_media(tmp_path, ("--address", HERE), host=HERE)
        )
        near_page = await stack.enter_async_context(a_page())
        far_page = await stack.enter_async_context(a_page(HERE))
        playwright = await stack.enter_async_context(async_playwright())
        near = await chromium(playwright, microphone)
        stack.push_async_callback(near.close)
        far = await chromium(playwright, program=command_there(CHROMIUM, tmp_path))
        stack.push_async_callback(far.close)
        town = Town(server, near_page, {"chromium": near})
        await town.new_room()
        speaker = await town.enters("chromium", "speaker")
        town.origin, town.browsers = far_page, {"chromium": far}
        listener = await town.enters("chromium", "listener", may_publish=False)
        await speaker.do("speak")
        await until(listener.hears)

        (before,) = await listener.received()
        (sound,) = (await listener.recorded(LISTEN_S)).values()
        (after,) = await listener.received()
        await town.closing.aclose()

    seconds = after.seconds - before.seconds
    made_up = (after.concealed - before.concealed) / (seconds * 48_000)
    record_property("lost", after.lost)
    record_property("made_up", round(made_up, 3))
    assert share_of(TONE_HZ, sound, TRANSCRIBER_HZ) > 0.5
    assert made_up <= made_up_limit
