"""Who may connect, and how: the checks before a signalling socket is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from torg.sfu.config import Limits
from torg.sfu.tokens import Claims, TokenRefused, read_token

TRUE: Final = frozenset({"1", "t", "true", "yes"})
NO_ROOM: Final = "requested room does not exist"
"""The one 404 that LiveKit's JS client does not answer by trying again (§2.6)."""


class NotAdmitted(Exception):
    """No socket for this request; status and text as LiveKit's clients expect them."""

    def __init__(self, status: HTTPStatus, text: str, retry_after_s: int | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.retry_after_s = status, text, retry_after_s


@dataclass(frozen=True, slots=True)
class Admission:
    """A request whose token and parameters are in order."""

    claims: Claims
    auto_subscribe: bool = True
    resumes: bool = False
    client_protocol: int = 0


def read_request(
    authorization: str | None,
    query: Mapping[str, str],
    keys: Mapping[str, str],
    limits: Limits,
    wall: float,
) -> Admission:
    """Check a request for `/rtc` or `/rtc/validate`. Raises NotAdmitted.

    JS sends the token in the query, Rust and Go in the header.
    """
    try:
        claims = read_token(bearer(authorization) or query.get("access_token", ""), keys, wall)
    except TokenRefused as refusal:
        raise NotAdmitted(HTTPStatus.UNAUTHORIZED, f"invalid token: {refusal}") from None
    if not claims.may_join():
        raise NotAdmitted(HTTPStatus.FORBIDDEN, "the token does not admit to a room")
    attributes = sum(
        len(name.encode()) + len(value.encode()) for name, value in claims.attributes.items()
    )
    if (
        len(claims.name.encode()) > limits.name_bytes
        or len(claims.metadata.encode()) > limits.metadata_bytes
        or attributes > limits.attributes_bytes
    ):
        raise NotAdmitted(HTTPStatus.BAD_REQUEST, "name, metadata or attributes are too long")
    protocol = query.get("client_protocol", "")
    return Admission(
        claims=claims,
        auto_subscribe=query.get("auto_subscribe", "1").lower() in TRUE,
        resumes=query.get("reconnect", "").lower() in TRUE,
        client_protocol=int(protocol) if protocol.isascii() and protocol.isdigit() else 0,
    )


def bearer(authorization: str | None) -> str | None:
    """Take the token out of an Authorization header."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
