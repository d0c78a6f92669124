"""Handing the kernel up to 64 encrypted copies in one call: `sendmmsg`, where Linux has it.

It needs no compiler: ctypes reaches the call, and the messages lie ready between packets.
"""

import ctypes
import errno
import sys
from collections.abc import Callable
from ipaddress import IPv4Address, ip_address
from struct import pack
from typing import Any, ClassVar, Final

from pylibsrtp._binding import ffi, lib

from torg.sfu.seal import BUFFER_BYTES, Seal, Target
from torg.sfu.seam import PeerId

AT_ONCE: Final = 64
"""Copies in one call; more would keep other work waiting."""

_AF_INET: Final = 2  # as Linux numbers them
_AF_INET6: Final = 10
_MSG_DONTWAIT: Final = 0x40
_NAME_BYTES: Final = 28
_FIRST_CAPACITY: Final = 8


class _Iovec(ctypes.Structure):
    _fields_: ClassVar[Any] = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _Header(ctypes.Structure):
    _fields_: ClassVar[Any] = (
        ("name", ctypes.c_void_p),
        ("name_length", ctypes.c_uint),
        ("iovec", ctypes.c_void_p),
        ("iovecs", ctypes.c_size_t),
        ("control", ctypes.c_void_p),
        ("control_length", ctypes.c_size_t),
        ("flags", ctypes.c_int),
    )


class _Message(ctypes.Structure):
    """`struct mmsghdr`: to whom, and which buffer."""

    _fields_: ClassVar[Any] = (("header", _Header), ("sent", ctypes.c_uint))


SendMessages = Callable[[int, int, int, int], int]


def send_messages() -> SendMessages | None:
    """Find the kernel's call (descriptor, address of messages, how many, flags), if it has it."""
    if sys.platform != "linux":
        return None
    call = getattr(ctypes.CDLL(None, use_errno=True), "sendmmsg", None)
    if call is None:
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, ctypes.c_int)
    sends: SendMessages = call
    return sends


def socket_name(host: str, port: int) -> bytes | None:
    """Write a `struct sockaddr`; None for an address with a zone, which only the OS can read."""
    try:
        ip = ip_address(host)
    except ValueError:
        return None
    if isinstance(ip, IPv4Address):
        return pack("=H", _AF_INET) + pack("!H", port) + ip.packed + bytes(8)
    if ip.scope_id is not None:
        return None
    return pack("=H", _AF_INET6) + pack("!HI", port, 0) + ip.packed + bytes(4)


class Buffers:
    """Room for as many encrypted copies as one call takes, shared by all batches."""

    def __init__(self) -> None:
        self._memory = ffi.new("unsigned char[]", AT_ONCE * BUFFER_BYTES)
        whole = memoryview(ffi.buffer(self._memory)).cast("B")
        base = int(ffi.cast("uintptr_t", self._memory))
        starts = [place * BUFFER_BYTES for place in range(AT_ONCE)]
        self.pointers = [self._memory + start for start in starts]
        self.views = [whole[start : start + BUFFER_BYTES] for start in starts]
        self._array = (_Iovec * AT_ONCE)(*(_Iovec(base + start, 0) for start in starts))
        self.iovecs = list(self._array)  # each a window on the array's own memory
        self.iovec_addresses = [
            ctypes.addressof(self._array) + place * ctypes.sizeof(_Iovec)
            for place in range(AT_ONCE)
        ]
        self.length = ffi.new("int *")


class Batch:
    """The listeners of one form and profile behind one socket, as messages ready to be filled."""

    def __init__(
        self, seal: Seal, buffers: Buffers, send: SendMessages, descriptor: int, overhead: int
    ) -> None:
        self.members: dict[PeerId, Target] = {}
        self._seal, self._buffers, self._send = seal, buffers, send
        self._descriptor, self._overhead = descriptor, overhead
        self._places: dict[PeerId, int] = {}
        self._peers: list[PeerId] = []
        self._contexts: list[Any] = []
        self._reserve(_FIRST_CAPACITY)

    def put(self, peer: PeerId, target: Target) -> None:
        """Add a listener, or give it another address."""
        place = self._places.get(peer)
        if place is None:
            place = self._places[peer] = len(self._peers)
            self._peers.append(peer)
            self._contexts.append(target.context)
            if place == len(self._messages):
                self._reserve(2 * place)
        self.members[peer] = target
        self._contexts[place] = target.context
        self._write_name(place, target)

    def take(self, peer: PeerId) -> bool:
        """Remove a listener, putting the last into its place; False when it is none."""
        place = self._places.pop(peer, None)
        if place is None:
            return False
        last, context = self._peers.pop(), self._contexts.pop()
        if last != peer:
            self._places[last] = place
            self._peers[place], self._contexts[place] = last, context
            self._write_name(place, self.members[last])
        del self.members[peer]
        return True

    def send(self, packet: bytes) -> int:
        """Send an RTP packet to each listener; returns how many copies the kernel took."""
        size = len(packet)
        sealed = size + self._overhead
        buffers, length, protect = self._buffers, self._buffers.length, lib.srtp_protect
        count = len(self._contexts)
        used = min(count, AT_ONCE)
        for iovec in buffers.iovecs[:used]:
            iovec.length = sealed
        plains = [view[:size] for view in buffers.views[:used]]
        sent = 0
        for start in range(0, count, AT_ONCE):
            contexts = self._contexts[start : start + AT_ONCE]
            for context, pointer, plain in zip(contexts, buffers.pointers, plains, strict=False):
                plain[:] = packet
                length[0] = size
                if protect(context, pointer, length):
                    sent += self._one_by_one(start, packet)
                    break
            else:
                sent += self._hand_over(start, len(contexts), sealed)
        return sent

    def _one_by_one(self, start: int, packet: bytes) -> int:
        """Send a chunk in which libsrtp refuses a listener, so that it harms no other."""
        targets = [self.members[peer] for peer in self._peers[start : start + AT_ONCE]]
        return self._seal.send_rtp(packet, self._overhead, targets)

    def _hand_over(self, start: int, count: int, size: int) -> int:
        """Pass messages to the kernel; what it will not take now is dropped and counted."""
        tally, end, sent = self._seal.tally, start + count, 0
        while start < end:
            address = self._address + start * ctypes.sizeof(_Message)
            taken = self._send(self._descriptor, address, end - start, _MSG_DONTWAIT)
            if taken > 0:
                sent += taken
                start += taken
            elif ctypes.get_errno() in {errno.EAGAIN, errno.ENOBUFS}:
                tally.would_block += end - start
                break
            else:  # about the first of them; the others may have a route
                tally.unreachable += 1
                start += 1
        tally.sent += sent
        tally.bytes += sent * size
        return sent

    def _reserve(self, capacity: int) -> None:
        self._messages = (_Message * capacity)()
        self._names = (ctypes.c_char * (capacity * _NAME_BYTES))()
        self._address = ctypes.addressof(self._messages)
        for place, message in enumerate(self._messages):
            header = message.header
            header.name = ctypes.addressof(self._names) + place * _NAME_BYTES
            header.iovec = self._buffers.iovec_addresses[place % AT_ONCE]
            header.iovecs = 1
        for peer, target in self.members.items():
            self._write_name(self._places[peer], target)

    def _write_name(self, place: int, target: Target) -> None:
        name = socket_name(*target.to)
        if name is None:
            raise ValueError("an address with a zone cannot be sent to in a batch")
        ctypes.memmove(ctypes.addressof(self._names) + place * _NAME_BYTES, name, len(name))
        self._messages[place].header.name_length = len(name)
