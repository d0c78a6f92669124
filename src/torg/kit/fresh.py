"""The one place where randomness becomes an id or a secret."""

import hashlib
import secrets
from uuid import UUID, uuid4

from torg.kit.ids import LeaseId


def new_uuid() -> UUID:
    """Make a random id (UUIDv4, 122 random bits): outside the database nothing is countable."""
    return uuid4()


def new_lease_id() -> LeaseId:
    """Make the id of a lease, 32 hex digits."""
    return LeaseId(secrets.token_hex(16))


def new_secret() -> str:
    """Make a bearer secret of 256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def new_bytes(count: int) -> bytes:
    """Make so many random bytes, for what is written in an alphabet of its own."""
    return secrets.token_bytes(count)


def some_seconds(most: int) -> int:
    """Draw a whole number of seconds from 0 to `most`."""
    return secrets.randbelow(most + 1)


def new_number(below: int) -> int:
    """Draw a whole number from 0 up to but without `below`, which nobody can foresee."""
    return secrets.randbelow(below)


def fingerprint_of(secret: str) -> bytes:
    """Give the SHA-256 under which a secret is stored; the secret itself never is."""
    return hashlib.sha256(secret.encode()).digest()
