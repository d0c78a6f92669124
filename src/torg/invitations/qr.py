"""Draws an invitation's link as a QR code; nothing of it is kept."""

import io
import re
from typing import Final
from uuid import UUID

import segno

from torg.errors import Validation

LONGEST: Final = 2_000
"""Signs of a link; a QR code holds 2,331 bytes at this correction (ISO/IEC 18004, 40-M)."""

_JOIN: Final = re.compile(r"(?:/(?:en|is|ru))?/join/([0-9a-f-]{36})#[!-~]+")


def drawn(link: str, origin: str) -> bytes:
    """Draw a link to an invitation of this instance as SVG. Raises Validation for any other."""
    if not _is_invitation(link, origin):
        raise Validation
    image = io.BytesIO()
    code = segno.make_qr(link, error="m", boost_error=False)
    code.save(
        image, kind="svg", xmldecl=False, svgclass=None, lineclass=None, omitsize=True, light="#fff"
    )
    return image.getvalue()


def _is_invitation(link: str, origin: str) -> bool:
    if len(link) > LONGEST or not link.startswith(origin):
        return False
    path = _JOIN.fullmatch(link.removeprefix(origin))
    if path is None:
        return False
    try:
        return str(UUID(path[1])) == path[1]
    except ValueError:
        return False
