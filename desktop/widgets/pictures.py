"""Pictures that are dropped or pasted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage

from desktop.widgets.deeds import PicturesBrought

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

PICTURES: Final = frozenset((".jpg", ".jpeg", ".png", ".heic", ".heif"))
"""Ends of the names of files that are taken for photos; HEIC is told what to do."""


def brought(item: str, mime: QMimeData) -> PicturesBrought | None:
    """The pictures that were dropped or pasted; ``None`` if there are none."""
    files = tuple(
        path
        for url in mime.urls()
        if url.isLocalFile()
        and (path := Path(url.toLocalFile())).suffix.lower() in PICTURES
    )
    if files:
        return PicturesBrought(item, files=files)
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return PicturesBrought(item, pasted=image)
    return None
