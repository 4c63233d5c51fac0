"""Pictures of twelve megapixels, read and decoded beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QImageWriter,
    QPainter,
    QPixmap,
    QPixmapCache,
)

from desktop.tasks import Task
from desktop.widgets.photo_marks import paint_marks
from forms.errors import UserError
from forms.photo import PhotoFile, take_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from desktop.widgets.photo_marks import Mark

_MEGABYTES: Final = 200
_QUALITY: Final = 88


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """A picture that was looked through and can be kept.

    Attributes:
        name: What it is called where it came from.
    """

    name: str
    data: bytes
    file: PhotoFile


class PhotoIntake(QObject):
    """Looks pictures through, each by itself, in the order they come to an end.

    Signals:
        taken(TakenIn): One can be kept.
        refused(UserError): One cannot; which and why.
        idle(): All that were asked for have been told.
    """

    taken = Signal(object)
    refused = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = 0

    def take_files(self, files: Iterable[Path]) -> None:
        """Look these files through; they may lie on a stick that is pulled out."""
        for file in files:
            self._start(partial(_read, file))

    def take_image(self, image: QImage, name: str) -> None:
        """Look a pasted picture through."""
        self._start(partial(_encode, image, name))

    def _start(self, work: Callable[[Callable[[int, int], None]], TakenIn]) -> None:
        self._waiting += 1
        task = Task()
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.start(work)

    def _on_done(self, taken: TakenIn) -> None:
        self.taken.emit(taken)
        self._one_less()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.refused.emit(error)
        self._one_less()

    def _one_less(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self.idle.emit()


class PhotoLoader(QObject):
    """Decodes pictures for showing; small ones are remembered.

    Signals:
        loaded(str, QPixmap): The picture that was asked for by that key.
        damaged(str): It cannot be shown.
    """

    loaded = Signal(str, QPixmap)
    damaged = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        QPixmapCache.setCacheLimit(_MEGABYTES * 1024)

    def load(self, key: str, data: bytes, side: int) -> None:
        """Have the picture decoded, its longer side at most that many pixels."""
        pixmap = remembered(key, side)
        if pixmap is not None:
            self.loaded.emit(key, pixmap)
            return
        task = Task()
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.start(partial(_decode, key, data, side))

    def _on_done(self, decoded: _Decoded) -> None:
        if decoded.image.isNull():
            self.damaged.emit(decoded.key)
            return
        pixmap = QPixmap.fromImage(decoded.image)
        QPixmapCache.insert(f"{decoded.key}@{decoded.side}", pixmap)
        self.loaded.emit(decoded.key, pixmap)

    def _on_failed(self, error: Exception) -> None:
        raise error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoded:
    key: str
    side: int
    image: QImage


def remembered(key: str, side: int) -> QPixmap | None:
    """The picture, if it was decoded at that size before."""
    pixmap = QPixmap()
    return pixmap if QPixmapCache.find(f"{key}@{side}", pixmap) else None


def draw_marks(data: bytes, marks: tuple[Mark, ...], side: int) -> bytes:
    """The picture with the marks in it, as a JPEG; for a worker."""
    image = _image(data, side).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_marks(painter, marks, image.rect().toRectF())
    painter.end()
    return _as_file(image, b"JPEG", _QUALITY)


def _decode(key: str, data: bytes, side: int, _: object) -> _Decoded:
    return _Decoded(key=key, side=side, image=_image(data, side))


def _image(data: bytes, side: int) -> QImage:
    """Turned upright, and made smaller while it is decoded."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > side:
        wanted = QSize(size)
        wanted.scale(side, side, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(wanted)
    return reader.read()


def _read(file: Path, _: object) -> TakenIn:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(
            "{file} cannot be read; check that it is still there.", file=file.name
        ) from error
    return TakenIn(name=file.name, data=data, file=take_in(data, file.name))


def _encode(image: QImage, name: str, _: object) -> TakenIn:
    data = _as_file(image, b"PNG", -1)
    return TakenIn(name=name, data=data, file=take_in(data, name))


def _as_file(image: QImage, format: bytes, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(format))
    writer.setQuality(quality)
    if not writer.write(image):
        raise OSError(writer.errorString())
    return bytes(buffer.data().data())
