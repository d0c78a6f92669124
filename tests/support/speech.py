"""Spoken files for the microphones of browsers: voices of espeak-ng, sentence by sentence."""

import io
import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]
"""Mono sound, one number a sample."""

MICROPHONE_HZ: Final = 48_000
PAUSE_S: Final = 0.8
"""Between sentences, long enough for a transcriber to see where one ends."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker: how they sound, and all they ever say, over and over."""

    variant: str
    words_a_minute: int
    sentences: tuple[str, ...]


HOST: Final = Voice(
    "en-gb",
    130,
    (
        "After the concert we went home and listened to the radio until midnight.",
        "The committee will discuss the results of the election on Thursday.",
        "Yesterday the president answered questions from students for two hours.",
    ),
)
GUEST: Final = Voice(
    "en-gb",
    130,
    (
        "The river was frozen, so the children walked across it to school.",
        "Nobody knows why the museum was closed on Monday afternoon.",
        "The government published a report about the price of electricity.",
    ),
)


def spoken(voice: Voice, sentence: str) -> Samples:
    """Let espeak-ng say a sentence, at 48,000 samples a second."""
    command = ["espeak-ng", "-v", voice.variant, "-s", str(voice.words_a_minute)]
    done = subprocess.run(
        [*command, "--stdout", "--", sentence], capture_output=True, check=True, timeout=30
    )
    return decoded(done.stdout, MICROPHONE_HZ)


def decoded(sound: bytes, rate: int) -> Samples:
    """Decode a sound file of any container (WAV, WebM, Ogg) to mono at the wanted rate."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
    pieces: list[Samples] = [np.zeros(0, np.int16)]
    with av.open(io.BytesIO(sound), "r") as container:
        for frame in container.decode(audio=0):
            pieces += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
        pieces += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    return np.concatenate(pieces)


def monologue(voice: Voice, pause_s: float = PAUSE_S) -> Samples:
    """Let the voice say all its sentences, each followed by a pause."""
    pause = np.zeros(int(pause_s * MICROPHONE_HZ), np.int16)
    pieces = [piece for said in voice.sentences for piece in (spoken(voice, said), pause)]
    return np.concatenate(pieces)


def write_wave(path: Path, samples: Samples, rate: int = MICROPHONE_HZ) -> Path:
    """Write a mono WAV file; Chromium takes it as a microphone and begins anew at its end."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path
