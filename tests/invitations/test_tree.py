"""The tree of admissions as it grows in a running instance."""

import asyncio
import json
import stat
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import delete, select, update
from tests.support.clock import NOON
from tests.support.gateway import Gateway, person, running_gateway

from torg.app.housekeeping import do_jobs
from torg.invitations.instance_key import InstanceKey, instance_key, is_signed
from torg.invitations.models import AdmissionRow, AllowanceRow
from torg.invitations.planting import make_tree_ready
from torg.invitations.proof import check
from torg.invitations.record import BEFORE_ALL, chained, digest_of, read
from torg.invitations.tree_repository import Recorded
from torg.invitations.wholeness import first_fault
from torg.kit.starting import CannotStart
from torg.media.key_files import KeyFileRefused


async def rows_of(gateway: Gateway) -> Sequence[AdmissionRow]:
    async with gateway.database.reading() as transaction:
        query = select(AdmissionRow).order_by(AdmissionRow.number)
        return (await transaction.session.scalars(query)).all()


def assert_is_one_chain(rows: Sequence[AdmissionRow], key: InstanceKey) -> None:
    chain = BEFORE_ALL
    for number, row in enumerate(rows, 1):
        assert row.record is not None
        assert row.signature is not None
        record = read(row.record)
        assert (record.number, record.before) == (number, chain)
        assert (record.member, record.inviter) == (row.member_id, row.inviter_id)
        assert (record.invitation, record.at) == (row.invitation_id, row.admitted_at)
        assert is_signed(row.record, row.signature, key.public)
        chain = chained(chain, digest_of(row.record))
        assert row.record_hash == chain


async def fault_in(gateway: Gateway) -> int | None:
    async with gateway.database.reading() as transaction:
        kept = await Recorded(transaction).all()
    return first_fault(kept, gateway.app.state.instance_key.public)


CHANGES: Final[Mapping[str, object]] = {
    "inviter_id": None,
    "invitation_id": None,
    "admitted_at": NOON - timedelta(microseconds=1),
    "record": b"torg admission 1\n",
    "record_hash": bytes(32),
    "signature": bytes(64),
}


@pytest.mark.parametrize("column", CHANGES)
async def test_a_row_that_was_changed_is_found(gateway: Gateway, column: str) -> None:
    for handle in ("ana", "bob"):
        await gateway.member(handle)
    before = await fault_in(gateway)
    async with gateway.database.transaction() as transaction:
        changed = update(AdmissionRow).where(AdmissionRow.number == 2)
        await transaction.session.execute(changed.values(**{column: CHANGES[column]}))

    assert before is None
    assert await fault_in(gateway) == 2


async def test_a_row_that_was_taken_out_is_found(gateway: Gateway) -> None:
    for handle in ("ana", "bob"):
        await gateway.member(handle)
    async with gateway.database.transaction() as transaction:
        await transaction.session.execute(delete(AdmissionRow).where(AdmissionRow.number == 2))

    assert await fault_in(gateway) == 2


async def test_every_admission_continues_one_signed_chain(gateway: Gateway) -> None:
    await gateway.owner()
    for handle in ("ana", "bob", "eva"):
        await gateway.member(handle)
    rows = await rows_of(gateway)

    assert len(rows) == 4
    assert_is_one_chain(rows, gateway.app.state.instance_key)


async def test_admissions_at_once_fork_no_chain(gateway: Gateway) -> None:
    invitations = [await gateway.invitation() for _ in range(12)]
    browsers = [await gateway.browser() for _ in invitations]
    answers = await asyncio.gather(
        *(
            browser.post(
                f"/api/invitations/{invitation}/redeem", {"token": token, **person(f"bob_{n}")}
            )
            for n, (browser, (invitation, token)) in enumerate(
                zip(browsers, invitations, strict=True)
            )
        )
    )
    rows = await rows_of(gateway)

    assert {answer.status for answer in answers} == {201}
    assert len(rows) == 13
    assert_is_one_chain(rows, gateway.app.state.instance_key)


