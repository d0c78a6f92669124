"""Which handles look alike, and which words stand for the instance itself: pure."""

from typing import Final

ALIKE: Final = str.maketrans(
    {
        # One stroke is one stroke in most fonts: ana1, anal, anai.
        "1": "l",
        "i": "l",
        # Digits that are drawn, or read, as letters.
        "0": "o",
        "2": "z",
        "3": "e",
        "4": "a",
        "5": "s",
        "7": "t",
        "8": "b",
        "9": "q",
        "g": "q",
        # What two signs side by side can be taken for, written as the two: then the order in
        # which they meet does not matter, and "vvw", "wvv" and "vvvv" are all the same.
        "d": "cl",
        "m": "rn",
        "w": "vv",
        # It is overlooked at the end, and easily added.
        "_": "",
    }
)
"""What each sign of a handle looks like; a handle's skeleton is twice as long at most."""

RESERVED: Final = frozenset(
    """
    abuse account admin administrator admins anonymous api audit ban bot community contact deleted
    everybody everyone guest hallway help helpdesk host info instance invitation legal member mod
    moderation moderator moderators mods nobody null official operator owner police postmaster
    press privacy root safety security server service settings staff stage support system team
    torg undefined unknown user webmaster welcome
    """.split()  # noqa: SIM905 - sixty words are read as words, not as a list
)
"""Words that promise to speak for the instance; only its owner may carry one."""


def skeleton_of(handle: str) -> str:
    """Give what a handle looks like; two that can be taken for each other have the same."""
    return handle.translate(ALIKE)


RESERVED_SKELETONS: Final = frozenset(map(skeleton_of, RESERVED))


def is_reserved(handle: str) -> bool:
    """Say whether a handle looks like a word that stands for the instance."""
    return skeleton_of(handle) in RESERVED_SKELETONS
