"""The sheet of a round's calls: points typed in, everything else worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.phone.scale import PartKey
from forms.phone.scoring import shown
from forms.report.phone.calls import line_said
from forms.report.phone.cells import Area, Formula, Sheet, Value, across, cell, down
from forms.report.phone.losses import named as item_named
from forms.report.phone.scale_sheet import places_of
from forms.report.phone.words import made_at, short_moment
from forms.report.sheet_text import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.phone.adding import PartScore
    from forms.phone.record import PhoneRecord
    from forms.phone.scale import Adjustment, Scale
    from forms.report.phone.figures import Counted
    from resources.texts import Texts

HEADS: Final = 2
"""The names of the columns, and the most that each item can earn."""

_BEFORE: Final = 8
"""Order, unit's number, unit, line, time, tester, and which parts were tested."""

_UNIT_NUMBER: Final = 2
_TESTED: Final = {PartKey.SWITCHBOARD: 7, PartKey.UNIT: 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsPlaces:
    """Where on the sheet what stands; columns count from 1.

    Attributes:
        items: By part, the keys of its items and of the sections given as a whole, in
            the order of their columns.
        calls: How many rows of calls there are.
    """

    name: str
    items: Mapping[PartKey, tuple[str, ...]]
    calls: int

    def item(self, part: PartKey, key: str) -> int:
        """The column of an item."""
        return self.first(part) + self.items[part].index(key)

    def first(self, part: PartKey) -> int:
        """The column of the part's first item."""
        before = len(self.items[PartKey.SWITCHBOARD]) if part is PartKey.UNIT else 0
        return _BEFORE + 1 + before

    def last(self, part: PartKey) -> int:
        """The column of the part's last item."""
        return self.first(part) + len(self.items[part]) - 1

    def after(self, place: int) -> int:
        """A column behind the items: bonus is 1."""
        return self.last(PartKey.UNIT) + place

    def column(self, column: int) -> Area:
        """All calls of a column."""
        return down(self.name, column, HEADS + 1, HEADS + self.calls)

    def zero(self, part: PartKey) -> int:
        """The column that says that the part earns nothing."""
        return self.after(3 if part is PartKey.SWITCHBOARD else 4)

    def raw(self, part: PartKey) -> int:
        """The column of the part's points."""
        return self.after(6 if part is PartKey.SWITCHBOARD else 7)

    @property
    def unit_numbers(self) -> Area:
        """Which unit each call tested."""
        return self.column(_UNIT_NUMBER)

    @property
    def totals(self) -> Area:
        """The unrounded scores."""
        return self.column(self.after(10))


def calls_places(
    record: PhoneRecord, calls: Sequence[Counted], texts: Texts
) -> CallsPlaces:
    """Where `calls_sheet` puts what other sheets refer to."""
    whole = {
        (part.key, section.key)
        for one in calls
        for part in one.score.parts
        for section in part.sections
        if not section.items
    }
    return CallsPlaces(
        name=named(texts("Scores of calls")),
        items={
            part.key: tuple(
                key
                for section in part.sections
                for key in (
                    *(item.key for item in section.items),
                    *([section.key] if (part.key, section.key) in whole else []),
                )
            )
            for part in record.scale.parts
        },
        calls=len(calls),
    )


def calls_sheet(
    record: PhoneRecord,
    calls: Sequence[Counted],
    units: Sequence[str],
    places: CallsPlaces,
    texts: Texts,
) -> Sheet:
    """A row a call; `units` are numbered as they stand."""
    heads = tuple(_heads(record.scale, places, texts))
    rows: list[tuple[Value, ...]] = [
        tuple(head for head, _ in heads),
        tuple(most for _, most in heads),
    ]
    for number, one in enumerate(calls, start=HEADS + 1):
        rows.append(
            (
                one.record.call.order,
                units.index(one.record.call.unit) + 1,
                one.record.call.unit,
                line_said(one.record, texts),
                short_moment(texts, made_at(one.record)),
                record.round.definition.tester(one.record.call.tester).name,
                *_tested(one),
                *_points(one, places, texts),
                *_adjusted(record.scale, one),
                *_worked_out(record.scale, one, number, places, texts),
            )
        )
    behind = len(heads) - _BEFORE
    return Sheet(
        name=places.name,
        rows=tuple(rows),
        widths=(6, 6, 18, 20, 18, 12, 6, 6, *[9] * (behind - 1), 12),
        heads=HEADS,
    )


def _heads(
    scale: Scale, places: CallsPlaces, texts: Texts
) -> Iterator[tuple[str, Value]]:
    """The name of each column, and what stands below it."""
    switchboard, unit = (texts.of(part.title) for part in scale.parts)
    yield texts("No."), ""
    yield texts("Unit no."), ""
    yield texts("Unit"), ""
    yield texts("Line"), ""
    yield texts("Made"), ""
    yield texts("Tester"), texts("Most points")
    for title in (switchboard, unit):
        yield texts("{part} tested (1)", part=title), ""
    for part in scale.parts:
        for key in places.items[part.key]:
            name, possible = item_named(part, key, texts)
            yield name, Decimal(possible)
    yield texts("Bonus"), ""
    yield texts("Deduction"), ""
    for title in (switchboard, unit, texts("The whole call")):
        yield texts("{part} earns 0 (1)", part=title), ""
    yield switchboard, Decimal(scale.parts[0].points)
    yield unit, Decimal(scale.parts[1].points)
    yield texts("Multiplier"), ""
    yield texts("Before the cap"), ""
    yield texts("Score, unrounded"), Decimal(scale.cap)
    yield texts("Score"), ""
    yield texts("Grade"), ""


def _tested(one: Counted) -> Iterator[int]:
    for key in PartKey:
        yield int(any(part.key is key for part in one.score.parts))


def _points(one: Counted, places: CallsPlaces, texts: Texts) -> Iterator[Value]:
    """What each item earned; a word for what did not arise, and else nothing."""
    parts = {part.key: dict(_earned(part, texts)) for part in one.score.parts}
    for key in PartKey:
        for item in places.items[key]:
            yield parts.get(key, {}).get(item)


def _earned(part: PartScore, texts: Texts) -> Iterator[tuple[str, Value]]:
    for section in part.sections:
        if not section.items:
            yield section.key, section.earned
        for item in section.items:
            yield item.key, item.earned if item.arisen else _not_arisen(texts)


def _not_arisen(texts: Texts) -> str:
    return texts("did not arise")


def _adjusted(scale: Scale, one: Counted) -> Iterator[Value]:
    """Bonuses, deductions, and what earns nothing by a zero rule."""
    sheet = one.record.sheet
    yield _sum(scale.bonuses, sheet.bonuses)
    yield _sum(scale.deductions, sheet.deductions)
    zeroed = {part.key for part in one.score.parts if part.zero}
    for key in PartKey:
        yield 1 if key in zeroed else None
    yield 1 if one.score.zero else None


def _sum(known: Sequence[Adjustment], keys: Sequence[str]) -> Decimal | None:
    points = {one.key: Decimal(one.points) for one in known}
    return sum((points[key] for key in keys), Decimal()) or None


def _worked_out(
    scale: Scale, one: Counted, row: int, places: CallsPlaces, texts: Texts
) -> Iterator[Formula]:
    """Points of the parts, multiplier, score and grade."""
    of_scale = places_of(scale, texts)
    score = one.score

    def at(column: int) -> Area:
        return cell(places.name, column, row)

    tested = [at(_TESTED[key]) for key in PartKey]
    for key, raw in zip(PartKey, (score.switchboard, score.unit), strict=True):
        first, last = places.first(key), places.last(key)
        yield Formula(
            template="IF({0}=1;IF({1}=1;0;ROUND(SUM({2})+SUMIF({2};{3};{4});8));{5})",
            given=(
                at(_TESTED[key]),
                at(places.zero(key)),
                across(places.name, row, first, last),
                _not_arisen(texts),
                across(places.name, HEADS, first, last),
                "",
            ),
            value="" if raw is None else raw,
        )
    yield Formula(
        template="IF(AND({0}=1;{1}=0);{2};IF(AND({0}=0;{1}=1);{3};1))",
        given=(*tested, *of_scale.multipliers),
        value=score.multiplier,
    )
    bonus, deduction = at(places.after(1)), at(places.after(2))
    yield Formula(
        template="ROUND(SUM({0};{1})*{2}+{3}-{4};8)",
        given=(
            *(at(places.raw(key)) for key in PartKey),
            at(places.after(8)),
            bonus,
            deduction,
        ),
        value=score.uncapped,
    )
    yield Formula(
        template="IF({0}=1;0;MAX(0;MIN({1};{2})))",
        given=(at(places.after(5)), at(places.after(9)), of_scale.cap),
        value=score.total,
    )
    total = at(places.after(10))
    yield of_scale.shown(total, Decimal(shown(scale, score.total)))
    yield of_scale.grade(total, texts.of(score.grade.label))
