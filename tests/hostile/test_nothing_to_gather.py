"""C6, C7: ids tell no order, and there is no place for a phone number or an address book."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from torg.app.openapi import describe
from torg.kit.fresh import new_lease_id, new_uuid
from torg.migrations.tables import METADATA

CONTACTS: Final = re.compile(
    r"phone|msisdn|contact|address_?book|birth|location|latitude", re.IGNORECASE
)


def names_in(part: Any, parent: str = "") -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Give the name of every path, parameter and field of the document."""
    if isinstance(part, dict):
        for name, below in part.items():
            if parent in {"properties", "paths", "schemas"}:
                yield name
            yield from names_in(below, name)
        if "in" in part and "name" in part:
            yield str(part["name"])
    elif isinstance(part, list):
        for below in part:
            yield from names_in(below, parent)


def test_nothing_asks_for_a_phone_number_or_contacts() -> None:
    columns = {
        f"{table.name}.{column.name}" for table in METADATA.tables.values() for column in table.c
    }
    names = set(names_in(describe()))

    assert len(names) > 300
    assert [name for name in columns | names if CONTACTS.search(name)] == []


def test_ten_thousand_ids_know_no_order_and_no_time() -> None:
    ids = [new_uuid() for _ in range(10_000)]
    rising = sum(one < other for one, other in pairwise(ids))
    bits = [sum(each.int >> place & 1 for each in ids) for place in range(128)]
    fixed = [place for place in range(128) if bits[place] in {0, 10_000}]

    assert {each.version for each in ids} == {4}
    assert len(set(ids)) == 10_000
    assert 4_700 < rising < 5_300
    assert len(fixed) == 6
    assert all(4_700 < bits[place] < 5_300 for place in range(128) if place not in fixed)


def test_a_lease_id_is_as_random() -> None:
    ids = [new_lease_id() for _ in range(1_000)]

    assert len({each[:8] for each in ids}) == 1_000
    assert all(len(each) == 32 and UUID(each) for each in ids)


def test_every_id_in_an_address_is_random() -> None:
    parameters = {
        (each["name"], each["schema"].get("format"))
        for operations in describe()["paths"].values()
        for operation in operations.values()
        for each in operation.get("parameters", ())
        if each["in"] == "path"
    }

    # An invitation's is read as text, so that what is no id answers like a dead one.
    words = {name for name, form in parameters if form != "uuid"}

    assert words == {"handle", "kind", "invitation"}
