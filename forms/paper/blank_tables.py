"""Tables of a blank checklist: heading, items, closing boxes, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from forms.checklist.model import AnswerKind, Demand
from forms.inspection import Role
from forms.paper.answer_room import (
    AnswerRoom,
    Box,
    answer_groups,
    attached_groups,
    date_group,
    time_group,
)
from forms.report.numbering import counted_sections
from forms.report.said import KINDS, listed
from forms.report.sheet import (
    HAIRLINE,
    HEAD,
    LINE,
    PADDING,
    WIDTH,
    body,
    label_width,
    settled,
    small,
)
from forms.report.table import Row, band, ruled
from forms.signing.chain import ROLE_WORDS
from forms.typesetting.fonts import Face
from forms.typesetting.paragraph import paragraph, style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.checklist.model import Checklist, Column, Item, Repeat, Section
    from resources.texts import Texts

_SIZE: Final = 10.0
_WIDTHS: Final = (12 * mm, 74 * mm, 42 * mm, WIDTH - 128 * mm)
_WRITTEN_LINE: Final = 7.5 * mm
_REPEATED_ROWS: Final = 5
_REPEATED_LINE: Final = 6.5 * mm
_CLOSING_ROOM: Final = 16 * mm
_SIGNATURE_ROOM: Final = 19 * mm


def heading_table(checklist: Checklist, unit: str | None, texts: Texts) -> Table:
    """What there is to say of the visit, to be written in."""
    labels = {
        "unit": texts("Inspected unit"),
        "place": texts("Place visited"),
        "inspector": texts("Inspected by"),
        "accompanying": texts("Accompanied by"),
        "time": texts("Time of visit"),
        "kind": texts("Kind of inspection"),
        "facts": texts("What applies here"),
    }
    label = {key: [paragraph(text, body(_SIZE))] for key, text in labels.items()}
    wide = label_width(labels.values(), _SIZE)
    time = AnswerRoom(
        (
            date_group(texts),
            time_group(texts),
            (texts("(until)"), *time_group(texts)),
        )
    )
    kinds = AnswerRoom([(Box(label=texts(KINDS[kind])),) for kind in checklist.kinds])
    rows = [
        [label["unit"], _written(unit), label["place"], _written(None)],
        [label["inspector"], _written(None), label["accompanying"], _written(None)],
        [label["time"], [time], [], []],
        [label["kind"], [kinds], [], []],
    ]
    if checklist.facts:
        facts = [(Box(label=texts.of(fact.label)),) for fact in checklist.facts]
        rows.append([label["facts"], [AnswerRoom(facts)], [], []])
    half = (WIDTH - 2 * wide) / 2
    return ruled(
        [Row(cells=cells) for cells in rows],
        (wide, half, wide, half),
        heads=0,
        commands=[
            ("BACKGROUND", (0, 0), (0, -1), HEAD),
            ("BACKGROUND", (2, 0), (2, 1), HEAD),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *(("SPAN", (1, row), (3, row)) for row in range(2, len(rows))),
        ],
    )


def items_table(checklist: Checklist, numbers: dict[str, str], texts: Texts) -> Table:
    """Every item with its guidance, its answers and room for a note."""
    heads = (texts("No."), texts("Check item"), texts("Result"), texts("Note"))
    rows = [
        Row(
            cells=[
                [paragraph(head, body(_SIZE, align="left" if place else "center"))]
                for place, head in enumerate(heads)
            ]
        )
    ]
    for section in counted_sections(checklist):
        rows.append(band(texts.of(section.title), columns=len(heads)))
        for item in section.items:
            rows.append(_item(checklist, item, numbers[item.key], texts))
            if item.repeat is not None:
                rows.append(_repeated(item.repeat, texts))
    return ruled(rows, _WIDTHS)


def closing_table(section: Section, texts: Texts) -> Table:
    """Empty boxes for the closing texts."""
    labels = [texts.of(item.text) for item in section.items]
    wide = min(label_width(labels, _SIZE), 42 * mm)
    rows = [
        Row(
            cells=[
                [paragraph(label, body(_SIZE))],
                [
                    paragraph(texts.of(item.guidance), small(8)),
                    Spacer(0, _CLOSING_ROOM),
                ],
            ]
        )
        for label, item in zip(labels, section.items, strict=True)
    ]
    return ruled(
        rows,
        (wide, WIDTH - wide),
        heads=0,
        commands=[("BACKGROUND", (0, 0), (0, -1), HEAD)],
    )


def signature_table(texts: Texts) -> Table:
    """One column for each role of the chain."""
    roles = [texts(ROLE_WORDS[role]) for role in Role]
    return ruled(
        [
            Row(
                cells=[[paragraph(role, body(_SIZE, align="center"))] for role in roles]
            ),
            Row(cells=[[Spacer(0, _SIGNATURE_ROOM)] for _ in roles]),
        ],
        [WIDTH / len(roles)] * len(roles),
    )


def _written(text: str | None) -> list[Flowable]:
    return [paragraph(text, body(_SIZE))] if text else [Spacer(0, _WRITTEN_LINE)]


def _item(checklist: Checklist, item: Item, number: str, texts: Texts) -> Row:
    room = _WIDTHS[1] - 2 * PADDING
    what: list[Flowable] = [settled(texts.of(item.text), body(_SIZE), room)]
    if guidance := _guidance(checklist, item, texts):
        what.append(settled(guidance, small(8), room))
    answers: list[Flowable] = [AnswerRoom(list(answer_groups(checklist, item, texts)))]
    answers += (
        AnswerRoom(list(attached_groups(attached, texts)), 9)
        for attached in item.attached
    )
    marks = "　".join(_marks(item, texts))
    return Row(
        cells=[
            [
                paragraph(number, body(_SIZE, align="center")),
                paragraph(item.key, small(6.5, align="center")),
            ],
            what,
            answers,
            [paragraph(marks, style(Face.SANS_BOLD, 7.5, 11))] if marks else [],
        ],
        with_next=item.repeat is not None,
    )


def _guidance(checklist: Checklist, item: Item, texts: Texts) -> str:
    """When the item applies, and how to look at it."""
    parts = []
    if item.shown_when is not None:
        facts = {fact.key: texts.of(fact.label) for fact in checklist.facts}
        conditions = [
            facts.get(item.shown_when.fact or "", ""),
            _earlier_answers(checklist, item, texts),
        ]
        parts.append(
            texts(
                "[Applies where: {conditions}]",
                conditions=listed(texts, filter(None, conditions)),
            )
        )
    parts.append(texts.of(item.guidance))
    return "".join(parts)


def _earlier_answers(checklist: Checklist, item: Item, texts: Texts) -> str:
    """The answers to other items that make this one apply."""
    wanted = item.shown_when.any_answer if item.shown_when else ()
    labels = {
        texts.of(level.label): None
        for answer in wanted
        for scale in checklist.scales.values()
        for level in scale
        if level.key in answer.values
    }
    if not labels:
        return ""
    return texts("an item above was answered {answers}", answers=listed(texts, labels))


def _marks(item: Item, texts: Texts) -> Iterator[str]:
    if item.photo is Demand.ALWAYS:
        yield texts("Photo required")
    if item.photo is Demand.FORBIDDEN:
        yield texts("Photos forbidden")
    if item.note is Demand.ALWAYS:
        yield texts("Note needed")


def _repeated(repeat: Repeat, texts: Texts) -> Row:
    """Lines for machines, counters or cases, across the whole table."""
    columns = repeat.columns
    room = WIDTH - 2 * PADDING
    first = 9 * mm
    others = (room - first) / len(columns)
    heads: list[Any] = [[paragraph(texts.of(repeat.label), small(8))]]
    heads += [[paragraph(_named(one, texts), small(8))] for one in columns]
    lines = [
        [str(number), *(_cell(one, texts) for one in columns)]
        for number in range(1, _REPEATED_ROWS + 1)
    ]
    grid = Table(
        [heads, *lines],
        colWidths=(first, *[others] * len(columns)),
        rowHeights=[None, *[_REPEATED_LINE] * _REPEATED_ROWS],
        style=TableStyle(
            [
                ("INNERGRID", (0, 0), (-1, -1), HAIRLINE / 2, LINE),
                ("BOX", (0, 0), (-1, -1), HAIRLINE, LINE),
                ("FONTNAME", (0, 0), (-1, -1), "Serif"),
                ("FONTSIZE", (0, 0), (-1, -1), 8),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ]
        ),
    )
    return Row(cells=[[grid], [], [], []], band=True)


def _named(column: Column, texts: Texts) -> str:
    unit = texts.of(column.unit)
    name = texts.of(column.label)
    return texts("{title} ({remarks})", title=name, remarks=unit) if unit else name


def _cell(column: Column, texts: Texts) -> object:
    if column.kind is AnswerKind.YES_NO:
        return AnswerRoom(((Box(label=texts("Yes")),), (Box(label=texts("No")),)), 9)
    return ""
