"""Who is talking: the levels of a window made into changes of active speakers."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from torg.sfu.seam import TrackId

WINDOW_S: Final = 0.4
FRAME_S: Final = 0.02
LOUD_ENOUGH: Final = 35
"""In -dBov: quieter frames do not count as talking."""
LOUD_SHARE: Final = 0.4
SMOOTHING: Final = 2 / 3
"""Weight of the newest window in an exponential mean over 2 windows: 2 / (n + 1)."""
STEPS: Final = 8

_LOUD_FRAMES: Final = round(LOUD_SHARE * WINDOW_S / FRAME_S)
_FRAMES: Final = round(WINDOW_S / FRAME_S)


@dataclass(slots=True)
class _Meter:
    """One track's window, and what was last said of it."""

    loud: int = 0
    loudest: int = 127
    mean: float = 0.0
    told: float = 0.0

    def end_window(self) -> float:
        """Fold the window into the mean; returns the level to tell, in eighths."""
        if self.loud >= _LOUD_FRAMES:
            # Talking for part of the window counts as talking more softly.
            share = min(self.loud / _FRAMES, 1.0)
            level = share * float(10 ** (-self.loudest / 20))
            self.mean += (level - self.mean) * SMOOTHING
            told = ceil(self.mean * STEPS) / STEPS
        else:
            self.mean = told = 0.0
        self.loud, self.loudest = 0, 127
        return told


class Levels:
    """The meters of one room's tracks; a sender's claims, so good for rings, never for rights."""

    def __init__(self) -> None:
        self._meters: dict[TrackId, _Meter] = {}

    def heard(self, track: TrackId, level: int) -> None:
        """Count one packet of 20 ms at `level` -dBov (0 loudest, 127 silent)."""
        meter = self._meters.setdefault(track, _Meter())
        if level <= LOUD_ENOUGH:
            meter.loud += 1
            meter.loudest = min(meter.loudest, level)

    def silence(self, track: TrackId) -> None:
        """Forget the window of a track that was muted, gated or unpublished."""
        meter = self._meters.get(track)
        if meter is not None:
            meter.loud, meter.mean = 0, 0.0

    def end(self, track: TrackId) -> bool:
        """Forget a track that is over; whether it was last told to be talking."""
        meter = self._meters.pop(track, None)
        return meter is not None and meter.told > 0

    def changes(self) -> dict[TrackId, float]:
        """End a window of 0.4 s: tracks whose linear level (in eighths) changed; 0.0 = stopped."""
        changed = {}
        for track, meter in list(self._meters.items()):
            level = meter.end_window()
            if level != meter.told:
                changed[track] = meter.told = level
            elif not level:
                del self._meters[track]
        return changed
