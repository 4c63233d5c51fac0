"""A report of 60 items, with and without 12 photos of 12 megapixels."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Final

from PIL import Image

from forms.photo import for_report
from forms.report.content import report_of
from forms.report.pdf import render
from resources.texts import Texts
from tests.bench.figure import Figure
from tests.forms.report import sample

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from forms.sealed import SealedInspection

_PHOTOS: Final = 12
_PIXELS: Final = (4000, 3000)
_ITEMS_OF_THE_LAST: Final = 6


def measure(folder: Path) -> Iterable[Figure]:
    """Time against decoding and scaling the photos alone, and sizes."""
    files = [_photo(number, folder) for number in range(_PHOTOS)]
    checklists = [
        *(sample.checklist(code) for code in ("EN", "SI", "FA")),
        sample.cut(sample.checklist("MN"), _ITEMS_OF_THE_LAST),
    ]
    bare, _ = _timed(sample.sealed(checklists), [])
    started = time.perf_counter()
    for data in files:
        for_report(data)
    alone = time.perf_counter() - started
    report, seconds = _timed(sample.sealed(checklists, photos=files), files)
    yield Figure(
        name="report of 60 items and 12 photos, beside the photos alone",
        value=seconds,
        reference=alone,
        limit=1.5 * alone + 1,
        unit="s",
    )
    yield Figure(name="its size", value=len(report) / 1000, limit=3000, unit="KB")
    yield Figure(
        name="its size without photos", value=len(bare) / 1000, limit=250, unit="KB"
    )


def _timed(sealed: SealedInspection, files: list[bytes]) -> tuple[bytes, float]:
    texts = Texts(sealed.language)
    photos = {hashlib.sha256(data).hexdigest(): data for data in files}
    started = time.perf_counter()
    pdf = render(sealed, report_of(sealed, texts), photos, texts).pdf
    return pdf, time.perf_counter() - started


def _photo(number: int, folder: Path) -> bytes:
    """A picture with grain and edges, which compresses as badly as a camera's."""
    grain = Image.effect_noise((_PIXELS[0] // 4, _PIXELS[1] // 4), 30 + number)
    image = Image.merge(
        "RGB",
        [
            grain.resize(_PIXELS),
            Image.linear_gradient("L").resize(_PIXELS),
            Image.radial_gradient("L").resize(_PIXELS),
        ],
    )
    file = folder / f"{number}.jpg"
    image.save(file, quality=92)
    return file.read_bytes()
