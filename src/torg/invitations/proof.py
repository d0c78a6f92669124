"""The proof that one admission is in the tree: made, written and checked without a database.

It holds the member's own record, the digests of all later ones, and the end of the chain they
lead to, signed. It has exactly one written form, so that no byte can differ unseen.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from torg.invitations.instance_key import InstanceKey, fingerprint_of_key, is_signed
from torg.invitations.record import (
    MOMENT,
    NoRecord,
    Record,
    chained,
    digest_of,
    moment_of,
    read,
)
from torg.kit.shapes import Body

FORMAT: Final = "torg tree proof 1"


Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Signature = Annotated[str, Field(pattern="^[0-9a-f]{128}$")]


class Proof(Body, frozen=True):
    """The file a member may download; the fields stand in this order, bytes in hex."""

    format: Literal["torg tree proof 1"]
    host: str
    """The name under which the instance was reached when it made this."""
    public_key: Hash
    made_at: str
    record: str
    """The member's own record."""
    record_signature: Signature
    """Made with the admission."""
    after: tuple[Hash, ...]
    """The digests of the records after it, in order."""
    number: int
    """How many records there were."""
    chain: Hash
    """The chain's hash after all of them."""
    signature: Signature
    """Of format, host, made_at, number and chain, one a line."""


class ProofFalse(Exception):
    """The file proves nothing; the message says in a sentence why."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What a checked proof shows."""

    host: str
    fingerprint: str
    record: Record
    number: int
    made_at: datetime


def prove(
    key: InstanceKey,
    host: str,
    own: tuple[bytes, bytes],
    after: Sequence[bytes],
    now: datetime,
) -> Proof:
    """Make the proof of one's own record and its signature, given the digests of all later ones."""
    record, record_signature = own
    known = read(record)
    number, chain = known.number + len(after), _end_of(known, record, after)
    made_at = moment_of(now)
    return Proof(
        format=FORMAT,
        host=host,
        public_key=key.public.hex(),
        made_at=made_at,
        record=record.decode("ascii"),
        record_signature=record_signature.hex(),
        after=tuple(digest.hex() for digest in after),
        number=number,
        chain=chain.hex(),
        signature=key.sign(_statement(host, made_at, number, chain)).hex(),
    )


def file_of(proof: Proof) -> bytes:
    """Give the one form in which a proof is written."""
    return (json.dumps(proof.model_dump(mode="json"), indent=2) + "\n").encode("ascii")


def check(data: bytes) -> Proved:
    """Check a file offline, against nothing but itself. Raises ProofFalse."""
    proof = _read_file(data)
    public, signature = bytes.fromhex(proof.public_key), bytes.fromhex(proof.signature)
    record_signature = bytes.fromhex(proof.record_signature)
    after, chain = [*map(bytes.fromhex, proof.after)], bytes.fromhex(proof.chain)
    own = proof.record.encode()
    try:
        record = read(own)
    except NoRecord as fault:
        raise ProofFalse("Its record is not one of an admission.") from fault
    try:
        made_at = datetime.strptime(proof.made_at, MOMENT).replace(tzinfo=UTC)
    except ValueError as fault:
        raise ProofFalse("The time at which it was made cannot be read.") from fault
    if not is_signed(own, record_signature, public):
        raise ProofFalse("The record is not signed by the key in the file.")
    if (proof.number, chain) != (record.number + len(after), _end_of(record, own, after)):
        raise ProofFalse("The chain of admissions does not lead from the record to its end.")
    if not is_signed(_statement(proof.host, proof.made_at, proof.number, chain), signature, public):
        raise ProofFalse("The end of the chain is not signed by the key in the file.")
    return Proved(proof.host, fingerprint_of_key(public), record, proof.number, made_at)


def _read_file(data: bytes) -> Proof:
    try:
        proof = Proof.model_validate_json(data, strict=True)
    except ValidationError as fault:
        raise ProofFalse("It is not a proof that Torg has made.") from fault
    if file_of(proof) != data:
        raise ProofFalse("It is not written as Torg writes a proof: something was changed.")
    return proof


def _end_of(record: Record, own: bytes, after: Sequence[bytes]) -> bytes:
    chain = chained(record.before, digest_of(own))
    for digest in after:
        chain = chained(chain, digest)
    return chain


def _statement(host: str, made_at: str, number: int, chain: bytes) -> bytes:
    """Give the five lines that are signed when a proof is made."""
    return (
        f"{FORMAT}\nhost {host}\nmade_at {made_at}\nnumber {number}\nchain {chain.hex()}\n"
    ).encode()
