"""The pages of a PDF, one below the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPen, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScroller,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from desktop.workflows.pdf_pages import PagePicture, PageSize
    from resources.texts import Texts

_GAP: Final = 16
_PIXELS_A_POINT: Final = 96 / 72
_ZOOMS: Final = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_WIDEST_FIT: Final = 1.5
_KEPT: Final = 12
"""So many pages at most are kept as pictures; 12 of A4 are 100 MB at 200 %."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page's picture, at how many pixels a point, and its text."""

    pixmap: QPixmap
    scale: float
    text: str


class PdfView(QWidget):
    """A PDF to read: scroll, turn pages, zoom.

    Pages are drawn beside the window, one at a time, those in sight first.

    Attributes:
        pdf: The very bytes that are shown.

    Signals:
        page_changed(int): The page in the middle of the view, counted from 1.
        failed(Exception): The PDF cannot be shown.
    """

    page_changed = Signal(int)
    failed = Signal(object)

    def __init__(self, texts: Texts, key: str = "pdf") -> None:
        """Make an empty one; ``key`` begins the object names of its controls."""
        super().__init__()
        self.texts = texts
        self._key = key
        self.pages = _Pages(texts)
        self._where = QLabel()
        self._percent = QLabel()
        self._bar = QHBoxLayout()
        self._lay_out()
        self.pages.moved.connect(self._on_moved)
        self.pages.failed.connect(self.failed)

    @property
    def pdf(self) -> bytes:
        """The very bytes that are shown; empty where nothing is."""
        return self.pages.pdf

    def show_pdf(self, pdf: bytes) -> None:
        """Show this one from its first page."""
        self.pages.show_pdf(pdf)

    def _lay_out(self) -> None:
        self.pages.setObjectName(f"{self._key}-pages")
        theme.mark(self._where, "muted")
        theme.mark(self._percent, "muted")
        self._bar.setSpacing(4)
        self._add("previous", "‹", self.texts("Page back (Page Up)"))
        self._bar.addWidget(self._where)
        self._add("next", "›", self.texts("Page on (Page Down)"))
        self._bar.addStretch()
        self._add("smaller", "−", self.texts("Smaller (Ctrl+-)"), "Ctrl+-")
        self._bar.addWidget(self._percent)
        self._add("larger", "+", self.texts("Larger (Ctrl++)"), "Ctrl++", "Ctrl+=")
        self._add(
            "fit", self.texts("Fit width"), self.texts("Fit width (Ctrl+0)"), "Ctrl+0"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._bar)
        layout.addWidget(self.pages, 1)

    def _add(self, name: str, text: str, tip: str, *keys: str) -> None:
        button = QPushButton(text)
        button.setObjectName(f"{self._key}-{name}")
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        theme.mark(button, "link")
        slot = {
            "previous": self.pages.turn_back,
            "next": self.pages.turn_on,
            "smaller": self.pages.zoom_out,
            "larger": self.pages.zoom_in,
            "fit": self.pages.fit_width,
        }[name]
        button.clicked.connect(slot)
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._bar.addWidget(button)

    def _on_moved(self, page: int, pages: int, zoom: float) -> None:
        self._where.setText(
            self.texts("Page {page} of {pages}", page=page, pages=pages)
            if pages
            else ""
        )
        self._percent.setText(f"{zoom:.0%}" if pages else "")
        self.page_changed.emit(page)


