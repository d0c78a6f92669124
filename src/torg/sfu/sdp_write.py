"""Writing session descriptions: answers to publishers and offers of listener slots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from torg.sfu.rtp import ExtensionIds
from torg.sfu.sdp import Fingerprint, Section, SessionDescription, Setup

LISTENER_PAYLOAD_TYPE: Final = 111

LEVEL_URI: Final = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
MID_URI: Final = "urn:ietf:params:rtp-hdrext:sdes:mid"

_MOST_EXTENSION_ID: Final = 255
_BEST_PRIORITY: Final = (126 << 24) + (65_535 << 8) + 255  # RFC 8445 §5.1.2.1: host, component 1
_NOWHERE: Final = "IN IP4 0.0.0.0"
_AUDIO_KINDS: Final = {"audio", "video"}


@dataclass(frozen=True, slots=True)
class Local:
    """Our side of one transport; candidates are (address, port), the best first."""

    ufrag: str
    pwd: str = field(repr=False)
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


def receive_choice(section: Section, *, dtx: bool = True) -> Receive | None:
    """Choose Opus and the extensions we know in a sending audio section; None without Opus."""
    if section.kind != "audio" or not section.sends:
        return None
    for number in section.formats:
        codec = section.payloads.get(int(number)) if number.isdecimal() else None
        if codec is not None and (codec.name, codec.rate, codec.channels) == ("opus", 48_000, 2):
            extensions = ExtensionIds(_id(section, LEVEL_URI), _id(section, MID_URI))
            return Receive(int(number), extensions, dtx)
    return None


def write_publisher_answer(
    offer: SessionDescription, accept: Mapping[str, Receive], local: Local, version: int
) -> str:
    """Answer an offer: `accept` maps mids to what is received, all else is inactive or refused.

    Only what stands here is answered: ice-options, extensions and feedback that the offer names
    and we do not implement are left out.
    """
    live = _live(offer)
    lines = _head(local, "passive", live, version)
    candidates = _candidates(local)
    for section in offer.sections:
        choice = accept.get(section.mid)
        if section.mid not in live:
            lines += _rejected(section)
            continue
        lines += _inactive(section) if choice is None else _received(section, choice)
        lines += candidates
        candidates = []
    return _text(lines)


@lru_cache(maxsize=4096)
def slot_section(index: int, slot: Slot | None) -> str:
    """Write the section of one listener slot, `inactive` when it is free; the text is cached."""
    lines = [
        f"m=audio 9 UDP/TLS/RTP/SAVPF {LISTENER_PAYLOAD_TYPE}",
        f"c={_NOWHERE}",
        f"a=mid:{index}",
        "a=rtcp-mux",
        *_opus(LISTENER_PAYLOAD_TYPE, dtx=True),
        f"a=rtcp-fb:{LISTENER_PAYLOAD_TYPE} nack",
    ]
    if slot is None:
        lines.append("a=inactive")
    else:
        lines += [
            "a=sendonly",
            f"a=msid:{slot.participant_sid}|{slot.track_sid} {slot.track_sid}",
            f"a=ssrc:{slot.ssrc} cname:{slot.cname}",
        ]
    return _text(lines)


def write_slot_offer(sections: Sequence[str], local: Local, version: int) -> str:
    """Join a head and the texts of `slot_section`, in order of their index, to an offer."""
    head = _head(local, "actpass", map(str, range(len(sections))), version)
    first, *others = sections
    return "".join([_text(head), first, _text(_candidates(local)), *others])


def _id(section: Section, uri: str) -> int | None:
    number = section.extensions.get(uri)
    return number if number is not None and 0 < number <= _MOST_EXTENSION_ID else None


def _live(offer: SessionDescription) -> tuple[str, ...]:
    """Choose the mids that share our one transport; without a BUNDLE only one section can."""
    mids = tuple(
        section.mid
        for section in offer.sections
        if section.kind in _AUDIO_KINDS and not section.rejected
    )
    return tuple(mid for mid in mids if mid in offer.bundle) if offer.bundle else mids[:1]


def _head(local: Local, setup: Setup, mids: Iterable[str], version: int) -> list[str]:
    digest = local.fingerprint.digest.hex(":").upper()
    return [
        "v=0",
        f"o=- {local.session_id} {version} {_NOWHERE}",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        f"a=ice-ufrag:{local.ufrag}",
        f"a=ice-pwd:{local.pwd}",
        f"a=fingerprint:{local.fingerprint.algorithm} {digest}",
        f"a=setup:{setup}",
        "a=msid-semantic: WMS *",
        " ".join(["a=group:BUNDLE", *mids]),
    ]


def _candidates(local: Local) -> list[str]:
    lines = [
        f"a=candidate:{place + 1} 1 udp {_BEST_PRIORITY - (place << 8)} {host} {port} typ host"
        for place, (host, port) in enumerate(local.candidates)
    ]
    return [*lines, "a=end-of-candidates"]


def _received(section: Section, choice: Receive) -> list[str]:
    pairs = ((choice.extensions.level, LEVEL_URI), (choice.extensions.mid, MID_URI))
    return [
        *_media(section, 9, str(choice.payload_type)),
        "a=rtcp-mux",
        *_opus(choice.payload_type, dtx=choice.dtx),
        *(f"a=extmap:{number} {uri}" for number, uri in pairs if number is not None),
        "a=recvonly",
    ]


def _inactive(section: Section) -> list[str]:
    first = section.formats[0]
    codec = section.payloads.get(int(first)) if first.isdecimal() else None
    lines = [*_media(section, 9, first), "a=rtcp-mux"]
    if codec is not None:
        channels = f"/{codec.channels}" if codec.channels > 1 else ""
        lines.append(f"a=rtpmap:{first} {codec.name}/{codec.rate}{channels}")
    return [*lines, "a=inactive"]


def _rejected(section: Section) -> list[str]:
    return _media(section, 0, section.formats[0])


def _media(section: Section, port: int, payload: str) -> list[str]:
    return [
        f"m={section.kind} {port} {section.protocol} {payload}",
        f"c={_NOWHERE}",
        f"a=mid:{section.mid}",
    ]


def _opus(payload_type: int, *, dtx: bool) -> list[str]:
    silence = ";usedtx=1" if dtx else ""
    return [
        f"a=rtpmap:{payload_type} opus/48000/2",
        f"a=fmtp:{payload_type} minptime=10;useinbandfec=1{silence}",
    ]


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\r\n" for line in lines)
