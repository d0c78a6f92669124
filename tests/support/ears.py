"""What one browser page hears: sound with its times, transcripts' raw material, and counts."""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from playwright.async_api import Page
from tests.support.speech import Samples, decoded
from tests.support.transcript import TRANSCRIBER_HZ
from tests.support.waiting import until

SCRIPT: Final = Path(__file__).with_name("ears.js")
SILENCE: Final = 60
"""Louder than this, of 32,767, is sound; what a decoder makes up for silence stays below."""

Kind = Literal["microphone", "remote"]


@dataclass(frozen=True, slots=True)
class Heard:
    """Sound from a moment on, at the transcriber's rate, gaps filled with silence."""

    start_ms: float
    samples: Samples

    def between(self, start_ms: float, end_ms: float) -> Samples:
        """Cut out the sound between two moments; what is not there is silence."""
        first = round((start_ms - self.start_ms) * TRANSCRIBER_HZ / 1000)
        length = round((end_ms - start_ms) * TRANSCRIBER_HZ / 1000)
        cut = np.zeros(length, np.int16)
        have = self.samples[max(first, 0) : max(first + length, 0)]
        offset = max(-first, 0)
        cut[offset : offset + len(have)] = have
        return cut

    @property
    def last_sound_ms(self) -> float | None:
        """When the last sound was, in epoch milliseconds; None where all is silence."""
        loud = np.flatnonzero(np.abs(self.samples.astype(np.int32)) > SILENCE)
        return self.start_ms + loud[-1] * 1000 / TRANSCRIBER_HZ if len(loud) else None


@dataclass(frozen=True, slots=True)
class Received:
    """What the browser itself counts for one track it receives."""

    id: str | None
    packets: int
    lost: int
    energy: float
    seconds: float
    concealed: int
    waited: float


class Ears:
    """Listens beside one page that was opened with `person_in`."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def now(self) -> float:
        """Read the page's clock: epoch milliseconds, the same in all pages of a machine."""
        return float(await self.page.evaluate("ears.now()"))

    async def last_tap(self) -> float:
        """Say when the page was last clicked."""
        return float(await self.page.evaluate("ears.lastTap()"))

    async def ids(self, kind: Kind) -> list[str]:
        """Name the sources heard so far, in the order in which they came."""
        return list(await self.page.evaluate("kind => ears.ids(kind)", kind))

    async def heard(self, source: str, since_ms: float = 0) -> Heard:
        """Take the sound of a source since a moment, of the last 90 s (Chromium only)."""
        answer: dict[str, Any] = await self.page.evaluate(
            "([id, since]) => ears.heard(id, since)", [source, since_ms]
        )
        times = np.array(answer["times"], np.float64).reshape(-1, 2)
        blocks = np.frombuffer(base64.b64decode(answer["sound"]), np.int16)
        return laid_out(times, blocks.reshape(len(times), -1))

    async def first_sound(self, kind: Kind, since_ms: float) -> float | None:
        """Say when there was sound for the first time since a moment (Chromium only)."""
        answer = await self.page.evaluate(
            "([kind, since, level]) => ears.firstSound(kind, since, level)",
            [kind, since_ms, SILENCE * 5],
        )
        return None if answer is None else float(answer)

    async def soon_hears(self, since_ms: float, within_s: float = 10) -> float:
        """Wait for sound and say when it came (Chromium only). Raises TimeoutError."""
        return await until(lambda: self.first_sound("remote", since_ms), within_s)

    async def recorded(self, seconds: float) -> dict[str, Samples]:
        """Record every remote track for a while, by source; works in every browser."""
        tracks = await self.page.evaluate("ms => ears.record(ms)", seconds * 1000)
        return {
            track["id"]: decoded(base64.b64decode(track["sound"]), TRANSCRIBER_HZ)
            for track in tracks
        }

    async def playing(self) -> int:
        """Count the audio elements of the page that play something unmuted."""
        return int(await self.page.evaluate("ears.playing()"))

    async def received(self) -> list[Received]:
        """Read the browser's own counts for each track it has received."""
        return [Received(**row) for row in await self.page.evaluate("ears.received()")]

    async def sent(self) -> int:
        """Read how many packets of sound the browser has sent."""
        return sum(await self.page.evaluate("ears.sent()"))


def laid_out(times: NDArray[np.float64], blocks: Samples) -> Heard:
    """Lay blocks of sound on the page's clock.

    Each block has two times in milliseconds: when the page got it, and its place on the sound
    card's clock. The page is sometimes late, never early: the least lag ties the two clocks.
    """
    if not len(times):
        return Heard(0, np.zeros(0, np.int16))
    lag = float(np.min(times[:, 0] - times[:, 1]))
    places = np.round((times[:, 1] - times[0, 1]) * TRANSCRIBER_HZ / 1000).astype(np.int64)
    samples = np.zeros(int(places.max()) + blocks.shape[1], np.int16)
    for place, block in zip(places, blocks, strict=True):
        samples[place : place + len(block)] = block
    return Heard(float(times[0, 1]) + lag, samples)