async def test_a_refused_newcomer_leaves_no_record(gateway: Gateway) -> None:
    await gateway.member("ana")
    invitation, token = await gateway.invitation()
    browser = await gateway.browser()
    body = {"token": token, **person("ana")}
    refused = await browser.post(f"/api/invitations/{invitation}/redeem", body)

    assert refused.status == 409
    assert len(await rows_of(gateway)) == 2


async def test_a_member_downloads_a_proof_that_holds(gateway: Gateway) -> None:
    owner = await gateway.owner()
    ana = await gateway.member("ana")
    await gateway.member("bob")
    answer = await ana.get("/api/tree/proof")
    file = (json.dumps(answer.body, indent=2) + "\n").encode()
    proved = check(file)
    shown = (await ana.get("/api/instance")).body["public_key_fingerprint"]

    assert answer.headers["Content-Disposition"] == 'attachment; filename="torg-proof.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert str(proved.record.member) == ana.me["id"]
    assert str(proved.record.inviter) == owner.me["id"]
    assert (proved.record.number, proved.number) == (2, 3)
    assert proved.host == "localhost"
    assert proved.fingerprint == shown


async def test_a_proof_is_for_members(gateway: Gateway) -> None:
    assert (await (await gateway.browser()).get("/api/tree/proof")).status == 401


async def test_the_key_is_made_once_and_for_nobody_else_to_read(tmp_path: Path) -> None:
    made = instance_key(tmp_path)
    again = instance_key(tmp_path)

    assert made.public == again.public
    assert stat.S_IMODE((tmp_path / "tree.key").stat().st_mode) == 0o600
    assert "private" in repr(made)


@pytest.mark.parametrize("text", ["", "short", "!" * 43, "A" * 44, "A" * 60])
def test_a_key_file_without_a_key_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "tree.key").write_text(text)

    with pytest.raises(KeyFileRefused):
        instance_key(tmp_path)


async def test_admissions_of_an_older_version_are_signed_at_the_start(tmp_path: Path) -> None:
    async with running_gateway(tmp_path) as gateway:
        await gateway.member("ana")
        await gateway.member("bob")
        async with gateway.database.transaction() as transaction:
            unsigned = {"record": None, "record_hash": None, "signature": None}
            await transaction.session.execute(update(AdmissionRow).values(**unsigned))
            for row in await transaction.session.scalars(select(AllowanceRow)):
                await transaction.session.delete(row)
        await make_tree_ready(gateway.database, gateway.app.state.instance_key)
        await gateway.member("eva")
        rows = await rows_of(gateway)
        async with gateway.database.reading() as transaction:
            allowances = list(await transaction.session.scalars(select(AllowanceRow)))

    assert_is_one_chain(rows, gateway.app.state.instance_key)
    assert {row.account_id for row in allowances} == {row.member_id for row in rows}


async def test_another_key_than_the_trees_is_refused(gateway: Gateway) -> None:
    await gateway.owner()

    with pytest.raises(CannotStart, match=r"tree\.key"):
        await make_tree_ready(gateway.database, InstanceKey(bytes(32)))


async def test_the_house_keeps_itself_without_a_fault(gateway: Gateway) -> None:
    await gateway.member("ana")

    await do_jobs(gateway.database, gateway.clock.now())


async def test_a_proof_is_had_ten_times_an_hour(gateway: Gateway) -> None:
    owner = await gateway.owner()
    given = {(await owner.get("/api/tree/proof")).status for _ in range(10)}
    refused = await owner.get("/api/tree/proof")
    gateway.clock.forward(timedelta(hours=1))
    again = await owner.get("/api/tree/proof")

    assert given == {200}
    assert (refused.status, refused.code) == (429, "too_many")
    assert again.status == 200
