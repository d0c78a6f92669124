"""How the address of a mail server is read, and that a wrong one is not repeated."""

import pytest
from pydantic import SecretStr, ValidationError

from torg.config import Settings
from torg.kit.mail_relay import Secured, relay_of


@pytest.mark.parametrize(
    ("url", "host", "port", "secured"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, Secured.STARTTLS),
        ("smtp://mail.example.org:2525", "mail.example.org", 2525, Secured.STARTTLS),
        ("smtps://mail.example.org", "mail.example.org", 465, Secured.TLS),
        ("smtp://localhost", "localhost", 25, Secured.BY_ITSELF),
        ("smtp://[::1]:25", "::1", 25, Secured.BY_ITSELF),
        ("smtps://127.0.0.1", "127.0.0.1", 465, Secured.TLS),
    ],
)
def test_only_what_stays_on_this_machine_may_do_without_tls(
    url: str, host: str, port: int, secured: Secured
) -> None:
    relay = relay_of(SecretStr(url))

    assert (relay.host, relay.port, relay.secured) == (host, port, secured)
    assert (relay.user, relay.password) == (None, None)


def test_user_and_password_may_hold_any_sign() -> None:
    relay = relay_of(SecretStr("smtps://post%40example.org:p%3A%2Fw@mail.example.org"))

    assert relay.user == "post@example.org"
    assert relay.password is not None
    assert relay.password.get_secret_value() == "p:/w"
    assert "p:/w" not in repr(relay)


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://h:x", "smtp://h/path"],
)
def test_what_is_no_mail_server_is_refused_without_its_words(url: str) -> None:
    with pytest.raises(ValueError, match="TORG_SMTP_URL must be") as refusal:
        relay_of(SecretStr(f"{url}?secret-words"))

    assert "secret-words" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_server_and_sender_go_together() -> None:
    with pytest.raises(ValidationError, match="go together"):
        Settings(smtp_url=SecretStr("smtp://localhost"))

    with pytest.raises(ValidationError, match="go together"):
        Settings(mail_from="torg@example.org")