class _Pages(QAbstractScrollArea):
    """The pages themselves.

    Signals:
        moved(int, int, float): The page in the middle from 1, how many there are,
            and the zoom.
        failed(Exception): The PDF cannot be shown.
    """

    moved = Signal(int, int, float)
    failed = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.pdf = b""
        self._texts = texts
        self._sizes: tuple[PageSize, ...] = ()
        self._tops: list[float] = [0.0]
        self._zoom = 1.0
        self._fits = True
        self._page = 0
        self._drawn: dict[int, _Drawn] = {}
        self._at_work = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(texts("Pages"))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        QScroller.grabGesture(
            self.viewport(), QScroller.ScrollerGestureType.TouchGesture
        )

    def show_pdf(self, pdf: bytes) -> None:
        """Show this one from its first page."""
        self.pdf = pdf
        self._sizes, self._drawn = (), {}
        self._arrange()
        if pdf:
            task = Task()
            task.done.connect(self._on_measured)
            task.failed.connect(self.failed)
            task.start(partial(_measured, pdf))

    def page_text(self) -> str:
        """What can be read on the page in the middle; empty until it is drawn."""
        drawn = self._drawn.get(self._page)
        return drawn.text if drawn else ""

    def turn_on(self) -> None:
        """Go to the top of the next page."""
        self._turn_to(self._page + 1)

    def turn_back(self) -> None:
        """Go to the top of this page, or of the one before."""
        top = round(self._tops[self._page]) if self._sizes else 0
        here = self.verticalScrollBar().value()
        self._turn_to(self._page - (here <= top))

    def zoom_in(self) -> None:
        """Show it one step larger."""
        self._set_zoom(min((z for z in _ZOOMS if z > self._zoom + 0.01), default=4.0))

    def zoom_out(self) -> None:
        """Show it one step smaller."""
        self._set_zoom(max((z for z in _ZOOMS if z < self._zoom - 0.01), default=0.25))

    def fit_width(self) -> None:
        """Show the pages as wide as the view."""
        self._fits = True
        self._arrange()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.turn_on()
            case Qt.Key.Key_PageUp:
                self.turn_back()
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
        else:
            super().wheelEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), theme.colour("background"))
        for page in self._in_sight():
            box = self._box(page)
            painter.fillRect(box, Qt.GlobalColor.white)  # paper, also in the dark
            drawn = self._drawn.get(page)
            if drawn is not None:
                painter.drawPixmap(box, drawn.pixmap, QRectF(drawn.pixmap.rect()))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawRect(box)
        self._draw_next()

    def _arrange(self) -> None:
        """Where the pages are, for the zoom and the width that there is now."""
        view = self.viewport()
        widest = max((size.width for size in self._sizes), default=1.0)
        if self._fits:
            room = max(view.width() - 2 * _GAP, 100)
            self._zoom = min(room / (widest * _PIXELS_A_POINT), _WIDEST_FIT)
        bar = self.verticalScrollBar()
        share = bar.value() / max(self._tops[-1], 1)
        top, self._tops = float(_GAP), []
        for size in self._sizes:
            self._tops.append(top)
            top += size.height * self._scale + _GAP
        self._tops.append(top)
        bar.setRange(0, max(round(top) - view.height(), 0))
        bar.setPageStep(view.height())
        bar.setSingleStep(40)
        bar.setValue(round(share * top))
        across = self.horizontalScrollBar()
        wide = round(widest * self._scale) + 2 * _GAP
        across.setRange(0, max(wide - view.width(), 0) if self._sizes else 0)
        across.setPageStep(view.width())
        self._on_scrolled()

    @property
    def _scale(self) -> float:
        """Pixels of the window a point."""
        return self._zoom * _PIXELS_A_POINT

    def _set_zoom(self, zoom: float) -> None:
        self._fits, self._zoom = False, zoom
        self._arrange()

    def _turn_to(self, page: int) -> None:
        if self._sizes:
            page = min(max(page, 0), len(self._sizes) - 1)
            self.verticalScrollBar().setValue(round(self._tops[page]) - _GAP // 2)

    def _box(self, page: int) -> QRectF:
        size = self._sizes[page]
        width, height = size.width * self._scale, size.height * self._scale
        left = max((self.viewport().width() - width) / 2, _GAP)
        return QRectF(
            QPointF(
                left - self.horizontalScrollBar().value(),
                self._tops[page] - self.verticalScrollBar().value(),
            ).toPoint(),
            QRectF(0, 0, width, height).size().toSize(),
        )

    def _in_sight(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [
            page
            for page, (start, end) in enumerate(pairwise(self._tops))
            if end > top and start < bottom
        ]

    def _draw_next(self) -> None:
        """Have the next page drawn that is in sight or near it and not yet sharp."""
        if self._at_work or not self._sizes:
            return
        seen = self._in_sight() or [0]
        near = [page for page in (seen[-1] + 1, seen[0] - 1) if self._has(page)]
        scale = self._scale * self.devicePixelRatioF()
        for page in (*seen, *near):
            drawn = self._drawn.get(page)
            if drawn is None or drawn.scale != scale:
                self._at_work = True
                task = Task()
                task.done.connect(self._on_drawn)
                task.failed.connect(self._on_failed)
                task.start(partial(_drawn, self.pdf, page, scale))
                return

    def _has(self, page: int) -> bool:
        return 0 <= page < len(self._sizes)

    def _on_measured(self, result: tuple[bytes, tuple[PageSize, ...]]) -> None:
        pdf, sizes = result
        if pdf is self.pdf:
            self._sizes, self._tops = sizes, [0.0]
            self._arrange()

    def _on_drawn(self, result: tuple[bytes, float, PagePicture]) -> None:
        pdf, scale, picture = result
        self._at_work = False
        if pdf is self.pdf:
            image = QImage(
                picture.pixels,
                picture.width,
                picture.height,
                picture.stride,
                QImage.Format.Format_RGB32,
            )
            self._drawn[picture.page] = _Drawn(
                QPixmap.fromImage(image), scale, picture.text
            )
            self._forget_far_pages()
            self._tell_text()
        self.viewport().update()

    def _on_failed(self, error: Exception) -> None:
        # What cannot be drawn now cannot be drawn at the next paint either.
        self._at_work, self._sizes = False, ()
        self._arrange()
        self.failed.emit(error)

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        last = max(len(self._sizes) - 1, 0)
        started = sum(top <= middle for top in self._tops[:-1])
        self._page = min(max(started - 1, 0), last)
        self.moved.emit(self._page + 1, len(self._sizes), self._zoom)
        self._tell_text()
        self.viewport().update()

    def _tell_text(self) -> None:
        if self.accessibleDescription() != self.page_text():
            self.setAccessibleDescription(self.page_text())

    def _forget_far_pages(self) -> None:
        by_distance = sorted(self._drawn, key=self._distance)
        for page in by_distance[_KEPT:]:
            del self._drawn[page]

    def _distance(self, page: int) -> int:
        return abs(page - self._page)


def _measured(
    pdf: bytes, step: Callable[[int, int], None]
) -> tuple[bytes, tuple[PageSize, ...]]:
    from desktop.workflows.pdf_pages import page_sizes

    return pdf, page_sizes(pdf)


def _drawn(
    pdf: bytes, page: int, scale: float, step: Callable[[int, int], None]
) -> tuple[bytes, float, PagePicture]:
    from desktop.workflows.pdf_pages import page_picture

    return pdf, scale, page_picture(pdf, page, scale)
