"""Reading session descriptions (RFC 8866, RFC 8829): limits first, then a list of sections."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from re import compile as pattern
from typing import Final, Literal, TypeVar, get_args

from torg.sfu.errors import MalformedSdp

MOST_BYTES: Final = 48 * 1024
MOST_LINES: Final = 1600
LONGEST_LINE: Final = 1024
MOST_SECTIONS: Final = 40
MOST_FORMATS: Final = 64
MOST_EXTENSIONS: Final = 16
MOST_SSRCS: Final = 32
MOST_PAYLOAD_TYPE: Final = 127

SHA_256: Final = "sha-256"

Direction = Literal["sendrecv", "sendonly", "recvonly", "inactive"]
Setup = Literal["actpass", "active", "passive"]

_DIRECTIONS: Final[Mapping[str, Direction]] = {word: word for word in get_args(Direction)}
_SETUPS: Final[Mapping[str, Setup]] = {word: word for word in get_args(Setup)}
_FIXED_WORDS: Final = 3  # of an m= line: kind, port, protocol
_TOKEN: Final = pattern(r"[A-Za-z0-9!#$%&'*+.^_`{|}~/-]{1,64}")  # RFC 8866 §9, and the slash
_MID: Final = pattern(r"[A-Za-z0-9!#$%&'*+.^_`{|}~-]{1,16}")
_NUMBER: Final = pattern(r"[0-9]{1,10}")
_DIGEST: Final = pattern(r"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){15,63}")


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

    @property
    def sends(self) -> bool:
        """Whether the describing side means to send here."""
        return not self.rejected and self.direction in {"sendrecv", "sendonly"}


@dataclass(frozen=True, slots=True)
class SessionDescription:
    """An offer or answer; the transport's facts are those that its live sections share."""

    sections: tuple[Section, ...]
    bundle: tuple[str, ...]
    fingerprint: Fingerprint | None
    setup: Setup | None
    ufrag: str | None


def read_sdp(text: str) -> SessionDescription:
    """Read an offer or answer. Raises MalformedSdp, also when a limit is passed."""
    if len(text) > MOST_BYTES or len(text.encode(errors="replace")) > MOST_BYTES:
        raise MalformedSdp("longer than 48 KiB")
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        raise MalformedSdp("too many or too long lines")
    if lines[0] != "v=0":
        raise MalformedSdp("not a session description")
    session = _Block()
    blocks: list[_Block] = []
    for line in lines[1:]:
        if line.startswith("m="):
            if len(blocks) == MOST_SECTIONS:
                raise MalformedSdp("more than 40 sections")
            blocks.append(_media(line[2:]))
        elif line.startswith("a="):
            _attribute(blocks[-1] if blocks else session, line[2:])
    return _description(session, blocks)


Shared = TypeVar("Shared", Fingerprint, Setup)


@dataclass(slots=True)
class _Block:
    """The session part or one section while it is read."""

    kind: str = ""
    protocol: str = ""
    port: int = 0
    formats: tuple[str, ...] = ()
    mid: str | None = None
    direction: Direction = "sendrecv"  # RFC 8866 §6.7: what no line says
    bundle_only: bool = False
    msid: tuple[str, str] | None = None
    bundle: tuple[str, ...] = ()
    fingerprint: Fingerprint | None = None
    setup: Setup | None = None
    ufrag: str | None = None
    ssrcs: dict[int, None] = field(default_factory=dict)
    extensions: dict[str, int] = field(default_factory=dict)
    maps: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    fmtps: dict[int, str] = field(default_factory=dict)
    feedback: dict[int | None, list[str]] = field(default_factory=dict)


def _media(value: str) -> _Block:
    words = value.split()
    if not _FIXED_WORDS < len(words) <= _FIXED_WORDS + MOST_FORMATS:
        raise MalformedSdp("a section with no or too many formats")
    kind, port, protocol, *formats = words
    return _Block(
        kind=_token(kind),
        port=_number(port.partition("/")[0], 0xFFFF),
        protocol=_token(protocol),
        formats=tuple(map(_token, formats)),
    )


def _attribute(block: _Block, line: str) -> None:
    name, _, value = line.partition(":")
    reader = _READERS.get(name)
    if reader is not None:
        reader(block, value)
    elif name in _DIRECTIONS:
        block.direction = _DIRECTIONS[name]


def _group(block: _Block, value: str) -> None:
    semantics, *mids = value.split()[: MOST_SECTIONS + 1] or [""]
    if semantics == "BUNDLE":
        block.bundle = tuple(mids)


def _mid(block: _Block, value: str) -> None:
    if not _MID.fullmatch(value):
        raise MalformedSdp("a mid that is no short token")
    block.mid = value


def _bundle_only(block: _Block, _: str) -> None:
    block.bundle_only = True


