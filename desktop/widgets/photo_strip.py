"""Photos side by side, small; pressing one opens it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop import theme
from desktop.widgets.flow import Flow
from desktop.widgets.photo_loader import PhotoLoader, remembered
from desktop.widgets.space_button import SpaceButton
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

    from forms.inspection import Photo
    from resources.texts import Texts

_SIDE: Final = 320
_SIZE: Final = QSize(88, 60)
_CORNER: Final = 6


class PhotoStrip(QWidget):
    """One frame a photo, on as many lines as they need.

    Signals:
        opened(str): The id of the photo that the person wants to see.
    """

    opened = Signal(str)

    def __init__(self, texts: Texts, picture: Callable[[str], bytes]) -> None:
        """``picture`` gives the bytes of the photo of that id."""
        super().__init__()
        self.texts = texts
        self._picture = picture
        self._frames: dict[str, _Frame] = {}
        self._waiting: deque[_Frame] = deque()
        self._loader = PhotoLoader(self)
        # One photo a turn of the event loop: decrypting one takes a frame's time.
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._layout = Flow(self)
        self._loader.loaded.connect(self._on_loaded)
        self._next.timeout.connect(self._on_next)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show these, and no others."""
        wanted = {photo.id for photo in photos}
        for gone in self._frames.keys() - wanted:
            frame = self._frames.pop(gone)
            self._layout.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        for number, photo in enumerate(photos, 1):
            name = self.texts("Photo {number}", number=number)
            self._frame(photo).show_photo(photo, f"{name}　{photo.caption}".strip())
            self._have_painted(photo)
        self.setVisible(bool(photos))

    def _frame(self, photo: Photo) -> _Frame:
        if photo.id not in self._frames:
            frame = self._frames[photo.id] = _Frame(photo)
            frame.opened.connect(self.opened)
            self._layout.addWidget(frame)
            frame.show()
        return self._frames[photo.id]

    def _have_painted(self, photo: Photo) -> None:
        frame = self._frames[photo.id]
        if frame.key == photo.printed:
            return
        frame.key = photo.printed
        if pixmap := remembered(photo.printed, _SIDE):
            frame.show_picture(pixmap)
        else:
            self._waiting.append(frame)
            self._next.start()

    def _on_next(self) -> None:
        if not self._waiting:
            self._next.stop()
            return
        frame = self._waiting.popleft()
        try:
            self._loader.load(frame.key, self._picture(frame.photo), _SIDE)
        except (UserError, KeyError):
            # It was taken back meanwhile, or cannot be read: its frame stays empty,
            # and opening it tells why.
            frame.key = ""

    def _on_loaded(self, key: str, pixmap: QPixmap) -> None:
        for frame in self._frames.values():
            if frame.key == key:
                frame.show_picture(pixmap)


class _Frame(SpaceButton):
    """One photo.

    Attributes:
        photo: Its id.
        key: SHA-256 of the picture that is shown or on its way.

    Signals:
        opened(str): The photo's id.
    """

    opened = Signal(str)

    def __init__(self, photo: Photo) -> None:
        super().__init__()
        self.photo = photo.id
        self.key = ""
        self._picture: QPixmap | None = None
        self.setObjectName(f"photo-{photo.id}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def show_photo(self, photo: Photo, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(photo.caption or name)

    def show_picture(self, picture: QPixmap) -> None:
        self._picture = picture
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return _SIZE

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), theme.colour("line"))
        if self._picture is not None:
            painter.drawPixmap(
                QRectF(self.rect()), self._picture, self._middle(self._picture)
            )
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 4))
            painter.drawPath(shape)

    def _middle(self, picture: QPixmap) -> QRectF:
        """As much of the picture as fills the frame."""
        part = QRectF(self.rect()).size()
        part.scale(picture.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, part.width(), part.height())
        box.moveCenter(QRectF(picture.rect()).center())
        return box

    def _on_clicked(self) -> None:
        self.opened.emit(self.photo)
