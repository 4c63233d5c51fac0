"""The report on paper: A4, ready to be signed; the same visit gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from forms.photo import for_report
from forms.report.archive import Attachment, archived
from forms.report.document import Part, made
from forms.report.masthead import Masthead, header_table
from forms.report.phone import chapters as phone
from forms.report.phone.tables import labelled_table
from forms.report.photo_grid import photo_grid
from forms.report.result_tables import (
    coaching_table,
    findings_table,
    opinions_table,
    results_table,
    seal_table,
    working_table,
)
from forms.report.score_panel import ScoreFlowable
from forms.report.sheet import (
    HAIRLINE,
    LEFT,
    LINE,
    PAGE_WIDTH,
    RIGHT,
    WIDTH,
    Heading,
    begun,
    body,
    draw_fitted,
    small,
)
from forms.report.signature_block import signature_block
from forms.signing.chain import ATTACHMENT, Place
from forms.typesetting.fonts import draw, missing, width
from forms.typesetting.paragraph import paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportlab.pdfgen.canvas import Canvas

    from forms.report.content import Report
    from forms.report.pictures import PictureGroup
    from forms.report.visit import Footer
    from forms.sealed import SealedInspection
    from resources.texts import Texts

_NUMERALS: Final = "壹貳參肆伍陸柒捌玖"
_FOOT: Final = 12 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A report that waits for its signatures, and where on it they belong."""

    pdf: bytes
    places: tuple[Place, ...]


def render(
    sealed: SealedInspection,
    report: Report,
    photos: Mapping[str, bytes],
    texts: Texts,
    step: Callable[[int, int], None] | None = None,
) -> Rendered:
    """Set the report and put the sealed inspection inside.

    Args:
        sealed: What is attached and signed.
        report: What its pages say.
        photos: `Photo.printed` to the picture's bytes; they are printed smaller.
        texts: The report's language.
        step: Told how much is done, and of how much: each photo, then the pages.
    """
    needed = list(dict.fromkeys(photo.printed for photo in sealed.photos))
    jpegs: dict[str, bytes] = {}
    for done, sha256 in enumerate(needed):
        if step:
            step(done, len(needed) + 1)
        jpegs[sha256] = for_report(photos[sha256])
    if step:
        step(len(needed), len(needed) + 1)
    places: list[Place] = []
    story = list(_story(report, jpegs, texts, places))
    pdf = archived(
        made(story, title=report.metadata.title, language=report.language),
        report.metadata,
        language=report.language,
        program=f"Zoucha {sealed.program}",
        at=sealed.sealed_at,
        attachment=Attachment(
            name=ATTACHMENT,
            media_type="application/json",
            description=texts("The whole inspection as it was finalised"),
            content=sealed.content,
            modified=sealed.sealed_at,
        ),
    )
    if step:
        step(len(needed) + 1, len(needed) + 1)
    return Rendered(pdf=pdf, places=tuple(places))


def _story(
    report: Report, jpegs: Mapping[str, bytes], texts: Texts, places: list[Place]
) -> Iterator[Flowable]:
    yield Part(partial(_draw_foot, report.footer, texts))
    yield Masthead(
        (report.agency, report.form), report.occasion, report.archive, report.code
    )
    yield header_table(report.header)
    if report.phone is not None:
        yield Spacer(0, 2 * mm)
        yield labelled_table(report.phone.about)
    yield Spacer(0, 5 * mm)
    figure = texts("Mean score") if report.phone else texts("Score")
    yield ScoreFlowable(report.score, figure)
    chapters = (
        (
            texts("Results of the round") if report.phone else texts("Results"),
            _results(report, texts),
        ),
        (texts("Findings and corrections"), _findings(report, jpegs, texts)),
        (texts("Advice given on the spot"), _coaching(report, texts)),
        (texts("Further photos"), _photos(report.pictures.others, jpegs)),
        (texts("Overall remarks"), _opinions(report)),
        (texts("How the score came about"), _working(report)),
        (texts("How the sample was drawn"), _sample(report, texts)),
        (texts("Integrity of this record"), _seal(report, texts)),
    )
    number = 0
    for title, content in chapters:
        flowables = list(content)
        if flowables:
            heading = Heading(_numbered(title, number, texts), 0)
            yield from begun([heading, *flowables])
            number += 1
    yield KeepTogether(
        [
            Heading(_numbered(texts("Signatures"), number, texts), 0),
            signature_block(report.signatures, places),
        ]
    )


