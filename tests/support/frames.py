"""Binary frames that real clients sent, replayed to the engine in memory, and what it answers."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from livekit.protocol.rtc import SignalRequest
from tests.support.goldens import GOLDENS
from tests.support.media_world import Client, World, certificate

FRAMES: Final = GOLDENS / "frames"
CLIENTS: Final = sorted(path.name for path in FRAMES.iterdir()) if FRAMES.is_dir() else []
Told = list[dict[str, str]]
"""What follows from one frame: of each message to whom, its kind and its bytes in base64."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One visit of one client: join, publish, mute, unmute, leave.

    `track` is the sid that the server of then gave the microphone.
    """

    query: dict[str, str]
    track: str
    frames: list[bytes]

    def save(self, client: str) -> None:
        """Write it down."""
        (FRAMES / client).mkdir(parents=True, exist_ok=True)
        written = {
            "query": self.query,
            "track": self.track,
            "frames": [base64.b64encode(each).decode() for each in self.frames],
        }
        _write(FRAMES / client / "said.json", written)

    def kinds(self) -> list[str]:
        """Name what the client said."""
        return [SignalRequest.FromString(each).WhichOneof("message") or "" for each in self.frames]


def recording(client: str) -> Recording:
    """Read what a client said."""
    read = json.loads((FRAMES / client / "said.json").read_text())
    frames = [base64.b64decode(each) for each in read["frames"]]
    return Recording(read["query"], read["track"], frames)


def expected(client: str) -> list[Told]:
    """Read what we tell the client and a witness: after the join, then after each frame."""
    told: list[Told] = json.loads((FRAMES / client / "told.json").read_text())
    return told


def replayed(visit: Recording) -> list[Told]:
    """Say it all again to a new engine, whose clock, ids and randomness are always the same."""
    world = World()
    witness, client = world.enters("bo"), world.enters("ana", visit.query)
    witness.pings = client.pings = False
    told = [_told(client, witness)]
    track = visit.track
    for frame in visit.frames:
        client.says_bytes(frame.replace(visit.track.encode(), track.encode()))
        for published in client.heard("track_published"):
            track = published.track.sid
        world.forward(0.1)
        told.append(_told(client, witness))
    client.drops()
    return told


def _told(*clients: Client) -> Told:
    # The certificate is a new one in every run.
    fingerprint = certificate().fingerprint.digest.hex(":").upper().encode()
    told = []
    for client in clients:
        for each in client.inbox:
            data = each.SerializeToString(deterministic=True)
            data = data.replace(fingerprint, b"0" * len(fingerprint))
            kind = each.WhichOneof("message") or ""
            written = base64.b64encode(data).decode()
            told.append({"to": client.identity, "kind": kind, "bytes": written})
        client.forget()
    return told


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write anew what we answer to each client."""
    for client in CLIENTS:
        _write(FRAMES / client / "told.json", replayed(recording(client)))


if __name__ == "__main__":
    main()
