"""Session descriptions as real clients wrote them, each with the answer we give."""

from pathlib import Path
from typing import Final

GOLDENS: Final = Path(__file__).parents[1] / "sfu" / "goldens"
OFFERS: Final = sorted(path.stem for path in GOLDENS.glob("*-offer-*.sdp"))
ANSWERS: Final = sorted(path.stem for path in GOLDENS.glob("*-answer-*.sdp"))


def golden(name: str, suffix: str = ".sdp") -> str:
    """Read one, with its line ends as they came over the wire."""
    return (GOLDENS / f"{name}{suffix}").read_bytes().decode()
