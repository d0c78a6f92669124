"""No table is forgotten when a member takes their data along, and when they go."""

from collections.abc import Iterable

import pytest
from sqlalchemy import Table

from torg.instance.chosen import SPOKEN
from torg.leaving.exporting import file_of, readme
from torg.leaving.rules import RULES
from torg.leaving.shapes import Export, Kept, Rule, Unconcerned
from torg.migrations.tables import METADATA

SECRETS = frozenset(
    {
        *("secret_hash", "code_hash", "token_hash", "key_hash", "public_key", "challenge"),
        *("sign_count", "passkey_id"),
    }
)
"""Of use to nobody but a thief, or to the machine."""

TABLES = METADATA.sorted_tables


def about_members(table: Table) -> Iterable[str]:
    """Name the columns that refer to accounts."""
    for column in table.columns:
        if any(key.column.table.name == "accounts" for key in column.foreign_keys):
            yield column.name


def told_of(export: Export) -> set[str]:
    return {
        name
        for told in export.told
        for name in (told.mine, *told.columns, *told.people, *told.rooms, *told.files)
    }


def decided_of(rule: Rule) -> set[str]:
    return {each.column for each in rule.delete if not isinstance(each, Unconcerned)}


def test_every_table_has_a_rule_and_every_rule_a_table() -> None:
    assert set(RULES) == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_rule_says_something_of_export_and_of_deletion(table: Table) -> None:
    rule = RULES[table.name]

    assert rule.export.told or "*" in rule.export.hides
    assert rule.delete


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_column_that_names_a_member_is_in_both_halves(table: Table) -> None:
    rule, named = RULES[table.name], set(about_members(table))
    hidden = named if "*" in rule.export.hides else set(rule.export.hides)

    assert named - told_of(rule.export) - hidden == set()
    assert named - decided_of(rule) == set()


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_rule_names_columns_that_are_there(table: Table) -> None:
    rule, columns = RULES[table.name], set(table.columns.keys())
    blanked = {name for each in rule.delete for name in getattr(each, "values", ())}

    assert told_of(rule.export) | decided_of(rule) | blanked <= columns


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_no_secret_is_told(table: Table) -> None:
    assert told_of(RULES[table.name].export) & SECRETS == set()


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_whatever_is_kept_of_a_member_says_why(table: Table) -> None:
    reasons = [each.why for each in RULES[table.name].delete if isinstance(each, Kept)]
    reasons += [each.why for each in RULES[table.name].delete if isinstance(each, Unconcerned)]

    assert all(reasons)


@pytest.mark.parametrize("language", SPOKEN)
def test_the_readme_describes_every_file_in_every_language(language: str) -> None:
    words = readme((language,), {"instance": "Torg", "host": "h", "handle": "ana", "at": "now"})
    exported = [name for name, rule in RULES.items() if rule.export.told]
    files = [
        file for rule in RULES.values() for told in rule.export.told for file in told.files.values()
    ]

    assert [file for file in [*map(file_of, exported), *files] if f"`{file}`" not in words] == []


def test_an_export_does_not_say_when_one_was_reported() -> None:
    about_me = [told for told in RULES["reports"].export.told if told.called == "about_me"]

    assert about_me
    assert not any({"created_at", "words"} & {*told.columns} for told in about_me)
    assert not any("reporter_id" in told.people for told in about_me)
