"""How well each participant hears and is heard: loss in, LiveKit's quality out."""

from dataclasses import dataclass
from typing import Final

from livekit.protocol.models import ConnectionQuality

EVERY_S: Final = 5.0

STEPS: Final = (
    (0.02, ConnectionQuality.EXCELLENT, 4.5),
    (0.10, ConnectionQuality.GOOD, 3.5),
    (1.00, ConnectionQuality.POOR, 2.0),
)
"""Highest share of lost packets, quality, score. LOST is never said: it makes JS reconnect."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A quality with the score LiveKit sends along (1 to 5)."""

    quality: ConnectionQuality
    score: float


def verdict(loss: float) -> Verdict:
    """Judge a share of lost packets, 0 to 1."""
    for bound, quality, score in STEPS:
        if loss <= bound:
            return Verdict(quality, score)
    return Verdict(ConnectionQuality.POOR, STEPS[-1][2])


class Hearing:
    """The worst loss of one participant since it was last judged."""

    __slots__ = ("_loss", "_said")

    def __init__(self) -> None:
        self._loss = 0.0
        self._said: Verdict | None = None

    def note(self, loss: float) -> None:
        """Take in a share of lost packets, from a receiver's report or our own count."""
        self._loss = max(self._loss, loss)

    def changed(self) -> Verdict | None:
        """Judge the time since the last call; None when nothing new is to be said."""
        now, self._loss = verdict(self._loss), 0.0
        if now == self._said:
            return None
        self._said = now
        return now
