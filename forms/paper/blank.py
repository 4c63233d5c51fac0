"""Checklists to be filled in with a pen: A4, one part a checklist in one PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from forms.paper.blank_tables import (
    closing_table,
    heading_table,
    items_table,
    signature_table,
)
from forms.report.archive import archived
from forms.report.document import Part, made
from forms.report.numbering import is_closing, item_numbers
from forms.report.qr import draw_code
from forms.report.said import listed
from forms.report.sheet import (
    HAIRLINE,
    LEFT,
    LINE,
    PAGE_WIDTH,
    RIGHT,
    WIDTH,
    draw_fitted,
    small,
)
from forms.report.visit import Metadata
from forms.typesetting.fonts import Face, draw, width
from forms.typesetting.paragraph import paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from forms.checklist.model import Checklist
    from resources.texts import Texts

_FOOT: Final = 12 * mm
_CODE: Final = 11 * mm
_HASH_SHOWN: Final = 12
_PROGRAM: Final = "Zoucha"


def render_blank(
    checklists: Sequence[Checklist], *, agency: str, unit: str | None, texts: Texts
) -> bytes:
    """Every checklist on pages of its own, numbered as in a report of them all.

    Args:
        checklists: In the order of printing.
        agency: Stands above the title.
        unit: The inspected unit; ``None`` leaves it to be written.
        texts: The language of the print.
    """
    titles = tuple(texts.of(checklist.title) for checklist in checklists)
    metadata = Metadata(
        title=texts("{title} checklist", title=listed(texts, titles)),
        author=agency,
        subject=texts("To be filled in by hand"),
        keywords=tuple(checklist.ref for checklist in checklists),
    )
    numbers = item_numbers(checklists)
    story: list[Flowable] = []
    for checklist in checklists:
        if story:
            story.append(PageBreak())
        story += _sheet(checklist, numbers, agency, unit, texts)
    return archived(
        made(story, title=metadata.title, language=texts.language),
        metadata,
        language=texts.language,
        program=_PROGRAM,
        at=None,
    )


def _sheet(
    checklist: Checklist,
    numbers: dict[str, str],
    agency: str,
    unit: str | None,
    texts: Texts,
) -> Iterator[Flowable]:
    yield Part(partial(_draw_foot, checklist, texts))
    title = texts("{title} checklist", title=texts.of(checklist.title))
    yield Title(agency, title)
    yield heading_table(checklist, unit, texts)
    yield Spacer(0, 3)
    yield paragraph(
        texts(
            "Explain every answer that is less than full conformity. Photograph"
            " what is marked so, and never what is marked as forbidden."
        ),
        small(8.5),
    )
    yield Spacer(0, 5)
    yield items_table(checklist, numbers, texts)
    yield Spacer(0, 10)
    # Who signs, signs below the opinion: never alone on a page of its own.
    closing = filter(is_closing, checklist.sections)
    yield KeepTogether(
        [
            *(closing_table(section, texts) for section in closing),
            Spacer(0, 10),
            signature_table(texts),
        ]
    )


class Title(Flowable):  # type: ignore[misc]
    """The agency and the checklist in two centred lines."""

    def __init__(self, agency: str, title: str) -> None:
        super().__init__()
        self._agency = agency
        self._title = title

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its size in points."""
        return WIDTH, 54

    def draw(self) -> None:
        """Draw it and mark the place in the outline."""
        key = f"sheet-{self.canv.getPageNumber()}"
        self.canv.bookmarkHorizontal(key, 0, 54)
        self.canv.addOutlineEntry(self._title, key, 0)
        middle = WIDTH / 2
        draw_fitted(self.canv, middle, 38, self._agency, 12, WIDTH, align="center")
        draw_fitted(
            self.canv,
            middle,
            14,
            self._title,
            17,
            WIDTH,
            face=Face.SANS_BOLD,
            align="center",
        )


def _draw_foot(
    checklist: Checklist, texts: Texts, canvas: Canvas, page: int, pages: int
) -> None:
    """Which sheet it is, for people and for machines."""
    right = PAGE_WIDTH - RIGHT
    canvas.setLineWidth(HAIRLINE)
    canvas.setStrokeColor(LINE)
    canvas.line(LEFT, _FOOT + 12, right - _CODE - 6, _FOOT + 12)
    middle = texts("Page {page} of {pages}", page=page, pages=pages)
    draw(canvas, (LEFT + right) / 2, _FOOT, middle, 8.5, align="center")
    draw(
        canvas,
        right - _CODE - 6,
        _FOOT,
        f"{checklist.ref}　{checklist.sha256[:_HASH_SHOWN]}",
        8.5,
        align="right",
    )
    room = (WIDTH - width(middle, 8.5)) / 2 - 8
    draw_fitted(canvas, LEFT, _FOOT, texts.of(checklist.title), 8.5, room)
    draw_code(canvas, checklist.ref, right - _CODE, _FOOT - 8, _CODE)
