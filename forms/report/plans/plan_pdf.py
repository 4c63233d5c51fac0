"""A plan on paper: A4, chapters in official numbering, the items in ruled tables."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from forms.report.document import LANDSCAPE, UPRIGHT
from forms.report.plans.merged_table import merged_table
from forms.report.plans.pages import document, head
from forms.report.plans.text import Line, Tree
from forms.report.plans.wording import annex_number
from forms.report.sheet import LEFT, RIGHT, Heading, body
from forms.typesetting.paragraph import paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.plan.model import Plan
    from forms.report.plans.text import PlanText
    from resources.texts import Texts


_SIZE: Final = 11.5
_INDENT: Final = 2 * _SIZE
_MOST_COLUMNS: Final = 6
_ABOVE_LINES: Final = 22 * mm
_ABOVE_TABLE: Final = 60 * mm
"""What has to fit with a heading, or it begins the next page."""


def plan_pdf(plan: Plan, text: PlanText, texts: Texts) -> bytes:
    """The plan; the same plan gives the same bytes."""
    trees = [part for part in text.parts if not isinstance(part, Line)]
    is_wide = any(len(tree.heads) > _MOST_COLUMNS for tree in trees)
    size = LANDSCAPE if is_wide else UPRIGHT
    story = _story(text, texts, size[0] - LEFT - RIGHT)
    return document(story, plan, text.title, texts, size=size)


def _story(text: PlanText, texts: Texts, room: float) -> Iterator[Flowable]:
    yield from head(text.title, text.agency, text.issued, texts, room)
    annex = 0
    for part, following in zip_longest(text.parts, text.parts[1:]):
        if isinstance(part, Line):
            if part.is_heading and not part.level:
                is_above_table = isinstance(following, Tree)
                yield CondPageBreak(_ABOVE_TABLE if is_above_table else _ABOVE_LINES)
            yield _line(part)
            continue
        if part.title:
            annex += 1
            number = annex_number(annex, texts)
            yield CondPageBreak(_ABOVE_TABLE)
            yield Heading(
                texts("Annex {number}: {title}", number=number, title=part.title), 0
            )
        if not part.rows:
            continue
        yield Spacer(0, 4)
        widths = [share * room for share in part.shares]
        yield merged_table(part, widths, texts)
        yield Spacer(0, 8)


def _line(line: Line) -> Flowable:
    if line.is_heading and not line.level:
        return Heading(line.text, 0)
    indent = (line.level + line.is_numbered) * _INDENT
    return paragraph(
        line.text,
        body(
            _SIZE,
            leftIndent=indent,
            firstLineIndent=-_INDENT if line.is_numbered else 0,
            spaceAfter=2,
            keepWithNext=line.is_heading,
        ),
    )
