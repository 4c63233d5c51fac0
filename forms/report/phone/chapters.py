"""The chapters of a round's report, as they are set on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Spacer

from forms.report.phone.tables import (
    calls_table,
    frame_table,
    labelled_table,
    losses_table,
    replacements_table,
    units_table,
)
from forms.report.phone.words import CORRECTED
from forms.report.sheet import Heading, begun, body, small
from forms.typesetting.fonts import Face
from forms.typesetting.paragraph import paragraph, style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.report.phone.content import PhoneContent
    from resources.texts import Texts


def results(content: PhoneContent, texts: Texts) -> Iterator[Flowable]:
    """The units, every call, and where points were lost."""
    yield from units(content, texts)
    heading = Heading(texts("Every call"), 1)
    yield from begun([heading, calls_table(content.calls, texts)])
    yield paragraph(
        texts(
            "{mark} corrected by the tester. Rings and seconds are those of the last"
            " attempt; whoever answered is not named.",
            mark=CORRECTED,
        ),
        small(8.5, spaceBefore=3),
    )
    if content.losses:
        heading = Heading(texts("Where points were lost"), 1)
        yield from begun([heading, losses_table(content.losses, texts)])


def units(content: PhoneContent, texts: Texts) -> Iterator[Flowable]:
    """What each unit came to, and nothing of single calls."""
    if content.whole is None:
        yield paragraph(texts("No call of this round was scored."), body())
        return
    heading = Heading(texts("By unit"), 1)
    yield from begun([heading, units_table(content, texts)])
    yield paragraph(
        texts("Calls by grade: {bands}.", bands=content.bands),
        body(9.5, spaceBefore=3),
    )
    if content.earlier:
        yield paragraph(content.earlier, body(9.5))


def working(content: PhoneContent) -> Iterator[Flowable]:
    """The rule, and the sums of calls."""
    for text in content.rule:
        yield paragraph(text, body(10, spaceAfter=2, align="justify"))
    title = style(Face.SANS_BOLD, 8.5, 12.5, spaceBefore=4, keepWithNext=1)
    for one in content.workings:
        yield paragraph(one.title, title)
        yield paragraph(one.text, body(8.5))


def proof(content: PhoneContent, texts: Texts) -> Iterator[Flowable]:
    """What anybody needs to draw the same calls again."""
    said = content.proof
    yield labelled_table(said.facts)
    yield Spacer(0, 4)
    for number, step in enumerate(said.steps, start=1):
        look = body(9, leftIndent=14, firstLineIndent=-14, spaceAfter=2)
        yield paragraph(f"{number}. {step}", look)
    yield paragraph(
        texts(
            "The calls as drawn, their order and times, are those of “{chapter}”; one"
            " that stands in has the number of the one withdrawn.",
            chapter=texts("Every call"),
        ),
        body(9, spaceBefore=2),
    )
    if said.replacements:
        heading = Heading(texts("Replacements"), 1)
        yield from begun([heading, replacements_table(said.replacements, texts)])
    if said.frame:
        heading = Heading(texts("The frame, in the order drawn"), 1)
        yield from begun([heading, frame_table(said.frame, texts)])
