"""What every PDF about a plan begins and ends its pages with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from forms.report.archive import archived
from forms.report.document import UPRIGHT, Part, made
from forms.report.sheet import HAIRLINE, LEFT, LINE, RIGHT, body, draw_fitted
from forms.report.visit import Metadata
from forms.typesetting.fonts import Face, draw, width
from forms.typesetting.paragraph import paragraph, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from forms.plan.model import Plan
    from resources.texts import Texts

_FOOT: Final = 12 * mm
_TO_WRITE_IN: Final = 42 * mm
_PROGRAM: Final = "Zoucha"


def document(
    story: Iterable[Flowable],
    plan: Plan,
    title: str,
    texts: Texts,
    *,
    size: tuple[float, float] = UPRIGHT,
) -> bytes:
    """The PDF of a story, with title and page numbers on each page."""
    foot = partial(_draw_foot, title, f"{plan.code}@{plan.version}", texts, size[0])
    metadata = Metadata(
        title=title,
        author=plan.agency,
        subject=plan.title,
        keywords=(f"{plan.code}@{plan.version}",),
    )
    return archived(
        made([Part(foot), *story], title=title, language=texts.language, size=size),
        metadata,
        language=texts.language,
        program=_PROGRAM,
        at=None,
    )


def head(
    title: str, above: str, below: Sequence[str], texts: Texts, room: float
) -> Iterator[Flowable]:
    """檔號 and 保存年限 to be written in, the title, and what stands below it."""
    for label in (texts("File number: "), texts("Retention period: ")):
        yield paragraph(label, body(9, leftIndent=room - _TO_WRITE_IN))
    yield Spacer(0, 4)
    if above:
        yield paragraph(above, style(Face.BODY, 13, 20, align="center"))
    yield paragraph(title, style(Face.SANS_BOLD, 17, 25, align="center"))
    for line in below:
        yield paragraph(line, body(10, align="right"))
    yield Spacer(0, 8)


def _draw_foot(
    title: str,
    ref: str,
    texts: Texts,
    page_width: float,
    canvas: Canvas,
    page: int,
    pages: int,
) -> None:
    right = page_width - RIGHT
    canvas.setLineWidth(HAIRLINE)
    canvas.setStrokeColor(LINE)
    canvas.line(LEFT, _FOOT + 12, right, _FOOT + 12)
    middle = texts("Page {page} of {pages}", page=page, pages=pages)
    draw(canvas, (LEFT + right) / 2, _FOOT, middle, 8.5, align="center")
    room = (right - LEFT - width(middle, 8.5)) / 2 - 8
    draw_fitted(canvas, LEFT, _FOOT, title, 8.5, room)
    draw(canvas, right, _FOOT, ref, 8.5, align="right")
