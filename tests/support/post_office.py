"""A real SMTP server on loopback, which keeps what it is given or misbehaves as a test asks."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from torg.kit.mail_relay import Relay, Secured


@dataclass
class PostOffice:
    """Takes letters; `refuses` answers every recipient with a refusal that quotes them."""

    refuses: bool = False
    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's own name and form
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        del server, session, options
        if self.refuses:
            return f"550 no such mailbox <{address}>"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's own name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del server, session
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    @property
    def relay(self) -> Relay:
        """This office as the gateway knows it."""
        return Relay("127.0.0.1", self.port, Secured.BY_ITSELF)

    @property
    def url(self) -> str:
        """This office as an operator writes it."""
        return f"smtp://127.0.0.1:{self.port}"

    def codes(self) -> list[str]:
        """Give the codes in the letters, in the order they came."""
        return [code_in(letter) for letter in self.letters]


def code_in(letter: EmailMessage) -> str:
    """Find the code in a letter."""
    found = re.search(r"\b(\d{4} \d{4})\b", text_of(letter))
    assert found is not None
    return found[1]


def text_of(letter: EmailMessage) -> str:
    """Give the words of a letter."""
    text: str = letter.get_content()
    return text


@asynccontextmanager
async def a_post_office(
    tls: ssl.SSLContext | None = None,
    **smtp: Any,  # noqa: ANN401 - the library's options
) -> AsyncIterator[PostOffice]:
    """Open a post office on a free port; with `tls` it offers STARTTLS."""
    office = PostOffice()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(office, tls_context=tls, loop=loop, **smtp), "127.0.0.1", 0
    )
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def a_silent_server() -> AsyncIterator[int]:
    """Accept connections and never say a word; give the port."""
    hold = asyncio.Event()

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del reader
        await hold.wait()
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        hold.set()
        server.close()
