"""A software authenticator: it makes and shows passkeys as a browser would send them.

ES256 keys and attestation "none", laid out byte by byte as WebAuthn Level 3 §6.1 and §6.5 say.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import encode_cbor

PRESENT = 0x01
VERIFIED = 0x04
ATTESTED = 0x40


def unpadded(raw: bytes) -> str:
    """Write bytes as WebAuthn's JSON does."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    """Read what `unpadded` wrote."""
    return base64.urlsafe_b64decode(text + "==")


@dataclass
class Authenticator:
    """One device with at most one passkey; a test may change anything about it."""

    origin: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user: bytes = b""
    count: int = 0
    flags: int = PRESENT | VERIFIED
    relying_party: str = "localhost"

    def create(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.create()` with a `RegistrationResponseJSON`."""
        self.user = raw(options["user"]["id"])
        attestation = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._data(self.flags | ATTESTED) + self._credential(),
        }
        return self._answer(
            {
                "clientDataJSON": self._client_data("webauthn.create", options["challenge"]),
                "attestationObject": unpadded(encode_cbor(attestation)),
                "transports": ["internal"],
            }
        )

    def get(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.get()` with an `AuthenticationResponseJSON`."""
        if self.count:
            self.count += 1
        client_data = self._client_data("webauthn.get", options["challenge"])
        data = self._data(self.flags)
        signed = data + hashlib.sha256(raw(client_data)).digest()
        return self._answer(
            {
                "clientDataJSON": client_data,
                "authenticatorData": unpadded(data),
                "signature": unpadded(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
                "userHandle": unpadded(self.user),
            }
        )

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": unpadded(self.credential_id),
            "rawId": unpadded(self.credential_id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        }

    def _client_data(self, kind: str, challenge: str) -> str:
        said = {
            "type": kind,
            "challenge": challenge,
            "origin": self.origin,
            "crossOrigin": False,
        }
        return unpadded(json.dumps(said).encode())

    def _data(self, flags: int) -> bytes:
        party = hashlib.sha256(self.relying_party.encode()).digest()
        return party + bytes([flags]) + self.count.to_bytes(4, "big")

    def _credential(self) -> bytes:
        point = self.key.public_key().public_numbers()
        # An ES256 key in COSE's form: kty EC2, alg -7, curve P-256, x, y (RFC 9053 §7.1).
        key = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        length = len(self.credential_id).to_bytes(2, "big")
        return bytes(16) + length + self.credential_id + encode_cbor(key)
