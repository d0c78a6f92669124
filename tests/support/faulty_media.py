"""`torg media` with a fault put into it: a datagram that says so makes its peer raise."""

from typing import Final

from torg.cli import main
from torg.sfu.peer import Peer
from torg.sfu.seam import Address

FAULT: Final = b"\x00\x01" + b"raise, and quote a=ice-pwd:secret"
"""Begins as a STUN request does, so that it is given to whose name it bears."""

_receive = Peer.receive


def _faulty(self: Peer, data: bytes, source: Address, now: float) -> None:
    if FAULT in data:
        raise RuntimeError(data.decode("latin-1"))
    _receive(self, data, source, now)


if __name__ == "__main__":
    Peer.receive = _faulty  # type: ignore[method-assign] # this is the fault
    main()
