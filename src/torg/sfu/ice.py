"""The ICE-lite agent of one transport (RFC 8445 §2.5): answers checks, sends none."""

from dataclasses import dataclass

from torg.sfu.seam import Address


@dataclass(frozen=True, slots=True)
class Verified:
    """The address sent a valid check; its packets belong to this transport."""

    address: Address


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The address is no longer this transport's."""

    address: Address


@dataclass(frozen=True, slots=True)
class Selected:
    """The address to send to from now on."""

    address: Address


def peek_username(datagram: bytes) -> str | None:
    """Find our ufrag in a STUN request's USERNAME by a cheap scan, nothing verified."""
    raise NotImplementedError
