"""The record of one admission, byte by byte."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torg.invitations.record import (
    BEFORE_ALL,
    NoRecord,
    Record,
    chained,
    digest_of,
    read,
    written,
)
from torg.kit.ids import AccountId

SOME = Record(
    number=7,
    member=AccountId(UUID("3f2b0000-0000-4000-8000-000000000001")),
    inviter=AccountId(UUID("9c1d0000-0000-4000-8000-000000000002")),
    invitation=UUID("5e0a0000-0000-4000-8000-000000000003"),
    at=datetime(2026, 11, 22, 12, 0, 0, 250, tzinfo=UTC),
    before=bytes(range(32)),
)
TEXT = b"""torg admission 1
number 7
member 3f2b0000-0000-4000-8000-000000000001
inviter 9c1d0000-0000-4000-8000-000000000002
invitation 5e0a0000-0000-4000-8000-000000000003
at 2026-11-22T12:00:00.000250Z
before 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
"""

ids = st.uuids(version=4)
records = st.builds(
    Record,
    number=st.integers(1, 10**9),
    member=ids.map(AccountId),
    inviter=st.none() | ids.map(AccountId),
    invitation=st.none() | ids,
    at=st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy wants bounds without a zone
    before=st.binary(min_size=32, max_size=32),
)


def test_a_record_is_written_as_the_document_says() -> None:
    document = Path(__file__).parents[2] / "docs" / "invitations.md"

    assert written(SOME) == TEXT
    assert f"```\n{TEXT.decode()}```" in document.read_text("utf-8")
    assert read(TEXT) == SOME


@settings(max_examples=200)
@given(records)
def test_what_is_written_is_read_back(record: Record) -> None:
    assert read(written(record)) == record


@settings(max_examples=200)
@given(st.integers(0, len(TEXT) - 1), st.integers(0, 255))
def test_there_is_one_form_of_a_record(at: int, byte: int) -> None:
    changed = TEXT[:at] + bytes([byte]) + TEXT[at + 1 :]
    try:
        record = read(changed)
    except NoRecord:
        return

    assert written(record) == changed


@pytest.mark.parametrize(
    "text",
    [
        b"",
        TEXT + b"\n",
        TEXT[:-1],
        TEXT.replace(b"\n", b"\r\n"),
        TEXT.replace(b"number 7", b"number 07"),
        TEXT.replace(b"3f2b", b"3F2B"),
        TEXT.replace(b"-22T", b"-31T"),
        TEXT.replace(b"number 7", "number \N{ARABIC-INDIC DIGIT SEVEN}".encode()),
    ],
)
def test_what_is_not_this_form_is_no_record(text: bytes) -> None:
    with pytest.raises(NoRecord):
        read(text)


def test_the_chain_is_the_hash_of_what_was_before_and_the_digest() -> None:
    digest = hashlib.sha256(TEXT).digest()

    assert digest_of(TEXT) == digest
    assert chained(BEFORE_ALL, digest) == hashlib.sha256(bytes(32) + digest).digest()
