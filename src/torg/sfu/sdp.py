"""Reading session descriptions (RFC 8866, RFC 8829): limits first, then a list of sections."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Direction = Literal["sendrecv", "sendonly", "recvonly", "inactive"]
Setup = Literal["actpass", "active", "passive"]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A certificate's digest as the SDP names it (RFC 8122)."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Codec:
    """One payload type; name in lower case, feedback as written after the number."""

    name: str
    rate: int
    channels: int
    fmtp: str = ""
    feedback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One m= block; transport facts stand in the description, BUNDLE shares them."""

    kind: str
    protocol: str
    port: int
    mid: str
    direction: Direction
    formats: tuple[str, ...]
    payloads: Mapping[int, Codec]
    extensions: Mapping[str, int]
    bundle_only: bool = False
    msid: tuple[str, str] | None = None
    ssrcs: tuple[int, ...] = ()

    @property
    def rejected(self) -> bool:
        """Port 0 refuses a section, unless it only waits for its bundle (Firefox)."""
        return self.port == 0 and not self.bundle_only


@dataclass(frozen=True, slots=True)
class SessionDescription:
    """An offer or answer; the transport's facts are those of its first accepted section."""

    sections: tuple[Section, ...]
    bundle: tuple[str, ...]
    fingerprint: Fingerprint | None
    setup: Setup | None
    ufrag: str | None


def read_sdp(text: str) -> SessionDescription:
    """Read an offer or answer. Raises MalformedSdp, also when a limit is passed."""
    raise NotImplementedError
