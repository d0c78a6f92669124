"""The example in docs/media.md works as it stands there."""

import asyncio
import math
from array import array
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import cast

from livekit import api, rtc
from tests.support.livekit_server import torg_media

PAGE = Path(__file__).parents[2] / "docs" / "media.md"


async def test_the_example_is_heard(tmp_path: Path) -> None:
    code = PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    names: dict[str, object] = {
        "api": api,
        "array": array,
        "asyncio": asyncio,
        "math": math,
        "rtc": rtc,
    }
    exec(compile(code, "docs/media.md", "exec"), names)  # noqa: S102 - our own page
    talk = cast("Callable[[str, str, str], Awaitable[int]]", names["talk"])
    async with torg_media(tmp_path, ["--auto-create"]) as server:
        loudest = await asyncio.wait_for(talk(server.url, server.key, server.secret), 20)

    assert loudest > 1_000
