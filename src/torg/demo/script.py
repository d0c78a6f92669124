"""What the recorded voices say, and in which room."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from torg.demo.characters import ANNA, KARL, SARA, Character

VOICES: Final = Path(__file__).parent / "voices"

TITLE: Final = "How a stage works (recorded voices)"

PLAYERS: Final = (SARA, ANNA, KARL)
"""Who is on stage: Sara holds the chair, the others talk."""


@dataclass(frozen=True, slots=True)
class Line:
    """One turn: who speaks, and what is heard from the file of that name."""

    who: Character
    name: str
    text: str

    @property
    def file(self) -> Path:
        """The recording: Ogg with Opus."""
        return VOICES / f"{self.name}.opus"


SCRIPT: Final = (
    Line(
        ANNA,
        "01-welcome",
        "Welcome to Torg. I am a recorded voice, and so is Karl. "
        "We talk in turns, so that you hear what a live stage is like.",
    ),
    Line(
        KARL,
        "02-real",
        "The recording is the only thing here that is not real. "
        "Our voices travel as yours would: over the media server, to everybody who listens.",
    ),
    Line(
        ANNA,
        "03-listener",
        "You came in as a listener. Nobody hears you, and nobody can open your microphone.",
    ),
    Line(
        KARL,
        "04-hand",
        "If you would like to say something, raise your hand. "
        "Sara holds the chair tonight, and in a few seconds she will invite you.",
    ),
    Line(
        ANNA,
        "05-muted",
        "When you accept, you come to the stage with your microphone closed. "
        "You open it yourself, and you close it whenever you like.",
    ),
    Line(
        KARL,
        "06-ring",
        "Look at the ring around my picture. It is drawn only when the server hears me, "
        "so what you see is what everybody hears.",
    ),
    Line(
        ANNA,
        "07-althing",
        "A thousand years ago people in Iceland rode for two weeks to speak under an open sky. "
        "Whoever came could listen.",
    ),
    Line(
        KARL,
        "08-look",
        "You may look around meanwhile. The sound stays with you on every page, "
        "until you leave quietly.",
    ),
    Line(
        ANNA,
        "09-friend",
        "Open the second link from your terminal in another browser, "
        "and you can talk with yourself, or with a friend.",
    ),
    Line(
        KARL,
        "10-again",
        "That was our whole play, and it begins again now. Thank you for listening.",
    ),
)
"""The play; it is repeated for as long as the demo runs."""
