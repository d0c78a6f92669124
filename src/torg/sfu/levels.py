"""Who is talking: levels of a window made into changes of active speakers."""

from torg.sfu.seam import TrackId

WINDOW_S = 0.4


class Levels:
    """The meters of one room's tracks."""

    def heard(self, track: TrackId, level: int) -> None:
        """Count one packet of 20 ms at `level` -dBov (0 loudest, 127 silent)."""
        raise NotImplementedError

    def silence(self, track: TrackId) -> None:
        """Forget the window of a track that was muted, gated or unpublished."""
        raise NotImplementedError

    def changes(self) -> dict[TrackId, float]:
        """End a window of 0.4 s: tracks whose linear level (in eighths) changed; 0.0 = stopped."""
        raise NotImplementedError
