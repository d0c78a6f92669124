"""What was said, read back by a machine, and how far it is from what should have been said."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import moonshine_voice
import numpy as np
from moonshine_voice import ModelArch, Transcriber
from tests.support.speech import Samples

TRANSCRIBER_HZ: Final = 16_000


def words_of(text: str) -> list[str]:
    """Take a text apart into plain words."""
    return re.findall(r"[a-z0-9']+", text.lower())


def word_error(said: str, transcript: str) -> float:
    """Count the words to change, leave out or add, per word said, over the whole transcript."""
    return _distance(words_of(said), words_of(transcript), anywhere=False)


def word_error_within(said: str, transcript: str) -> float:
    """Count the same against the part of the transcript that fits the sentence best."""
    return _distance(words_of(said), words_of(transcript), anywhere=True)


def _distance(said: Sequence[str], heard: Sequence[str], *, anywhere: bool) -> float:
    # Levenshtein's table row by row; starting and ending anywhere in what was heard is free.
    row = [0] * (len(heard) + 1) if anywhere else list(range(len(heard) + 1))
    for index, word in enumerate(said):
        above, row = row, [index + 1]
        for place, other in enumerate(heard):
            row.append(min(above[place] + (word != other), above[place + 1] + 1, row[place] + 1))
    return (min(row) if anywhere else row[-1]) / len(said)


class Listener:
    """The transcriber, with its model loaded once; it knows English only."""

    def __init__(self) -> None:
        model = Path(moonshine_voice.__file__).parent / "assets/tiny-en"
        self._transcriber = Transcriber(model_path=model, model_arch=ModelArch.TINY)

    def transcript(self, samples: Samples) -> str:
        """Read what is said in a sound of 16,000 samples a second."""
        sound = (samples / 32_768).astype(np.float32).tolist()
        lines = self._transcriber.transcribe_without_streaming(sound, TRANSCRIBER_HZ).lines
        return " ".join(line.text for line in lines)