def _numbered(title: str, number: int, texts: Texts) -> str:
    if texts.language == "zh-TW":
        return f"{_NUMERALS[number]}、{title}"
    return f"{number + 1}. {title}"


def _results(report: Report, texts: Texts) -> Iterator[Flowable]:
    if report.phone is not None:
        yield from phone.results(report.phone, texts)
    for results in report.results:
        heading = Heading(f"{results.title}　{results.ref}", 1)
        yield from begun([heading, results_table(results, texts)])
        if results.left_out:
            yield Spacer(0, 3)
            yield paragraph(results.left_out, small(8.5))


def _findings(
    report: Report, jpegs: Mapping[str, bytes], texts: Texts
) -> Iterator[Flowable]:
    if not report.findings:
        yield paragraph(texts("No findings."), body())
        return
    yield findings_table(report.findings, texts)
    for group in report.pictures.of_findings:
        yield from begun([Heading(group.heading, 1), photo_grid(group.pictures, jpegs)])


def _coaching(report: Report, texts: Texts) -> Iterator[Flowable]:
    if report.coaching:
        yield coaching_table(report.coaching, texts)


def _photos(
    group: PictureGroup | None, jpegs: Mapping[str, bytes]
) -> Iterator[Flowable]:
    if group is not None:
        yield photo_grid(group.pictures, jpegs)


def _opinions(report: Report) -> Iterator[Flowable]:
    if report.opinions:
        yield opinions_table(report.opinions)


def _working(report: Report) -> Iterator[Flowable]:
    if report.phone is not None:
        yield from phone.working(report.phone)
        return
    for text in report.working.paragraphs:
        yield paragraph(text, body(10, spaceAfter=2, align="justify"))
    yield Spacer(0, 4)
    yield working_table(report.working)


def _sample(report: Report, texts: Texts) -> Iterator[Flowable]:
    if report.phone is not None:
        yield from phone.proof(report.phone, texts)


def _seal(report: Report, texts: Texts) -> Iterator[Flowable]:
    yield seal_table(report.seal)
    yield Spacer(0, 4)
    yield paragraph(report.assurance, body(9))
    if absent := missing("".join(_strings(report))):
        told = texts(
            "No font here has these characters, which stand in the text by their"
            " Unicode number: {characters}.",
            characters=" ".join(f"U+{ord(one):04X}" for one in absent),
        )
        yield paragraph(told, body(9, spaceBefore=2))


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a report is made of
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def _draw_foot(
    footer: Footer,
    texts: Texts,
    canvas: Canvas,
    page: int,
    pages: int,
) -> None:
    """Whose record, which page, and the code to recognise it by."""
    right = PAGE_WIDTH - RIGHT
    canvas.setLineWidth(HAIRLINE)
    canvas.setStrokeColor(LINE)
    canvas.line(LEFT, _FOOT + 12, right, _FOOT + 12)
    middle = texts("Page {page} of {pages}", page=page, pages=pages)
    draw(canvas, (LEFT + right) / 2, _FOOT, middle, 8.5, align="center")
    room = (WIDTH - width(middle, 8.5)) / 2 - 8
    draw_fitted(canvas, LEFT, _FOOT, footer.left, 8.5, room)
    draw(canvas, right, _FOOT, footer.right, 8.5, align="right")
