"""Tables of a report: results by section, findings, opinions, the working."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm

from forms.checklist.model import Verdict
from forms.report.sheet import (
    HEAD,
    PADDING,
    SHORT,
    WIDTH,
    body,
    label_width,
    settled,
    small,
)
from forms.report.table import Row, band, ruled
from forms.typesetting.fonts import Face
from forms.typesetting.paragraph import paragraph, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Flowable, Table

    from forms.report.content import Advice, FindingLine, Opinion
    from forms.report.results import ChecklistResults, ResultRow
    from forms.report.visit import Labelled
    from forms.report.working import Working
    from resources.texts import Texts

_SIZE: Final = 10.5
_RESULT_WIDTHS: Final = (11 * mm, 66 * mm, 20 * mm, 14 * mm, WIDTH - 111 * mm)
_ACCOUNT_WIDTHS: Final = (11 * mm, 48 * mm, 19 * mm, 13 * mm, WIDTH - 91 * mm)
_ADVICE_WIDTHS: Final = (27 * mm, 34 * mm, 26 * mm, WIDTH - 87 * mm)
_FINDING_WIDTHS: Final = (
    11 * mm,
    WIDTH - 118 * mm,
    33 * mm,
    26 * mm,
    29 * mm,
    19 * mm,
)


def results_table(results: ChecklistResults, texts: Texts) -> Table:
    """One checklist's items under the titles of their sections."""
    heads = (
        texts("No."),
        texts("Check item"),
        texts("Result"),
        texts("Points"),
        texts("Record"),
    )
    widths = _ACCOUNT_WIDTHS if results.has_accounts else _RESULT_WIDTHS
    rows = [_heads(heads, centred=(0, 2, 3))]
    for section in results.sections:
        rows.append(band(section.title, section.total, len(heads)))
        rows += (_result(row, widths) for row in section.rows)
    return ruled(rows, widths)


def _result(row: ResultRow, widths: Sequence[float]) -> Row:
    centred = body(_SIZE, align="center")
    short = row.verdict is Verdict.NONCONFORM
    said = style(Face.SANS_BOLD if short else Face.BODY, _SIZE, _SIZE * 1.42, "center")
    return Row(
        cells=[
            [
                paragraph(row.number, centred),
                *([paragraph(row.key, small(6.5, align="center"))] if row.key else []),
            ],
            [
                settled(row.text, body(_SIZE), widths[1] - 2 * PADDING),
                *(paragraph(line, small()) for line in row.grounds),
            ],
            [paragraph(line, said) for line in row.result],
            [paragraph(row.points, centred)],
            [
                settled(line, body(_SIZE), widths[4] - 2 * PADDING)
                for line in row.record
            ],
        ],
        fill=SHORT if short else None,
    )


def findings_table(findings: Sequence[FindingLine], texts: Texts) -> Table:
    """What falls short, of what, who puts it right and until when."""
    heads = (
        texts("Ref."),
        texts("What falls short"),
        texts("Item and grounds"),
        texts("Responsible unit"),
        texts("Due"),
        texts("Corrected on site"),
    )
    rows = [_heads(heads, centred=(0, 5))]
    rows += (_finding(one, texts) for one in findings)
    return ruled(rows, _FINDING_WIDTHS)


def _finding(finding: FindingLine, texts: Texts) -> Row:
    centred = body(_SIZE, align="center")
    room = _FINDING_WIDTHS[1] - 2 * PADDING
    what = [settled(finding.text, body(_SIZE), room)]
    if finding.recommendation:
        advice = texts("Recommendation: {text}", text=finding.recommendation)
        what.append(settled(advice, body(_SIZE - 1, spaceBefore=2), room))
    return Row(
        cells=[
            [
                paragraph(finding.number, centred),
                paragraph(finding.severity, small(8, align="center")),
            ],
            what,
            [paragraph(line, body(_SIZE - 1)) for line in finding.source],
            [paragraph(finding.responsible, body(_SIZE))],
            [paragraph(finding.due, body(_SIZE))],
            [paragraph(finding.corrected, centred)],
        ]
    )


def coaching_table(coaching: Sequence[Advice], texts: Texts) -> Table:
    """What was advised on the spot: when, about what, to whom."""
    heads = (texts("Time"), texts("Topic"), texts("Given to"), texts("Advice"))
    rows = [
        Row(
            cells=[
                [settled(text, body(_SIZE), width - 2 * PADDING)]
                for text, width in zip(
                    (one.at, one.topic, one.given_to, one.text),
                    _ADVICE_WIDTHS,
                    strict=True,
                )
            ]
        )
        for one in coaching
    ]
    return ruled([_heads(heads, centred=()), *rows], _ADVICE_WIDTHS)


def opinions_table(opinions: Sequence[Opinion]) -> Table:
    """優點、缺失、建議改善事項、當場輔導改進情形, each with what was written."""
    label = min(label_width(one.title for one in opinions), 40 * mm)
    rows = [
        Row(cells=[[paragraph(one.title, body())], list(_entries(one))])
        for one in opinions
    ]
    return _labelled(rows, label)


def _entries(opinion: Opinion) -> Iterator[Flowable]:
    if not opinion.entries:
        yield paragraph("－", body())
    for entry in opinion.entries:
        if entry.label:
            yield paragraph(entry.label, small(8.5))
        yield paragraph(entry.text, body(spaceAfter=2))


def seal_table(lines: Sequence[Labelled]) -> Table:
    """What to recognise the record by, in small print."""
    rows = [
        Row(cells=[[paragraph(text, body(9))] for text in (line.label, line.text)])
        for line in lines
    ]
    return _labelled(rows, label_width((line.label for line in lines), 9))


def _labelled(rows: Sequence[Row], label: float) -> Table:
    return ruled(
        rows,
        (label, WIDTH - label),
        heads=0,
        commands=[("BACKGROUND", (0, 0), (0, -1), HEAD)],
    )


def working_table(working: Working) -> Table:
    """The sum section by section; the whole in the last row."""
    first = 52 * mm
    others = (WIDTH - first) / (len(working.columns) - 1)
    heads = [
        [paragraph(head, style(Face.BODY, 9.5, 13, "right" if place else "left"))]
        for place, head in enumerate(working.columns)
    ]
    rows = [Row(cells=heads)]
    for place, (name, *numbers) in enumerate(working.rows, 1):
        whole = place == len(working.rows)
        face, figures = (
            (Face.SANS_BOLD, Face.SANS_BOLD) if whole else (Face.BODY, Face.SANS)
        )
        cells = [[paragraph(name, style(face, 9, 13))]]
        cells += ([paragraph(one, style(figures, 8.5, 13, "right"))] for one in numbers)
        rows.append(Row(cells=cells))
    return ruled(rows, (first, *[others] * (len(working.columns) - 1)))


def _heads(heads: Sequence[str], centred: Sequence[int]) -> Row:
    return Row(
        cells=[
            [
                paragraph(
                    head, body(_SIZE, align="center" if place in centred else "left")
                )
            ]
            for place, head in enumerate(heads)
        ]
    )
