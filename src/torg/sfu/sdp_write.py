"""Writing session descriptions: answers to publishers and offers of listener slots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torg.sfu.rtp import ExtensionIds
from torg.sfu.sdp import Fingerprint, SessionDescription

LISTENER_PAYLOAD_TYPE = 111


@dataclass(frozen=True, slots=True)
class Local:
    """Our side of one transport; candidates are (address, port), the best first."""

    ufrag: str
    pwd: str
    fingerprint: Fingerprint
    candidates: tuple[tuple[str, int], ...]
    session_id: int


@dataclass(frozen=True, slots=True)
class Receive:
    """Take the Opus of this publisher's section; made by `receive_choice`."""

    payload_type: int
    extensions: ExtensionIds
    dtx: bool = True


@dataclass(frozen=True, slots=True)
class Slot:
    """The track that fills a listener slot."""

    participant_sid: str
    track_sid: str
    ssrc: int
    cname: str


def receive_choice(offer: SessionDescription, mid: str, *, dtx: bool) -> Receive | None:
    """Choose Opus and the extensions we know in a sending audio section; None without Opus."""
    raise NotImplementedError


def write_publisher_answer(
    offer: SessionDescription, accept: Mapping[str, Receive], local: Local, version: int
) -> str:
    """Answer an offer: `accept` maps mids to what is received, all else is inactive or refused."""
    raise NotImplementedError


def slot_section(index: int, slot: Slot | None) -> str:
    """Write the section of one listener slot, `inactive` when it is free; the text is cached."""
    raise NotImplementedError


def write_slot_offer(sections: Sequence[str], local: Local, version: int) -> str:
    """Join a head and the texts of `slot_section`, in order of their index, to an offer."""
    raise NotImplementedError
