"""What is a mail address, how it is shown, and how a code is read."""

import pytest

from torg.accounts.mail_rules import address_of, code_as_typed, code_of, masked


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ana@example.org", "ana@example.org"),
        (" Ana.B+torg@Example.ORG ", "Ana.B+torg@example.org"),
        ("ana@mail.xn--p1ai", "ana@mail.xn--p1ai"),
        (f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"),
    ],
)
def test_an_address_is_taken_as_it_is_meant(typed: str, meant: str) -> None:
    assert address_of(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "@example.org",
        "ana@",
        "ana@localhost",
        "ana@example..org",
        "ana@-example.org",
        "ana@127.0.0.1",
        "ana@[127.0.0.1]",
        "ana@example.org\nBcc: all@example.org",
        "ana@example.org, bob@example.org",
        "Ana <ana@example.org>",
        '"ana"@example.org',
        "ána@example.org",
        f"{'a' * 65}@example.org",
        f"a@{'b' * 63}.{'c' * 63}.{'d' * 63}.{'e' * 60}.org",
    ],
)
def test_anything_else_is_no_address(typed: str) -> None:
    with pytest.raises(ValueError, match="no mail address"):
        address_of(typed)


def test_an_address_is_shown_masked() -> None:
    assert masked("ana.b@example.org") == "a…@example.org"


def test_a_code_has_eight_digits_however_it_is_typed() -> None:
    assert code_of(42) == "00000042"
    assert [code_as_typed(text) for text in ("0000 0042", "0000-0042", " 00000042.")] == [
        "00000042"
    ] * 3
    assert code_as_typed("\u0660\u0661") == ""
