"""Reports to whoever runs the server: events in, signed requests and their repetition out."""

import base64
import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import jwt
from google.protobuf.json_format import MessageToJson
from livekit.protocol.webhook import WebhookEvent

from torg.sfu.metrics import Metrics

CONTENT_TYPE: Final = "application/webhook+json"
VALID_FOR_S: Final = 300
QUEUE: Final = 100
RETRY_AFTER_S: Final = (0.5, 2.0, 8.0)


@dataclass(frozen=True, slots=True)
class Request:
    """One POST, ready to be sent."""

    url: str
    body: bytes
    authorization: str

    def headers(self) -> dict[str, str]:
        """Write its headers; LiveKit's signature stands without the word Bearer."""
        return {"Content-Type": CONTENT_TYPE, "Authorization": self.authorization}


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that receivers check reports with."""

    key: str
    secret: str

    def sign(self, body: bytes, wall: float) -> str:
        """Sign a body as `livekit.api.WebhookReceiver` wants it."""
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        claims = {
            "iss": self.key,
            "nbf": int(wall),
            "exp": int(wall) + VALID_FOR_S,
            "sha256": digest,
        }
        return jwt.encode(claims, self.secret, algorithm="HS256")


class Webhooks:
    """The queue of one URL: in order, bounded, each report tried four times."""

    def __init__(
        self, url: str, signer: Signer, random: Callable[[int], bytes], metrics: Metrics
    ) -> None:
        self._url, self._signer, self._random, self._metrics = url, signer, random, metrics
        self._waiting: deque[bytes] = deque()
        self._tries = 0

    def report(self, event: WebhookEvent, wall: float) -> None:
        """Queue an event; beyond 100 it is dropped, since reports are only hints."""
        if len(self._waiting) >= QUEUE:
            self._metrics.count("webhook_dropped")
            return
        told = WebhookEvent()
        told.CopyFrom(event)
        told.id = f"EV_{self._random(8).hex()}"
        told.created_at = int(wall)
        self._waiting.append(MessageToJson(told, indent=None).encode())

    def next(self, wall: float) -> Request | None:
        """Take the report that is to be sent now; it stays the next one until it is settled."""
        if not self._waiting:
            return None
        body = self._waiting[0]
        return Request(self._url, body, self._signer.sign(body, wall))

    def delivered(self) -> None:
        """Go on to the next one."""
        self._waiting.popleft()
        self._tries = 0

    def failed(self) -> float:
        """Say after how many seconds to go on: with the same report, or after giving it up."""
        if self._tries < len(RETRY_AFTER_S):
            self._tries += 1
            return RETRY_AFTER_S[self._tries - 1]
        self._metrics.count("webhook_given_up")
        self.delivered()
        return 0.0
