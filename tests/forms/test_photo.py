"""Pictures from a camera are taken in, or refused with a sentence that helps."""

from __future__ import annotations

import contextlib
import hashlib
import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from forms.errors import UserError
from forms.photo import for_report, take_in

_ORIENTATION = 0x0112
_GPS = 0x8825


def picture(
    size: tuple[int, int] = (640, 480), kind: str = "JPEG", orientation: int = 1
) -> bytes:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="red")
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif.get_ifd(_GPS)[1] = "N"
    written = io.BytesIO()
    image.save(written, kind, exif=exif)
    return written.getvalue()


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_known_by_its_bytes_and_size(kind: str) -> None:
    data = picture((640, 480), kind)
    taken = take_in(data, "counter.jpg")
    assert taken.sha256 == hashlib.sha256(data).hexdigest()
    assert taken.media_type == f"image/{kind.lower()}"
    assert (taken.width, taken.height) == (640, 480)


def test_a_photo_taken_sideways_has_the_size_it_is_looked_at_with() -> None:
    taken = take_in(picture((640, 480), orientation=6), "counter.jpg")
    assert (taken.width, taken.height) == (480, 640)


def heic() -> bytes:
    return struct.pack(">I", 24) + b"ftypheic" + bytes(12)


def gif() -> bytes:
    written = io.BytesIO()
    Image.new("P", (8, 8)).save(written, "GIF")
    return written.getvalue()


REFUSED = {
    "HEIC": (heic(), "HEIC"),
    "GIF": (gif(), "JPEG or PNG"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "JPEG or PNG"),
    "page": (b"<html><body>no photo</body></html>", "JPEG or PNG"),
    "nothing": (b"", "JPEG or PNG"),
    "half": (picture()[: len(picture()) // 2], "damaged"),
    "half a PNG": (picture(kind="PNG")[:400], "damaged"),
    "PNG that stops": (png_header(640, 480), "damaged"),
    "70 megapixels": (png_header(10_000, 7_000), "megapixels"),
    "200 megapixels": (png_header(20_000, 10_000), "megapixels"),
    "4 gigapixels": (png_header(65_500, 65_500), "megapixels"),
    "a stripe": (png_header(30_000, 10), "megapixels"),
    "60 MB": (picture() + bytes(60 * 1024 * 1024), "50 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_is_refused_by_name(name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(UserError) as error:
        take_in(data, "counter.jpg")
    assert str(error.value).startswith("counter.jpg ")
    assert reason in str(error.value)


@given(st.binary(max_size=300), st.integers(0, 2000))
def test_damaged_bytes_are_refused_or_decoded_but_never_a_crash(
    noise: bytes, place: int
) -> None:
    whole = picture((64, 48))
    with contextlib.suppress(UserError):
        take_in(whole[:place] + noise + whole[place + len(noise) :], "counter.jpg")


def test_the_printed_photo_is_small_upright_and_tells_nothing_but_the_picture() -> None:
    printed = for_report(picture((4000, 3000), orientation=6))
    with Image.open(io.BytesIO(printed)) as image:
        assert image.size == (900, 1200)
        assert image.format == "JPEG"
        assert not image.getexif()
        # What was at the top left is at the top right once it is turned.
        red = image.getpixel((800, 100))
        assert isinstance(red, tuple)
        assert red[0] > 200 > 100 > red[1]
    assert b"Exif" not in printed


def test_a_noisy_photo_is_made_to_fit_as_well() -> None:
    written = io.BytesIO()
    Image.effect_noise((1600, 1200), 90).convert("RGB").save(written, "JPEG")
    assert len(for_report(written.getvalue())) < 450_000


def test_what_is_transparent_is_printed_as_paper() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(written, "PNG")
    with Image.open(io.BytesIO(for_report(written.getvalue()))) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


def test_the_same_photo_is_printed_with_the_same_bytes() -> None:
    assert for_report(picture()) == for_report(picture())
