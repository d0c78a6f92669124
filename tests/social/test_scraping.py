"""C6: nobody looks at more different profiles than anybody needs to."""

from uuid import UUID

from sqlalchemy import select
from tests.support.gateway import Browser, Gateway

from torg.audit.acts import Act
from torg.audit.models import AuditRow
from torg.kit.ids import AccountId
from torg.kit.limits import DAY, DISTINCT, HOUR, Limited, Limits, Per, Rate
from torg.kit.private import Private

NETWORK = Private("127.0.0.0/24")


def look(gateway: Gateway, by: Browser, *handles: str, network: Private[str] = NETWORK) -> None:
    """Count looks as the endpoint does, which is quicker than looking."""
    limits: Limits = gateway.app.state.limits
    account = AccountId(UUID(by.me["id"]))
    for handle in handles:
        limits.spend_on(Limited.PROFILE, handle, account=account, network=network)


def handles(first: int, last: int) -> list[str]:
    return [f"m_{number}" for number in range(first, last)]


def test_the_table_says_300_an_hour_and_1000_a_day_and_3000_of_a_network() -> None:
    assert DISTINCT[Limited.PROFILE] == (
        (Per.ACCOUNT, Rate(300, HOUR)),
        (Per.ACCOUNT, Rate(1_000, DAY)),
        (Per.NETWORK, Rate(3_000, DAY)),
    )


async def test_the_301st_profile_of_an_hour_is_refused_and_the_known_ones_are_not(
    gateway: Gateway,
) -> None:
    ana = await gateway.member("ana")
    look(gateway, ana, *handles(0, 299))
    last = await ana.get("/api/members/owner")
    over = await ana.get("/api/members/m_300")
    lists = await ana.get("/api/members/m_301/followers")
    again = await ana.get("/api/members/owner")
    herself = await ana.get("/api/members/ana")

    assert last.status == again.status == herself.status == 200
    assert (over.status, over.code) == (lists.status, lists.code) == (429, "too_many")
    assert int(over.headers["Retry-After"]) == HOUR.total_seconds()


async def test_it_is_written_down_once_in_an_hour(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    look(gateway, ana, *handles(0, 300))
    refused = [(await ana.get(f"/api/members/m_{number}")).status for number in (300, 301, 302)]
    async with gateway.database.reading() as transaction:
        query = select(AuditRow.target_id).where(AuditRow.act == Act.SCRAPING)
        noted = list(await transaction.session.scalars(query))

    assert refused == [429, 429, 429]
    assert noted == [UUID(ana.me["id"])]


async def test_a_thousand_a_day_end_the_day(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    for hour in range(4):
        look(gateway, ana, *handles(hour * 250, (hour + 1) * 250))
        gateway.clock.forward(HOUR)
    refused = await ana.get("/api/members/owner")
    gateway.clock.forward(DAY)

    assert refused.status == 429
    assert (await ana.get("/api/members/owner")).status == 200


async def test_a_network_has_three_thousand_a_day_whoever_looks(gateway: Gateway) -> None:
    limits: Limits = gateway.app.state.limits
    for number in range(3_000):
        who = AccountId(UUID(int=number // 250))
        limits.spend_on(Limited.PROFILE, f"m_{number}", account=who, network=NETWORK)
    ana = await gateway.member("ana")

    assert (await ana.get("/api/members/owner")).status == 429


async def test_searching_is_counted_by_account(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    statuses = []
    for _ in range(31):
        gateway.clock.forward(HOUR / 3_600)
        statuses.append((await ana.get("/api/members?query=ow")).status)

    assert statuses == [200] * 30 + [429]


async def test_of_a_handle_too_long_to_be_one_no_more_is_remembered(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    look(gateway, ana, *handles(0, 299))
    asked = [await ana.get(f"/api/members/{'a' * length}") for length in (17, 3_000, 30_000)]

    assert [answer.status for answer in asked] == [404, 404, 404]
