"""Pictures from a camera: which are taken in, and what of them a report shows.

Pillow is read in with the first picture: much of the window knows of pictures before
there is one.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.errors import UserError

if TYPE_CHECKING:
    from PIL import Image

_LARGEST_FILE: Final = 50 * 1024 * 1024
_MOST_PIXELS: Final = 60_000_000
_LONGEST_SIDE: Final = 20_000

_MEDIA_TYPES: Final = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
_HEIC_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
)
_ORIENTATION: Final = 0x0112
_TURNED_SIDEWAYS: Final = (5, 6, 7, 8)

_PRINTED_SIDE: Final = 1200
_PRINTED_SIZE: Final = 220_000

_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error)
"""What Pillow raises, by format, where the bytes are not what they should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFile:
    """What is known of a picture once it has been looked through.

    Attributes:
        sha256: Of the file's bytes.
        width: In pixels, as it is looked at: a phone's turning is applied.
    """

    sha256: str
    media_type: str
    width: int
    height: int


def take_in(data: bytes, name: str) -> PhotoFile:
    """Decode a picture to the end, so that what is kept can be printed later.

    Raises:
        UserError: It is no picture, of another kind, damaged or too large.
    """
    if len(data) > _LARGEST_FILE:
        raise UserError(
            "{name} is larger than {limit} MB; save the photo smaller and choose it"
            " again.",
            name=name,
            limit=_LARGEST_FILE // 1024**2,
        )
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise UserError(
            "{name} is a HEIC photo, which cannot be read here; export it as JPEG, or"
            " set the phone's camera to “Most Compatible”, and choose it again.",
            name=name,
        )
    with _opened(data, name) as image:
        width, height = image.size
        if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
            raise _too_many_pixels(name)
        media_type = _MEDIA_TYPES[image.format or ""]
        try:
            image.draft("RGB", (1, 1))  # an eighth of the size; reads all the bytes
            image.load()
            orientation = image.getexif().get(_ORIENTATION)
        except _BROKEN as error:
            raise UserError(
                "{name} is damaged or was not copied to its end; copy the photo from"
                " the camera again.",
                name=name,
            ) from error
    if orientation in _TURNED_SIDEWAYS:
        width, height = height, width
    return PhotoFile(
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        width=width,
        height=height,
    )


def for_report(data: bytes) -> bytes:
    """A JPEG for print: turned upright, made smaller, nothing kept but the picture.

    Where and with which camera it was taken stays in the original alone.

    Args:
        data: A picture that `take_in` accepted.
    """
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        image.draft("RGB", (_PRINTED_SIDE, _PRINTED_SIDE))
        turned = ImageOps.exif_transpose(image)
        turned.thumbnail((_PRINTED_SIDE, _PRINTED_SIDE))
        picture = _on_white(turned)
    for quality in (80, 70, 60, 50):
        written = io.BytesIO()
        picture.save(written, "JPEG", quality=quality, optimize=True)
        if written.tell() <= _PRINTED_SIZE:
            break
    return written.getvalue()


def _opened(data: bytes, name: str) -> Image.Image:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name) from error
    except _BROKEN as error:
        raise UserError(
            "{name} is not a photo that can be read; choose a JPEG or PNG file.",
            name=name,
        ) from error


def _too_many_pixels(name: str) -> UserError:
    return UserError(
        "{name} has more than {limit} megapixels or a side of more than {side} pixels;"
        " save the photo smaller and choose it again.",
        name=name,
        limit=_MOST_PIXELS // 1_000_000,
        side=_LONGEST_SIDE,
    )


def _on_white(image: Image.Image) -> Image.Image:
    """The picture in plain RGB; what was transparent becomes paper."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    from PIL import Image

    layered = image.convert("RGBA")
    paper = Image.new("RGB", layered.size, "white")
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper
