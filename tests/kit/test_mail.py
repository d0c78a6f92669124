"""Letters leave behind the reply; what goes wrong is told without saying whom it was for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from tests.support.post_office import a_post_office, a_silent_server, text_of
from tests.support.tls import a_certificate

from torg.kit.mail import WAITING_AT_MOST, Letter, Mail, Write
from torg.kit.mail_relay import Relay, Secured
from torg.kit.private import Private

ADDRESS = "ana@example.org"
SENDER = "torg@example.org"


def letter(to: str = ADDRESS) -> Write:
    """Write a letter."""

    async def write() -> Letter:
        return Letter(Private(to), "Þinn kóði", "Ваш код: 1234 5678")

    return write


@asynccontextmanager
async def sending(mail: Mail) -> AsyncIterator[None]:
    """Have mail sent until the block has ended and nothing waits."""
    task = asyncio.create_task(mail.run())
    try:
        yield
        async with asyncio.timeout(10):
            await mail.idle()
    finally:
        task.cancel()


async def test_a_letter_arrives_as_it_was_written() -> None:
    async with a_post_office() as office:
        mail = Mail(office.relay, SENDER)
        async with sending(mail):
            mail.post(letter())
    (arrived,) = office.letters

    assert (arrived["From"], arrived["To"]) == (SENDER, ADDRESS)
    assert arrived["Subject"] == "Þinn kóði"
    assert text_of(arrived).strip() == "Ваш код: 1234 5678"


async def test_a_refused_letter_is_told_without_its_address() -> None:
    async with a_post_office() as office:
        office.refuses = True
        mail = Mail(office.relay, SENDER)
        with capture_logs() as logs:
            async with sending(mail):
                mail.post(letter("gone@example.org"))
                mail.post(letter())

    assert [line["fault"] for line in logs] == ["SMTPRecipientsRefused"] * 2
    assert "example.org" not in f"{logs}"


async def test_one_that_cannot_be_written_keeps_no_other_from_leaving() -> None:
    async def broken() -> Letter:
        raise ZeroDivisionError(ADDRESS)

    async def nobody() -> None:
        return None

    async with a_post_office() as office:
        mail = Mail(office.relay, SENDER)
        with capture_logs() as logs:
            async with sending(mail):
                mail.post(broken)
                mail.post(nobody)
                mail.post(letter())

    assert len(office.letters) == 1
    assert [line["fault"] for line in logs] == ["ZeroDivisionError"]
    assert ADDRESS not in f"{logs}"


async def test_a_server_without_starttls_is_given_nothing() -> None:
    async with a_post_office() as office:
        mail = Mail(Relay("127.0.0.1", office.port, Secured.STARTTLS), SENDER)
        with capture_logs() as logs:
            async with sending(mail):
                mail.post(letter())

    assert office.letters == []
    assert [line["event"] for line in logs] == ["a letter could not be sent"]


async def test_a_certificate_nobody_knows_is_given_nothing(tmp_path: Path) -> None:
    async with a_post_office(tls=a_certificate(tmp_path).server) as office:
        mail = Mail(Relay("127.0.0.1", office.port, Secured.STARTTLS), SENDER)
        with capture_logs() as logs:
            async with sending(mail):
                mail.post(letter())

    assert office.letters == []
    assert len(logs) == 1


async def test_starttls_carries_a_letter_where_the_certificate_is_known(tmp_path: Path) -> None:
    certificate = a_certificate(tmp_path)
    async with a_post_office(tls=certificate.server, require_starttls=True) as office:
        relay = Relay("127.0.0.1", office.port, Secured.STARTTLS)
        mail = Mail(relay, SENDER, tls=certificate.client)
        async with sending(mail):
            mail.post(letter())

    assert len(office.letters) == 1


@pytest.mark.parametrize("secured", [Secured.BY_ITSELF, Secured.TLS])
async def test_a_server_that_says_nothing_is_given_up(secured: Secured) -> None:
    async with a_silent_server() as port:
        mail = Mail(Relay("127.0.0.1", port, secured), SENDER, within_s=0.1)
        with capture_logs() as logs:
            async with sending(mail):
                mail.post(letter())

    assert [line["event"] for line in logs] == ["a letter could not be sent"]


def test_a_queue_that_is_full_drops_and_says_so() -> None:
    mail = Mail(None, SENDER)
    with capture_logs() as logs:
        for _ in range(WAITING_AT_MOST + 2):
            mail.post(letter())

    assert [line["event"] for line in logs] == ["mail is dropped: too much of it waits"] * 2
    assert not mail.is_set
