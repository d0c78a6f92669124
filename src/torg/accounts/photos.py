"""What may be sent as a photo: pure, and before anything is decoded."""

from typing import Final

PHOTO_BYTES: Final = 2 * 1024 * 1024
"""What is sent, at most."""

PIXELS_AT_MOST: Final = 16_000_000
SIDE: Final = 320
"""Of the square that is drawn of it, in pixels."""

CONTENT_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})

OTHERS_ANYWHERE: Final = (b"<html", b"<script", b"<svg ", b"<?php", b"<!doctype")
OTHERS_AT_THE_HEAD: Final = (b"%pdf-",)
OTHERS_AT_THE_TAIL: Final = (b"pk\x05\x06",)
"""Signs, in small letters, by which other programs know a file to be theirs."""

HEAD: Final = 1024
TAIL: Final = 65_557
"""How far readers of PDF look from the front, and readers of ZIP from the back."""


def format_of(sent: bytes) -> str | None:
    """Give "JPEG", "PNG" or "WEBP" by how the bytes begin; None for anything else."""
    if sent.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if sent.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if sent[:4] == b"RIFF" and sent[8:12] == b"WEBP":
        return "WEBP"
    return None


def looks_like_a_photo(sent: bytes) -> bool:
    """Say whether these bytes are worth decoding: one of three formats, and nothing else as well.

    What is shown is drawn anew in any case; a file that is two things is sent with ill intent.
    """
    return format_of(sent) is not None and not _is_something_else(sent.lower())


def _is_something_else(low: bytes) -> bool:
    return (
        any(sign in low for sign in OTHERS_ANYWHERE)
        or any(sign in low[:HEAD] for sign in OTHERS_AT_THE_HEAD)
        or any(sign in low[-TAIL:] for sign in OTHERS_AT_THE_TAIL)
    )
