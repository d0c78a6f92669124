"""What `make check` says about texts, sizes and locks, on small cases."""

from pathlib import Path

import pytest
from tools.ftl import texts_of
from tools.locks import addresses_in, asked_for
from tools.node import is_new_enough
from tools.sizes import LONGEST, complaints_about
from tools.words import complaints_between, complaints_within


def _said(tmp_path: Path, language: str, ftl: str) -> list[str]:
    file = tmp_path / "words.ftl"
    file.write_text(ftl, encoding="utf-8")
    return [*complaints_within(language, [file], {})]


def test_messages_attributes_and_their_values_are_read() -> None:
    ftl = "# note\none = { $name }\n    .title = { $other }\ntwo = { $count ->\n *[other] x\n}\n"

    texts = dict(texts_of(ftl))

    assert [*texts] == ["one", "one.title", "two"]
    assert [sorted(text.variables) for text in texts.values()] == [["name"], ["other"], ["count"]]


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("en", "This room cannot be recorded."),
        ("en", "Recording is impossible."),
        ("is", "Ekki er hægt að taka upp, enda er upptaka ómöguleg."),
        ("ru", "Комнату невозможно записать."),
    ],
)
def test_a_claim_that_a_room_cannot_be_recorded_is_found(
    language: str, claim: str, tmp_path: Path
) -> None:
    (complaint,) = _said(tmp_path, language, f"promise = {claim}\n")

    assert complaint.endswith("promise claims that a room cannot be recorded")


def test_an_honest_text_passes(tmp_path: Path) -> None:
    assert _said(tmp_path, "en", "note = Anyone can record with another device.\n") == []


def test_a_text_given_twice_missing_or_with_other_values_is_found(tmp_path: Path) -> None:
    first = dict(texts_of("one = { $name }\ntwo = x\n"))
    other = dict(texts_of("one = { $handle }\nthree = x\n"))

    assert _said(tmp_path, "en", "one = x\none = y\n") == [
        f"{tmp_path}/words.ftl: one is given twice"
    ]
    assert [*complaints_between("is", other, first)] == [
        "is: two is missing",
        "is: three is only here",
        "is: one takes other values than in en",
    ]


def test_a_file_that_is_long_or_does_not_say_its_duty_is_found(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text("x = 1\n" * (LONGEST + 1))

    assert len([*complaints_about(file)]) == 2


def test_a_lock_that_lacks_what_is_asked_for_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("aiohttp==3.14.5 \\\n    --hash=sha256:00\n")

    assert [*asked_for(lock, ["aiohttp>=3.11"])] == []
    assert "is not >=4" in next(asked_for(lock, ["aiohttp>=4"]))
    assert "is missing" in next(asked_for(lock, ["fastapi"]))


def test_an_address_in_a_lock_is_found_but_for_those_that_ask_for_money() -> None:
    lock = {"a": {"resolved": "https://example.org/a.tgz", "funding": {"url": "https://b.org"}}}

    assert [*addresses_in(lock)] == ["web/package-lock.json: /a/resolved holds an address"]


@pytest.mark.parametrize(
    ("version", "enough"),
    [("v20.19.0", True), ("v24.1.0", True), ("v20.18.9", False), ("v18.20.0", False), ("", False)],
)
def test_node_is_taken_from_the_machine_when_it_is_new_enough(
    version: str, *, enough: bool
) -> None:
    assert is_new_enough(version) is enough


def test_nothing_is_installed_that_a_lock_has_no_hash_of() -> None:
    makefile = Path(__file__).parents[2].joinpath("Makefile").read_text(encoding="utf-8")
    installs = [line for line in makefile.splitlines() if "pip install " in line]
    ours = [line for line in installs if line.endswith("-e .")]
    others = [line for line in installs if line not in ours]

    assert all("--no-deps" in line for line in ours)
    assert others
    assert all("--require-hashes -r " in line for line in others)
