"""Encrypting one text for many peers and handing each copy to the kernel: the innermost loop."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pylibsrtp import Session
from pylibsrtp._binding import ffi, lib

from torg.sfu.seam import PeerId
from torg.sfu.srtp import LONGEST_PLAINTEXT

SendTo = Callable[[bytes | memoryview, tuple[str, int]], int]
"""A non-blocking socket's `sendto`; raises BlockingIOError when it would block.

What it is given is a view of a buffer that the next packet overwrites.
"""

SRTCP_INDEX_BYTES: Final = 4
BUFFER_BYTES: Final = 1500


class Target(NamedTuple):
    """Where one peer's copy goes; `session` only keeps alive what `context` points at."""

    context: Any  # libsrtp's srtp_t
    sendto: SendTo
    to: tuple[str, int]
    session: Session


def target_of(session: Session, sendto: SendTo, to: tuple[str, int]) -> Target:
    """Take libsrtp's handle out of the session, which Session offers no way to reach."""
    return Target(session._srtp[0], sendto, to, session)  # noqa: SLF001 - measured below


@dataclass(slots=True)
class Sent:
    """What became of copies, in numbers."""

    sent: int = 0
    bytes: int = 0
    would_block: int = 0
    unreachable: int = 0
    refused: int = 0


class Seal:
    """Encrypts in one reused buffer.

    `Session.protect` allocates a length, copies in and copies out: 1.2 us where libsrtp itself
    needs 0.3. Calling libsrtp's binding on a buffer of our own costs 0.5, and `sendto` takes a
    view of that buffer. The bytes are the same (a test compares them).
    """

    def __init__(self) -> None:
        self.tally = Sent()
        self._buffer = ffi.new("unsigned char[]", BUFFER_BYTES)
        self._length = ffi.new("int *")
        self._view = memoryview(ffi.buffer(self._buffer)).cast("B")

    def send_rtp(self, packet: bytes, overhead: int, targets: Iterable[Target]) -> int:
        """Send an RTP packet to each target, all of one profile; returns how many went out."""
        return self._send(lib.srtp_protect, packet, overhead, targets)

    def send_rtcp(self, packet: bytes, overhead: int, targets: Iterable[Target]) -> int:
        """Send an RTCP packet to each target, all of one profile; returns how many went out."""
        return self._send(lib.srtp_protect_rtcp, packet, overhead + SRTCP_INDEX_BYTES, targets)

    def _send(
        self,
        protect: Callable[[Any, Any, Any], int],
        packet: bytes,
        overhead: int,
        targets: Iterable[Target],
    ) -> int:
        size = len(packet)
        if size > LONGEST_PLAINTEXT:
            raise ValueError("packet is too long to encrypt")
        # Names of the function itself: a lookup on self costs as much as a memcpy here.
        buffer, length = self._buffer, self._length
        plain, sealed = self._view[:size], self._view[: size + overhead]
        sent = would_block = unreachable = refused = 0
        for context, sendto, to, _ in targets:
            plain[:] = packet
            length[0] = size
            if protect(context, buffer, length):
                refused += 1
                continue
            try:
                sendto(sealed, to)
            except BlockingIOError:
                would_block += 1
            except OSError:  # no route, or the address family of another socket
                unreachable += 1
            else:
                sent += 1
        tally = self.tally
        tally.sent += sent
        tally.bytes += sent * (size + overhead)
        tally.would_block += would_block
        tally.unreachable += unreachable
        tally.refused += refused
        return sent


class OneByOne:
    """The listeners of one form and profile, each sent to by a call of its own."""

    def __init__(self, seal: Seal, overhead: int) -> None:
        self.members: dict[PeerId, Target] = {}
        self._seal, self._overhead = seal, overhead
        self._targets: list[Target] | None = None  # made when it is needed

    def put(self, peer: PeerId, target: Target) -> None:
        """Add a listener, or give it another address."""
        self.members[peer] = target
        self._targets = None

    def take(self, peer: PeerId) -> bool:
        """Remove a listener; False when it is none."""
        self._targets = None  # at once: a list left over would keep the peer's key alive
        return self.members.pop(peer, None) is not None

    def send(self, packet: bytes) -> int:
        """Send an RTP packet to each listener; returns how many copies the kernel took."""
        targets = self._targets
        if targets is None:
            targets = self._targets = list(self.members.values())
        return self._seal.send_rtp(packet, self._overhead, targets)
