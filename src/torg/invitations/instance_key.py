"""The key by which this instance signs its tree of admissions: Ed25519, in the data folder."""

import base64
import binascii
import hashlib
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from torg.media.key_files import KeyFileRefused, key_in

KEY_FILE: Final = "tree.key"
"""256 random bits, URL-safe base64: the private key itself (RFC 8032 §5.1.5), mode 0600."""


class InstanceKey:
    """Signs; it cannot be printed."""

    def __init__(self, private: bytes) -> None:
        """Take the 32 bytes of the private key."""
        self._private = Ed25519PrivateKey.from_private_bytes(private)
        self.public: Final = self._private.public_key().public_bytes_raw()
        """32 bytes."""

    @property
    def fingerprint(self) -> str:
        """Give what people compare."""
        return fingerprint_of_key(self.public)

    def sign(self, data: bytes) -> bytes:
        """Sign; the signature has 64 bytes and is the same each time."""
        return self._private.sign(data)

    def __repr__(self) -> str:
        return "<private>"


def instance_key(data_dir: Path) -> InstanceKey:
    """Read the key of the instance in this folder, made at the first start.

    Raises KeyFileRefused.
    """
    path = data_dir / KEY_FILE
    try:
        private = base64.b64decode(key_in(path) + "=", altchars=b"-_", validate=True)
        return InstanceKey(private)
    except (binascii.Error, ValueError) as fault:
        raise KeyFileRefused(
            f"the key file {path} holds no key. Put the right one in its place; it stands in"
            " every backup that was made with a passphrase."
        ) from fault


def fingerprint_of_key(public: bytes) -> str:
    """Give the SHA-256 of a public key, 64 hex digits."""
    return hashlib.sha256(public).hexdigest()


def is_signed(data: bytes, signature: bytes, public: bytes) -> bool:
    """Say whether this signature of the data is by the holder of this public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
