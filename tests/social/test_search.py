"""Finding people by the beginnings of handle and names, in any alphabet and any case."""

from itertools import chain

import pytest
from tests.support.gateway import Gateway
from tests.support.house import House
from tests.support.people import found

from torg.accounts.account import Account, InstanceRole
from torg.accounts.findable import words_asked, words_of
from torg.accounts.repository import Accounts, NewAccount
from torg.social.looking import Looking

PEOPLE = [
    ("thordis", "Þórdís Ægisdóttir"),
    ("alyona_k", "Алёна Королёва"),
    ("jon_of_oslo", "Jón-Páll O'Neil"),
]


@pytest.fixture
async def viewer(house: House) -> Account:
    viewer = await house.member("viewer")
    async with house.database.transaction() as transaction:
        for handle, name in PEOPLE:
            new = NewAccount(handle, name, ("is",), InstanceRole.MEMBER)
            await Accounts(transaction).add(new, house.now)
    return viewer


async def search(house: House, viewer: Account, query: str) -> list[str]:
    async with house.database.reading() as transaction:
        answer = await Looking(transaction, viewer, house.now).search(query, None)
    return [person.handle for person in answer.people]


@pytest.mark.parametrize(
    ("query", "who"),
    [
        *(("þór", "thordis"), ("ÞÓRDÍS", "thordis"), ("ægis", "thordis"), ("tho", "thordis")),
        *(("алё", "alyona_k"), ("АЛЕНА", "alyona_k"), ("коро", "alyona_k")),
        *(("@alyona_k", "alyona_k"), ("jon", "jon_of_oslo"), ("oslo", "jon_of_oslo")),
        *(("páll", "jon_of_oslo"), ("o'ne", "jon_of_oslo"), ("neil jon", "jon_of_oslo")),
    ],
)
async def test_a_member_is_found_by_the_beginning_of_any_word(
    house: House, viewer: Account, query: str, who: str
) -> None:
    assert await search(house, viewer, query) == [who]


@pytest.mark.parametrize(
    "query", ["þ", "a", "@", "  ", "dóttir", "jon þór", "%", "_%", "jon_of_osloo"]
)
async def test_too_little_and_what_stands_inside_find_nobody(
    house: House, viewer: Account, query: str
) -> None:
    assert await search(house, viewer, query) == []


async def test_one_does_not_find_oneself(house: House, viewer: Account) -> None:
    assert await search(house, viewer, "viewer") == []


async def test_results_come_by_twenty_and_end_at_a_hundred(house: House, viewer: Account) -> None:
    async with house.database.transaction() as transaction:
        for number in range(105):
            new = NewAccount(f"crowd{number:03}", "One Of Many", ("en",), InstanceRole.MEMBER)
            await Accounts(transaction).add(new, house.now)
    pages: list[list[str]] = []
    after = None
    async with house.database.reading() as transaction:
        looking = Looking(transaction, viewer, house.now)
        while len(pages) < 10:
            page = await looking.search("cro", after)
            pages.append([person.handle for person in page.people])
            if (after := page.next) is None:
                break

    assert [len(page) for page in pages] == [20] * 5
    assert list(chain(*pages)) == [f"crowd{number:03}" for number in range(100)]


def test_folding_knows_no_case_no_accents_and_no_width() -> None:
    assert words_of("bo_", "Šárka  \uff2ba") == {"bo_", "bo", "sarka", "ka"}
    assert words_asked("ŠÁR ka") == ("sar", "ka")
    assert len(words_asked("one two three four five")) == 4
    assert words_asked("ab") == ("ab",)
    assert words_asked("a") == ()


async def test_a_new_name_is_found_and_the_old_one_is_not(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    for name in ("Freyja", "Sif"):
        assert (await ana.ask("PATCH", "/api/me", {"name": name})).status == 200

    assert await found(bo, "freyja") == []
    assert await found(bo, "sif") == ["ana"]