def _msid(block: _Block, value: str) -> None:
    stream, _, track = value.partition(" ")
    block.msid = block.msid or (stream, track)


def _ssrc(block: _Block, value: str) -> None:
    block.ssrcs[_number(value.partition(" ")[0], 0xFFFF_FFFF)] = None
    if len(block.ssrcs) > MOST_SSRCS:
        raise MalformedSdp("too many sources in a section")


def _rtpmap(block: _Block, value: str) -> None:
    number, _, encoding = value.partition(" ")
    name, _, rest = encoding.strip().partition("/")
    rate, _, channels = rest.partition("/")
    block.maps[_number(number, MOST_PAYLOAD_TYPE)] = (
        _token(name).lower(),
        _number(rate, 0xFFFF_FFFF),
        _number(channels or "1", 0xFF),
    )


def _fmtp(block: _Block, value: str) -> None:
    number, _, parameters = value.partition(" ")
    block.fmtps[_number(number, MOST_PAYLOAD_TYPE)] = parameters


def _feedback(block: _Block, value: str) -> None:
    number, _, feedback = value.partition(" ")
    payload_type = None if number == "*" else _number(number, MOST_PAYLOAD_TYPE)
    block.feedback.setdefault(payload_type, []).append(feedback)


def _extmap(block: _Block, value: str) -> None:
    number, _, rest = value.partition(" ")
    uri = rest.partition(" ")[0]
    block.extensions[uri] = _number(number.partition("/")[0], 0xFFFF)
    if len(block.extensions) > MOST_EXTENSIONS:
        raise MalformedSdp("more than 16 header extensions")


def _fingerprint(block: _Block, value: str) -> None:
    algorithm, _, digest = value.strip().partition(" ")
    if not _DIGEST.fullmatch(digest):
        raise MalformedSdp("a fingerprint that is not hexadecimal")
    fingerprint = Fingerprint(algorithm.lower(), bytes.fromhex(digest.replace(":", "")))
    if block.fingerprint is None or fingerprint.algorithm == SHA_256:  # one of several (RFC 8122)
        block.fingerprint = fingerprint


def _setup(block: _Block, value: str) -> None:
    if value not in _SETUPS:
        raise MalformedSdp("an unknown DTLS role")
    block.setup = _SETUPS[value]


def _ufrag(block: _Block, value: str) -> None:
    block.ufrag = value


_READERS: Final[Mapping[str, Callable[[_Block, str], None]]] = {
    "bundle-only": _bundle_only,
    "extmap": _extmap,
    "fingerprint": _fingerprint,
    "fmtp": _fmtp,
    "group": _group,
    "ice-ufrag": _ufrag,
    "mid": _mid,
    "msid": _msid,
    "rtcp-fb": _feedback,
    "rtpmap": _rtpmap,
    "setup": _setup,
    "ssrc": _ssrc,
}


def _description(session: _Block, blocks: list[_Block]) -> SessionDescription:
    sections = tuple(map(_section, blocks))
    if len({section.mid for section in sections}) < len(sections):
        raise MalformedSdp("two sections of one mid")
    # A rejected section says nothing of the transport: Firefox leaves it without credentials.
    live = [block for block, section in zip(blocks, sections, strict=True) if not section.rejected]
    return SessionDescription(
        sections=sections,
        bundle=session.bundle,
        fingerprint=_shared({block.fingerprint for block in live}, session.fingerprint),
        setup=_shared({block.setup for block in live}, session.setup),
        # Sections may differ in it before the bundle is agreed; we are told theirs by checks.
        ufrag=next((block.ufrag for block in [*live, session] if block.ufrag), None),
    )


def _shared(of_sections: set[Shared | None], of_session: Shared | None) -> Shared | None:
    """Give the one value that all live sections have, their own or the session's."""
    values = {of_session if value is None else value for value in of_sections} or {of_session}
    said = values - {None}
    if len(said) > 1:
        raise MalformedSdp("sections of one bundle disagree about their transport")
    return said.pop() if said else None


def _section(block: _Block) -> Section:
    if block.mid is None:
        raise MalformedSdp("a section without a mid")
    everywhere = block.feedback.get(None, [])
    return Section(
        kind=block.kind,
        protocol=block.protocol,
        port=block.port,
        mid=block.mid,
        direction=block.direction,
        formats=block.formats,
        payloads={
            number: Codec(
                name,
                rate,
                channels,
                block.fmtps.get(number, ""),
                tuple(block.feedback.get(number, []) + everywhere),
            )
            for number, (name, rate, channels) in block.maps.items()
            if str(number) in block.formats
        },
        extensions=block.extensions,
        bundle_only=block.bundle_only,
        msid=block.msid,
        ssrcs=tuple(block.ssrcs),
    )


def _token(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise MalformedSdp("something that is no token")
    return text


def _number(text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or int(text) > most:
        raise MalformedSdp("something that is no number in its range")
    return int(text)
