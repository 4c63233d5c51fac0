"""A round's results as a PDF without signatures: for the desk, or for the outside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from forms.report.archive import archived
from forms.report.content import phone_panel
from forms.report.document import Part, made
from forms.report.phone import chapters
from forms.report.phone.content import phone_content
from forms.report.phone.heading import outside_lines, round_lines
from forms.report.phone.tables import labelled_table
from forms.report.score_panel import ScoreFlowable
from forms.report.sheet import (
    HAIRLINE,
    LEFT,
    LINE,
    PAGE_WIDTH,
    RIGHT,
    WIDTH,
    Heading,
    body,
    draw_fitted,
)
from forms.report.visit import Metadata
from forms.typesetting.fonts import Face, draw, width
from forms.typesetting.paragraph import paragraph, style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

    from forms.phone.record import PhoneRecord
    from forms.report.phone.content import PhoneContent
    from resources.texts import Texts

_FOOT: Final = 12 * mm
_PROGRAM: Final = "Zoucha"


def results_pdf(
    record: PhoneRecord, texts: Texts, *, agency: str, outside: bool
) -> bytes:
    """The results on paper.

    Args:
        record: The round.
        texts: The language.
        agency: Whose round it is.
        outside: Means of units only: no line that was called, nobody who called.
    """
    content = phone_content(record, texts)
    title = f"{record.round.definition.title}　{texts('Results by unit')}"
    if not outside:
        title = f"{record.round.definition.title}　{texts('Test results')}"
    story = [
        Part(partial(_draw_foot, title, texts)),
        *_head(content, record, title, agency, texts, outside=outside),
        *(chapters.units(content, texts) if outside else _inside(content, texts)),
    ]
    metadata = Metadata(title=title, author=agency, subject=title, keywords=(title,))
    return archived(
        made(story, title=title, language=texts.language),
        metadata,
        language=texts.language,
        program=_PROGRAM,
        at=None,
    )


def _head(
    content: PhoneContent,
    record: PhoneRecord,
    title: str,
    agency: str,
    texts: Texts,
    *,
    outside: bool,
) -> Iterator[Flowable]:
    if agency:
        yield paragraph(agency, style(Face.BODY, 13, 20, align="center"))
    yield paragraph(title, style(Face.SANS_BOLD, 17, 25, align="center"))
    if not outside:
        said = texts("A working copy; the signed report is the record.")
        yield paragraph(said, body(9.5, align="center"))
    yield Spacer(0, 4 * mm)
    lines = outside_lines(record, texts) if outside else round_lines(record, texts)
    yield labelled_table((*lines, *content.about))
    yield Spacer(0, 5 * mm)
    yield ScoreFlowable(phone_panel(content), texts("Mean score"))
    yield Heading(texts("Results of the round"), 0)


def _inside(content: PhoneContent, texts: Texts) -> Iterator[Flowable]:
    yield from chapters.results(content, texts)
    yield Heading(texts("How the score came about"), 0)
    yield from chapters.working(content)
    yield Heading(texts("How the sample was drawn"), 0)
    yield from chapters.proof(content, texts)


def _draw_foot(title: str, texts: Texts, canvas: Canvas, page: int, pages: int) -> None:
    right = PAGE_WIDTH - RIGHT
    canvas.setLineWidth(HAIRLINE)
    canvas.setStrokeColor(LINE)
    canvas.line(LEFT, _FOOT + 12, right, _FOOT + 12)
    said = texts("Page {page} of {pages}", page=page, pages=pages)
    draw(canvas, right, _FOOT, said, 8.5, align="right")
    draw_fitted(canvas, LEFT, _FOOT, title, 8.5, WIDTH - width(said, 8.5) - 8)
