"""P31: what is sent as a photo is drawn anew by a confined process, or refused."""

import asyncio
import os
import resource
import sys
import time
from io import BytesIO
from struct import pack
from typing import Final
from zlib import crc32

import pytest
from PIL import Image

from torg.accounts import drawing as drawings
from torg.accounts.draw import LIMITS, MEMORY
from torg.accounts.drawing import Drawing
from torg.accounts.photos import looks_like_a_photo
from torg.errors import PhotoRefused, TooMany

FORMATS: Final = ("JPEG", "PNG", "WEBP")
RED, BLUE = (250, 10, 10), (10, 10, 250)
EXIF: Final = Image.Exif()
EXIF[0x010F] = "A camera of Ana"
EXIF.get_ifd(0x8825)[2] = (64.0, 8.0, 0.0)  # a latitude


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (800, 600), **how: object) -> bytes:
    """Write a picture, red on the left and blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return written(image, kind, **how)


def written(image: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def a_png_of(width: int, height: int) -> bytes:
    """Write the head of a PNG that says it is so large."""
    head = b"IHDR" + pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = b"\0\0\0\0IEND\xaeB`\x82"
    return b"\x89PNG\r\n\x1a\n" + pack(">I", 13) + head + pack(">I", crc32(head)) + end


async def drawn(sent: bytes) -> Image.Image:
    image = Image.open(BytesIO(await Drawing().drawn(sent)))
    image.load()
    return image


@pytest.mark.parametrize("kind", FORMATS)
async def test_a_photo_becomes_a_square_of_320_and_loses_what_else_it_told(kind: str) -> None:
    sent = a_picture(kind, exif=EXIF, icc_profile=b"a profile of no use")
    raw = await Drawing().drawn(sent)
    image = Image.open(BytesIO(raw))

    assert b"A camera of Ana" in sent
    assert (image.format, image.size, image.mode) == ("WEBP", (320, 320), "RGB")
    assert b"camera" not in raw
    assert b"profile" not in raw
    assert not image.getexif()


async def test_the_middle_is_what_is_shown() -> None:
    image = Image.new("RGB", (900, 300), RED)
    image.paste(BLUE, (300, 0, 600, 300))
    square = await drawn(written(image, "PNG"))
    corners = [square.getpixel(at) for at in ((8, 8), (311, 8), (8, 311), (311, 311))]

    assert all(is_like(corner, BLUE) for corner in corners)


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [(1, (20, 160)), (3, (300, 160)), (6, (160, 20)), (8, (160, 300))],
)
async def test_a_photo_stands_upright_however_the_camera_was_held(
    orientation: int, red_at: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    square = await drawn(a_picture(size=(400, 400), exif=exif))

    assert is_like(square.getpixel(red_at), RED)


async def test_what_is_transparent_is_white() -> None:
    square = await drawn(written(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"))

    assert is_like(square.getpixel((160, 160)), (255, 255, 255))


@pytest.mark.parametrize(
    ("size", "fits"), [((4_000, 4_000), True), ((4_000, 4_001), False)], ids=str
)
async def test_sixteen_megapixels_and_not_one_row_more(
    size: tuple[int, int], *, fits: bool
) -> None:
    sent = written(Image.new("RGBA", size), "PNG")
    if fits:
        assert (await drawn(sent)).size == (320, 320)
    else:
        with pytest.raises(PhotoRefused):
            await drawn(sent)


FRAMES: Final = [Image.new("RGB", (32, 32), (shade, 0, 0)) for shade in (0, 200)]

REFUSED: Final = {
    "nothing": b"",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "gif": written(FRAMES[0], "GIF"),
    "bmp": written(FRAMES[0], "BMP"),
    "tiff": written(FRAMES[0], "TIFF"),
    "animated png": written(FRAMES[0], "PNG", save_all=True, append_images=FRAMES[1:]),
    "animated webp": written(FRAMES[0], "WEBP", save_all=True, append_images=FRAMES[1:]),
    "a bomb": a_png_of(60_000, 60_000),
    "half a jpeg's head": a_picture()[:20],
    "cut in the middle": a_picture("PNG")[:200],
    "jpeg and zip": a_picture() + b"PK\x05\x06" + bytes(18),
    "png and page": a_picture("PNG") + b"<HTML><Script>alert(1)</script>",
    "jpeg and pdf": a_picture()[:20] + b"%PDF-1.7" + a_picture()[20:],
    "gif that says jpeg": b"\xff\xd8\xff" + written(FRAMES[0], "GIF"),
}


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
async def test_what_is_no_plain_photo_is_refused(sent: bytes) -> None:
    with pytest.raises(PhotoRefused):
        await drawn(sent)


def test_by_its_first_bytes_alone_a_page_is_no_photo() -> None:
    assert looks_like_a_photo(a_picture())
    assert not looks_like_a_photo(REFUSED["svg"])


def is_like(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


NOT_AS_ROOT: Final = pytest.mark.skipif(
    os.geteuid() == 0, reason="Linux holds everybody but root to a number of processes"
)

CONFINED: Final = (
    sys.executable,
    "-c",
    "from torg.accounts.draw import confine; import sys, os, socket; confine()\n",
)


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket()",
        "open('/etc/hostname')",
        pytest.param("os.fork()", marks=NOT_AS_ROOT),
        f"bytearray({MEMORY})",
        "exec('while True: pass')",
    ],
)
async def test_whoever_takes_the_process_over_gets_nothing(attempt: str) -> None:
    *command, program = CONFINED
    taken = Drawing((*command, f"{program}{attempt}\nsys.stdout.write('in')"))
    with pytest.raises(PhotoRefused):
        await taken.drawn(a_picture())


async def test_a_process_that_does_not_end_is_killed() -> None:
    stuck = Drawing((sys.executable, "-c", "import signal; signal.pause()"), within=0.2)
    began = time.monotonic()
    with pytest.raises(PhotoRefused):
        await stuck.drawn(a_picture())

    assert time.monotonic() - began < 2


async def test_a_process_that_never_stops_talking_is_not_listened_to_for_ever() -> None:
    endless = (
        "import sys\nsys.stdin.buffer.read()\nwhile True: sys.stdout.buffer.write(bytes(65536))"
    )
    talks = Drawing((sys.executable, "-c", endless), within=30)
    begun = time.monotonic()
    with pytest.raises(PhotoRefused):
        await talks.drawn(a_picture())

    assert time.monotonic() - begun < 15


async def test_at_most_two_draw_at_once_and_nobody_waits_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawings, "WAITS_AT_MOST", 0.05)
    stuck = Drawing((sys.executable, "-c", "import signal; signal.pause()"), within=0.5)
    answers = await asyncio.gather(
        *(stuck.drawn(a_picture()) for _ in range(3)), return_exceptions=True
    )

    assert [type(answer) for answer in answers] == [PhotoRefused, PhotoRefused, TooMany]


def test_the_limits_are_those_we_promise() -> None:
    assert LIMITS[resource.RLIMIT_AS] == 256 * 1024 * 1024
    assert LIMITS[resource.RLIMIT_CPU] == 2
