"""How a DTLS handshake is asked for: the ClientHello and the cookie it must bring back.

A ClientHello can be written in anybody's name. Were it answered by our flight, its victim would
fail for good at a signature over a hello that it never sent. So the answer is a short
HelloVerifyRequest (RFC 6347 §4.2.1), harmless to whoever gets it, and only a hello that brings
its cookie back, which a forger elsewhere never saw, begins a handshake.
"""

from dataclasses import dataclass
from typing import Final

COOKIE_BYTES: Final = 16
CLIENT_HELLO: Final = 1

_VERIFY_REQUEST: Final = 3
_TYPE_AT: Final = 13  # behind the record's header
_OFFSET_AT: Final = 19
_RANDOM_AT: Final = 27
_SESSION_AT: Final = 59
_HANDSHAKE: Final = 22
_DTLS_1_0: Final = b"\xfe\xff"
_DTLS_1_2: Final = b"\xfe\xfd"


@dataclass(frozen=True, slots=True)
class Hello:
    """What tells one ClientHello from another."""

    random: bytes
    cookie: bytes


def message_type(record: bytes) -> int | None:
    """Say which handshake message a record of content type 22 begins with."""
    return record[_TYPE_AT] if len(record) > _TYPE_AT else None


def read_hello(record: bytes) -> Hello | None:
    """Read the beginning of a ClientHello, whole or its first fragment; None for all else."""
    if message_type(record) != CLIENT_HELLO or record[_OFFSET_AT : _OFFSET_AT + 3] != bytes(3):
        return None
    if len(record) <= _SESSION_AT:
        return None
    cookie_at = _SESSION_AT + 1 + record[_SESSION_AT]
    if len(record) <= cookie_at:
        return None
    cookie = record[cookie_at + 1 : cookie_at + 1 + record[cookie_at]]
    return Hello(record[_RANDOM_AT:_SESSION_AT], cookie)


def verify_request(cookie: bytes) -> bytes:
    """Write the record that asks for the cookie; shorter than any ClientHello.

    Its number is always 0. Mirroring the hello's, as the RFC has it, would let a forger move
    the victim's replay window beyond everything that we send later.
    """
    return _record(_VERIFY_REQUEST, _DTLS_1_0 + bytes([len(cookie)]) + cookie)


def bare_hello() -> bytes:
    """Write a ClientHello without a cookie.

    It brings OpenSSL to where a client is that was sent our request: waiting for its second hello.
    """
    return _record(CLIENT_HELLO, _DTLS_1_2 + bytes(32) + bytes(2))


def _record(kind: int, body: bytes) -> bytes:
    size = len(body).to_bytes(3, "big")
    message = bytes([kind]) + size + bytes(2) + bytes(3) + size + body
    return bytes([_HANDSHAKE]) + _DTLS_1_0 + bytes(8) + len(message).to_bytes(2, "big") + message
