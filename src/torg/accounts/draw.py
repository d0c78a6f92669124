"""The process that draws one photo anew: from standard input to standard output, and then ends.

It begins by giving away what a decoder that was taken over could use: memory, time, new files,
sockets and processes.
"""

import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from io import BytesIO
from typing import Final

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from torg.accounts.photos import PHOTO_BYTES, PIXELS_AT_MOST, SIDE, format_of

MEMORY: Final = 256 * 1024 * 1024
PROCESSOR_S: Final = 2

LIMITS: Final = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: PROCESSOR_S,
    resource.RLIMIT_FSIZE: 0,
    # Standard input, output and errors are open; nothing else ever will be, no socket either.
    resource.RLIMIT_NOFILE: 3,
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_CORE: 0,
}

# By the reader's own class: Image.open would let a file choose its reader.
READERS: Final[Mapping[str, Callable[[BytesIO], Image.Image]]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
}

ORIENTATION: Final = 0x0112
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a camera says that it was held (Exif 2.32, table 6), and what undoes it."""

QUALITY: Final = 82
PAPER: Final = (255, 255, 255, 255)
"""What shows through where a picture is transparent."""


def confine() -> None:
    """Give away all that is not needed any more."""
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))


def drawn(sent: bytes) -> bytes:
    """Give the middle square of a picture as WebP. Raises ValueError for what is not wanted."""
    reader = READERS.get(format_of(sent) or "")
    if reader is None:
        raise ValueError("no format we read")
    with reader(BytesIO(sent)) as picture:
        if picture.width * picture.height > PIXELS_AT_MOST:
            raise ValueError("too many pixels")
        if getattr(picture, "n_frames", 1) > 1:
            raise ValueError("it moves")
        return _written(_square(picture))


def _square(picture: Image.Image) -> Image.Image:
    """Give the middle of the picture, upright, on paper."""
    turn = TURNS.get(picture.getexif().get(ORIENTATION, 1))
    if isinstance(picture, JpegImageFile):
        # It is decoded at the nearest of its smaller sizes, which spares time and memory.
        picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    side = min(picture.size)
    left, top = (picture.width - side) / 2, (picture.height - side) / 2
    box = (left, top, left + side, top + side)
    small = picture.convert("RGBA").resize((SIDE, SIDE), Image.Resampling.LANCZOS, box)
    paper = Image.new("RGBA", (SIDE, SIDE), PAPER)
    paper.alpha_composite(small)
    square = paper.convert("RGB")
    return square if turn is None else square.transpose(turn)


def _written(square: Image.Image) -> bytes:
    out = BytesIO()
    square.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


def main() -> None:
    """Draw one picture."""
    # No file may be opened later, so what Pillow loads when it needs it is loaded now.
    Image.preinit()
    import_module("PIL.TiffImagePlugin")
    confine()
    sent = sys.stdin.buffer.read(PHOTO_BYTES + 1)
    sys.stdout.buffer.write(drawn(sent))


if __name__ == "__main__":
    main()
