"""The proof that an admission is in the tree, checked against nothing but itself."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.clock import NOON
from tests.support.trees import KEY, grown

from torg.invitations.instance_key import InstanceKey
from torg.invitations.proof import ProofFalse, check
from torg.invitations.record import read

TREE = grown(5)
FILE = TREE.proof(2)
OTHER_KEY = InstanceKey(bytes(32))


@pytest.mark.parametrize("number", [1, 2, 5])
def test_everybody_in_the_tree_has_a_proof(number: int) -> None:
    proved = check(TREE.proof(number))

    assert proved.record == read(TREE.records[number - 1])
    assert (proved.number, proved.host, proved.made_at) == (5, "talk.example.org", NOON)
    assert proved.fingerprint == KEY.fingerprint


@settings(max_examples=200)
@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_one_changed_byte_is_found_wherever_it_is(at: int, change: int) -> None:
    changed = FILE[:at] + bytes([FILE[at] ^ change]) + FILE[at + 1 :]

    with pytest.raises(ProofFalse):
        check(changed)


@settings(max_examples=100)
@given(st.integers(0, len(FILE) - 1), st.integers(1, 40), st.binary(max_size=8))
def test_what_is_cut_out_or_put_in_is_found(at: int, length: int, put_in: bytes) -> None:
    changed = FILE[:at] + put_in + FILE[at + length :]
    if changed == FILE:
        return

    with pytest.raises(ProofFalse):
        check(changed)


def test_every_byte_flipped_once_is_found() -> None:
    for at, byte in enumerate(FILE):
        with pytest.raises(ProofFalse):
            check(FILE[:at] + bytes([byte ^ 1]) + FILE[at + 1 :])


def test_a_proof_tells_nothing_of_others_but_digests() -> None:
    others = [read(record) for record in TREE.records[2:]]
    names = {str(other.member) for other in others} | {str(other.invitation) for other in others}

    assert not any(name in FILE.decode() for name in names)


def rewritten(**changed: Any) -> bytes:  # noqa: ANN401 - any field of the file
    """Write the file with some fields changed, in the right form."""
    return (json.dumps(json.loads(FILE) | changed, indent=2) + "\n").encode()


GIVEN = json.loads(FILE)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"host": "evil.example.org"}, "end of the chain is not signed"),
        ({"made_at": "2026-11-22T12:00:00.000001Z"}, "end of the chain is not signed"),
        ({"number": 6}, "does not lead"),
        ({"chain": "00" * 32}, "does not lead"),
        ({"after": GIVEN["after"][:-1], "number": 4}, "does not lead"),
        ({"after": GIVEN["after"][::-1]}, "does not lead"),
        ({"record": TREE.records[2].decode()}, "record is not signed"),
        ({"record": "torg admission 1\n"}, "not one of an admission"),
        ({"public_key": OTHER_KEY.public.hex()}, "record is not signed"),
        ({"public_key": "zz" * 32}, "not a proof"),
        ({"public_key": "00" * 32}, "record is not signed"),
        ({"made_at": "yesterday"}, "cannot be read"),
        ({"format": "torg tree proof 2"}, "not a proof"),
        ({"number": "5"}, "not a proof"),
        ({"more": 1}, "not a proof"),
        ({"after": [each.upper() for each in GIVEN["after"]]}, "not a proof"),
        ({"after": [" ".join(each) for each in GIVEN["after"]]}, "not a proof"),
    ],
)
def test_a_field_that_was_changed_is_found(changed: dict[str, Any], why: str) -> None:
    with pytest.raises(ProofFalse, match=why):
        check(rewritten(**changed))


def test_the_same_fields_written_otherwise_are_no_proof() -> None:
    with pytest.raises(ProofFalse, match="written"):
        check(json.dumps(GIVEN).encode())


def test_another_key_makes_another_instance() -> None:
    theirs = check(TREE.proof(2, key=OTHER_KEY))

    assert theirs.fingerprint != KEY.fingerprint


def test_a_proof_takes_72_bytes_for_each_later_admission() -> None:
    assert len(grown(99).proof(10)) - len(grown(49).proof(10)) == 50 * 72
