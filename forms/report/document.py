"""Pages: the frame on each, its foot, and how many there are."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from forms.report.sheet import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from forms.typesetting.fonts import register

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Foot: TypeAlias = Callable[[Canvas, int, int], None]
    """Draws the foot of a page on a canvas, given its number and the last one's."""

UPRIGHT: Final = (PAGE_WIDTH, PAGE_HEIGHT)
LANDSCAPE: Final = (PAGE_HEIGHT, PAGE_WIDTH)


class Part(Flowable):  # type: ignore[misc]
    """Where pages begin that are counted together and share a foot."""

    width = height = 0

    def __init__(self, foot: Foot) -> None:
        super().__init__()
        self.foot = foot

    def draw(self) -> None:
        """Tell the canvas which page this is."""
        self.canv.parts.append((self.canv.getPageNumber(), self.foot))


def made(
    story: Sequence[Flowable],
    *,
    title: str,
    language: str,
    size: tuple[float, float] = UPRIGHT,
) -> bytes:
    """The PDF of a story that begins with a `Part`, and every further part on a page.

    The same story gives the same bytes.
    """
    register()
    written = BytesIO()
    frame = Frame(
        LEFT,
        BOTTOM,
        size[0] - LEFT - RIGHT,
        size[1] - TOP - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document = BaseDocTemplate(
        written,
        pagesize=size,
        title=title,
        lang=language,
        invariant=1,
        pageCompression=1,
        initialFontName="Serif",
        displayDocTitle=True,
    )
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_leave_room_for_foot))
    document.build(list(story), canvasmaker=_Canvas)
    return written.getvalue()


class _Canvas(Canvas):  # type: ignore[misc]
    """Draws all feet at the end, when it is known how many pages there are."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **options)
        self.parts: list[tuple[int, Foot]] = []

    def save(self) -> None:
        """Draw the feet and write the document."""
        after_last = self.getPageNumber()
        ends = [*(start for start, _ in self.parts[1:]), after_last]
        for (start, foot), end in zip(self.parts, ends, strict=True):
            for page in range(start, end):
                self.beginForm(_foot_of(page), 0, 0, *self._pagesize)
                foot(self, page - start + 1, end - start)
                self.endForm()
        super().save()


def _leave_room_for_foot(canvas: Canvas, _document: object) -> None:
    canvas.doForm(_foot_of(canvas.getPageNumber()))


def _foot_of(page: int) -> str:
    return f"foot-{page}"
