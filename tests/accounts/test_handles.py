"""C17: nobody takes a handle that can be taken for another's."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from torg.accounts.account import InstanceRole
from torg.accounts.handles import RESERVED, is_reserved, skeleton_of
from torg.accounts.rules import HANDLE, handle_of
from torg.errors import HandleRefused

HANDLES = some.from_regex(HANDLE, fullmatch=True)

LOOKS = {
    "l": ("1", "i"),
    "i": ("1", "l"),
    "o": ("0",),
    "s": ("5",),
    "a": ("4",),
    "e": ("3",),
    "t": ("7",),
    "b": ("8",),
    "z": ("2",),
    "g": ("9", "q"),
    "m": ("rn",),
    "w": ("vv",),
    "d": ("cl",),
}
"""What is put in the place of a sign by somebody who wants to look like another."""

FOREIGN = {
    "a": "\u0430\u00e1\uff41\u0251",
    "e": "\u0435\u00e9\uff45",
    "o": "\u043e\u00f6\uff4f\u03bf",
    "i": "\u0456\u00ed\uff49\u0131",
    "l": "\u04cf\uff4c\u217c",
    "m": "\uff4d\u217f",
    "n": "\u0578\uff4e",
    "s": "\u0455\uff53",
    "t": "\uff54",
    "w": "\u0461\uff57",
    "d": "\u0501",
}
"""Letters of other alphabets that are drawn like these."""

UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u0301\u034f"
"""Signs that are not drawn at all, or over another."""

VICTIMS = ("samwell", "dogma_tom", "willow0", "bob_a_lee", "timid_goat")


def inside(victim: str) -> Iterator[str]:
    """Give look-alikes of the allowed alphabet, none of them the victim's own."""
    for at, sign in enumerate(victim):
        for other in LOOKS.get(sign, ()):
            yield victim[:at] + other + victim[at + 1 :]
    yield from (victim + "_", victim.replace("_", ""), "_" + victim)
    choices = [(sign, *LOOKS.get(sign, ())) for sign in victim]
    yield from ("".join(signs) for signs in product(*choices))


def outside(victim: str) -> Iterator[str]:
    """Give look-alikes with a sign that no handle may have."""
    for at, sign in enumerate(victim):
        for other in FOREIGN.get(sign, ""):
            yield victim[:at] + other + victim[at + 1 :]
        yield victim[:at] + sign.upper() + victim[at + 1 :] if sign.isalpha() else victim + " "
    yield from (victim[:2] + unseen + victim[2:] for unseen in UNSEEN)


CONFUSABLE = [
    (victim, like)
    for victim in VICTIMS
    for like in list(dict.fromkeys(inside(victim)))[:60]
    if like != victim and HANDLE.fullmatch(like)
]
REFUSED = [like for victim in VICTIMS for like in outside(victim)]


def test_the_corpus_has_at_least_200_confusable_handles() -> None:
    assert len(CONFUSABLE) >= 200
    assert len(REFUSED) >= 100


@pytest.mark.parametrize("like", REFUSED, ids=ascii)
def test_no_sign_of_another_alphabet_stands_in_a_handle(like: str) -> None:
    with pytest.raises(HandleRefused):
        handle_of(like)


def test_handles_that_look_alike_have_one_skeleton() -> None:
    apart = [pair for pair in CONFUSABLE if len(set(map(skeleton_of, pair))) > 1]

    assert apart == []


@pytest.mark.parametrize(
    "pair",
    [("ana", "anna"), ("tom", "tim"), ("eva", "evan"), ("bo_1", "bo_2"), ("siggi", "sigga")],
)
def test_handles_that_only_sound_alike_are_two(pair: tuple[str, str]) -> None:
    assert skeleton_of(pair[0]) != skeleton_of(pair[1])


def test_numbered_handles_are_all_different() -> None:
    numbered = [f"member{number}" for number in range(500)]

    assert len(set(map(skeleton_of, numbered))) == len(numbered)


@settings(max_examples=100)
@given(HANDLES)
def test_a_skeleton_fits_its_column_and_is_not_altered_by_letters_outside(handle: str) -> None:
    assert len(skeleton_of(handle)) <= 32
    assert set(skeleton_of(handle)) <= set(handle + "abcelnoqrstvz")


@pytest.mark.parametrize(
    "word", ["admin", "adm1n", "_admin_", "torg", "t0rg", "moderator", "owner"]
)
def test_words_that_speak_for_the_instance_are_kept_for_its_owner(word: str) -> None:
    assert is_reserved(word)
    assert handle_of(word, InstanceRole.OWNER) == word
    for role in (InstanceRole.MEMBER, InstanceRole.ADMIN):
        with pytest.raises(HandleRefused):
            handle_of(word, role)


def test_every_reserved_word_is_one_somebody_could_ask_for() -> None:
    assert all(3 <= len(word) <= 16 for word in RESERVED)
