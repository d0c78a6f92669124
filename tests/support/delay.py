"""How long sound takes from one page to another, found by laying the one over the other."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from tests.support.ears import Heard
from tests.support.transcript import TRANSCRIBER_HZ

PIECE_MS: Final = 500.0
STEP_MS: Final = 250.0
LONGEST_MS: Final = 1000.0
LOUD_ENOUGH: Final = 300.0
"""Root mean square below which a piece holds too little to be recognised by."""
ALIKE: Final = 0.3
"""Correlation below which a piece was not found again; a codec and a jitter buffer bend it."""


def delays_ms(sent: Heard, heard: Heard) -> list[float]:
    """Find each loud half second of what was sent in what was heard, and give the delays."""
    start = max(sent.start_ms, heard.start_ms) + LONGEST_MS
    end = min(_end_ms(sent), _end_ms(heard)) - PIECE_MS - LONGEST_MS
    found = (_delay_ms(sent, heard, at) for at in np.arange(start, end, STEP_MS))
    return [delay for delay in found if delay is not None]


def _end_ms(sound: Heard) -> float:
    return sound.start_ms + len(sound.samples) * 1000 / TRANSCRIBER_HZ


def _delay_ms(sent: Heard, heard: Heard, at: float) -> float | None:
    piece = sent.between(at, at + PIECE_MS).astype(np.float64)
    if np.sqrt(np.mean(piece**2)) < LOUD_ENOUGH:
        return None
    later = heard.between(at, at + PIECE_MS + LONGEST_MS).astype(np.float64)
    alike = _correlations(piece, later)
    best = int(np.argmax(alike))
    return best * 1000 / TRANSCRIBER_HZ if alike[best] >= ALIKE else None


def _correlations(piece: NDArray[np.float64], later: NDArray[np.float64]) -> NDArray[np.float64]:
    places = len(later) - len(piece) + 1
    size = len(later) + len(piece)
    product = np.fft.rfft(later, size) * np.conj(np.fft.rfft(piece, size))
    overlap = np.fft.irfft(product, size)[:places]
    sums = np.concatenate([[0.0], np.cumsum(later**2)])
    energy = sums[len(piece) :] - sums[: -len(piece)]
    scale = np.sqrt(np.maximum(energy, 1.0) * np.sum(piece**2))
    return np.asarray(overlap / scale, np.float64)
