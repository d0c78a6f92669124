"""A block neither opens nor closes a report: each side goes on reading what it did itself."""

import pytest
from tests.support.gateway import Gateway
from tests.support.people import block
from tests.support.reports import a_talk, decide, mine, reported
from tests.support.ties import members


@pytest.mark.parametrize("blocks", ["the reporter", "the reported", "both"])
async def test_my_report_names_whom_i_reported_whoever_blocks(
    gateway: Gateway, blocks: str
) -> None:
    owner, (ana, bob) = await gateway.owner(), await members(gateway, "ana", "bob")
    made = await reported(ana, await a_talk(ana, bob), bob)
    before = await mine(ana)
    if blocks != "the reported":
        await block(ana, bob)
    if blocks != "the reporter":
        await block(bob, ana)
    after = await mine(ana)
    await decide(owner, made, "warning")
    (decided,) = (await mine(ana))["made"]

    assert after == before
    assert before["made"][0]["about"]["handle"] == "bob"
    assert decided["about"] == before["made"][0]["about"]


@pytest.mark.parametrize("blocks", ["the reporter", "the reported", "nobody"])
async def test_a_report_about_me_never_names_its_maker_whoever_blocks(
    gateway: Gateway, blocks: str
) -> None:
    owner, (ana, bob) = await gateway.owner(), await members(gateway, "ana", "bob")
    made = await reported(ana, await a_talk(ana, bob), bob)
    if blocks == "the reporter":
        await block(ana, bob)
    if blocks == "the reported":
        await block(bob, ana)
    await decide(owner, made, "warning")
    reports, log = await mine(bob), (await bob.get("/api/audit")).body
    told = (await bob.get("/api/inbox")).body

    assert len(reports["about_me"]) == 1
    assert ana.me["id"] not in f"{reports}{log}{told}"
    assert set(reports["about_me"][0]) == {
        *("id", "room", "reason", "decided_at", "decision", "note", "appeal"),
    }


async def test_a_report_about_me_reads_alike_whether_its_maker_blocks_me(gateway: Gateway) -> None:
    owner, (ana, bob) = await gateway.owner(), await members(gateway, "ana", "bob")
    made = await reported(ana, await a_talk(ana, bob), bob)
    await decide(owner, made, "no_action")
    before = await mine(bob)
    await block(ana, bob)

    assert await mine(bob) == before
