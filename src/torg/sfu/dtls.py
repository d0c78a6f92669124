"""One DTLS 1.2 association over memory BIOs; we are always its server."""

from datetime import datetime
from typing import Self

from torg.sfu.sdp import Fingerprint


class Certificate:
    """The process's P-256 certificate and the OpenSSL context that all associations share."""

    fingerprint: Fingerprint

    @classmethod
    def make(cls, now: datetime) -> Self:
        """Make a key and a self-signed certificate, valid from a day before `now`."""
        raise NotImplementedError
