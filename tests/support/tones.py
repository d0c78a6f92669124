"""Steady tones as microphone files, and how much of a sound is such a tone."""

from typing import Final

import numpy as np
from tests.support.speech import MICROPHONE_HZ, Samples

FIREFOX_HZ: Final = 1000.0
"""The pitch of Firefox's fake microphone."""


def tone(hz: float, seconds: float = 10, level: float = 0.25) -> Samples:
    """Make a sine wave; whole seconds and whole hertz make it seamless when played over."""
    phase = 2 * np.pi * hz * np.arange(int(seconds * MICROPHONE_HZ)) / MICROPHONE_HZ
    return (np.sin(phase) * level * 32_767).astype(np.int16)


def share_of(hz: float, samples: Samples, rate: int) -> float:
    """Say which part of a sound's energy lies within 3 % of a pitch: 0 to 1."""
    spectrum = np.abs(np.fft.rfft(samples.astype(np.float64))) ** 2
    pitches = np.fft.rfftfreq(len(samples), 1 / rate)
    near = np.abs(pitches - hz) <= 0.03 * hz
    return float(spectrum[near].sum() / max(spectrum.sum(), 1.0))
