"""Makes the recorded voices of the demo community: espeak-ng speaks, PyAV encodes Opus.

Usage: python tools/demo_voices.py (needs the Debian package espeak-ng). Run it again after the
script in torg/demo/script.py has changed, and commit what it wrote.
"""

import subprocess
import tempfile
from pathlib import Path

import av

from torg.demo.characters import ANNA, KARL
from torg.demo.script import SCRIPT, VOICES, Line

VOICE_OF = {
    ANNA.handle: ("-v", "en-gb+f2", "-s", "140", "-p", "55"),
    KARL.handle: ("-v", "en-gb+m3", "-s", "135", "-p", "40"),
}
RATE = 48_000
BITS_PER_S = 24_000


def speak(line: Line, wav: Path) -> None:
    """Let espeak-ng say the line into a file."""
    espeak = ["espeak-ng", *VOICE_OF[line.who.handle], "-w", str(wav), line.text]
    subprocess.run(espeak, check=True)


def encode(wav: Path, opus: Path) -> None:
    """Write the sound as Opus, mono, in an Ogg file."""
    with av.open(str(wav)) as source, av.open(str(opus), "w", format="ogg") as target:
        stream = target.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = BITS_PER_S
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for decoded in source.decode(audio=0):
            for frame in resampler.resample(decoded):
                target.mux(stream.encode(frame))
        for frame in resampler.resample(None):
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))


def main() -> None:
    """Make every line anew."""
    VOICES.mkdir(exist_ok=True)
    for old in VOICES.glob("*.opus"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        for line in SCRIPT:
            wav = Path(folder) / "line.wav"
            speak(line, wav)
            encode(wav, line.file)
            print(f"{line.file.name}: {line.file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
