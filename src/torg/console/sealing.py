"""Keys under a passphrase: scrypt (RFC 7914) and ChaCha20-Poly1305 (RFC 8439)."""

import base64
import json
from collections.abc import Mapping
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from torg.kit.fresh import new_bytes

COST: Final = 2**17
"""128 MiB and about half a second a guess, for whoever stole a backup too."""

COST_AT_MOST: Final = 2**20
BLOCK: Final = 8
LANES: Final = 1
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12

DAMAGE: Final = (
    *(InvalidTag, ArithmeticError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
"""What opening can end in when the passphrase or anything of the seal is not what it was."""


class NotOpened(Exception):
    """The passphrase is another one, or the seal is damaged; nobody can tell which."""


def sealed(keys: Mapping[str, bytes], passphrase: str, cost: int = COST) -> bytes:
    """Seal files by name; `cost` is scrypt's N, a power of two."""
    salt, nonce = new_bytes(SALT_BYTES), new_bytes(NONCE_BYTES)
    plain = json.dumps({name: _text(content) for name, content in keys.items()}).encode()
    cipher = ChaCha20Poly1305(_key(passphrase, salt, cost))
    return json.dumps(
        {
            "cost": cost,
            "salt": _text(salt),
            "nonce": _text(nonce),
            "sealed": _text(cipher.encrypt(nonce, plain, None)),
        }
    ).encode()


def opened(seal: bytes, passphrase: str) -> Mapping[str, bytes]:
    """Open what was sealed. Raises NotOpened."""
    try:
        parts: dict[str, Any] = json.loads(seal)
        cost = int(parts["cost"])
        if cost > COST_AT_MOST:
            raise NotOpened
        cipher = ChaCha20Poly1305(_key(passphrase, _bytes(parts["salt"]), cost))
        plain = cipher.decrypt(_bytes(parts["nonce"]), _bytes(parts["sealed"]), None)
        keys: dict[str, Any] = json.loads(plain)
        return {name: _bytes(content) for name, content in keys.items()}
    except DAMAGE as fault:
        raise NotOpened from fault


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt, KEY_BYTES, cost, BLOCK, LANES).derive(passphrase.encode())


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
