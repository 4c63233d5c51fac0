"""The sheets of a round's units, of the whole round, and of where points were lost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from forms.checklist.scoring import rounded
from forms.phone.record import PhoneRecord
from forms.phone.results import RoundResult
from forms.phone.scale import PartKey
from forms.phone.scoring import shown
from forms.report.phone.calls_sheet import CallsPlaces
from forms.report.phone.cells import Area, Formula, Sheet, Value, cell, down
from forms.report.phone.losses import named as item_named
from forms.report.phone.scale_sheet import ScalePlaces, places_of
from forms.report.sheet_text import named
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.phone.results import Means
    from forms.phone.scale import Scale
    from forms.report.phone.figures import Counted

_EXACT: Final = 10
"""Places to which a mean is kept: more than any score has, fewer than a sum errs in."""

_NUMBER, _CALLS, _MEAN, _EARLIER = 1, 3, 6, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What the sheets are made of.

    Attributes:
        calls: ``None`` where single calls are nobody's business: their figures then
            stand as numbers.
    """

    record: PhoneRecord
    result: RoundResult
    calls: CallsPlaces | None
    texts: Texts

    @property
    def scale(self) -> Scale:
        """What it was scored on."""
        return self.record.scale

    @property
    def of_scale(self) -> ScalePlaces:
        """Where the scale's figures stand."""
        return places_of(self.scale, self.texts)

    @property
    def units_name(self) -> str:
        """What the sheet of the units is called."""
        return named(self.texts("By unit"))

    def units(self, column: int) -> Area:
        """All units of a column of that sheet."""
        return down(self.units_name, column, 2, 1 + len(self.result.units))

    def before(self, unit: str) -> Fraction | None:
        """The earlier mean; of the whole round for an empty name."""
        earlier = self.record.earlier
        totals = earlier.totals if earlier else ()
        return next((one.mean for one in totals if one.unit == unit), None)


def units_sheet(round: Round) -> Sheet:
    """A row a unit."""
    texts = round.texts
    heads = [
        texts("Unit no."),
        texts("Unit"),
        texts("Number of calls"),
        texts("Switchboard (mean)"),
        texts("Unit’s part (mean)"),
        texts("Mean, unrounded"),
        texts("Mean score"),
        texts("Grade"),
        texts("Earlier mean"),
        texts("Change of the mean"),
        texts("Improvement report"),
        texts("Retest"),
    ]
    if round.record.round.definition.ranked:
        heads.append(texts("Rank"))
    rows: list[tuple[Value, ...]] = [tuple(heads)]
    for number, unit in enumerate(round.result.units, start=1):
        row = number + 1
        own = cell(round.units_name, _NUMBER, row)
        mean = cell(round.units_name, _MEAN, row)
        cells: list[Value] = [
            number,
            unit.name,
            _count(round, own, unit.means.calls),
            *_parts(round, own, unit.means),
            _mean(round, own, unit.means),
            *_verdict(round, mean, unit.means),
            _kept(round.before(unit.name)),
            _change(round, mean, cell(round.units_name, _EARLIER, row), unit.means),
            *_due(round, mean, unit.means),
        ]
        if unit.rank is not None:
            cells.append(
                Formula(
                    template="RANK({0};{1})",
                    given=(mean, round.units(_MEAN)),
                    value=Decimal(unit.rank),
                )
            )
        rows.append(tuple(cells))
    return Sheet(
        name=round.units_name,
        rows=tuple(rows),
        widths=(8, 24, 8, 12, 12, 16, 12, 10, 16, 12, 14, 12, 8)[: len(heads)],
    )


def round_sheet(round: Round) -> Sheet:
    """The whole round's figures, one below the other."""
    texts, means = round.texts, round.result.means
    name = named(texts("Whole round"))
    mean = cell(name, 2, 5)
    definition = round.record.round.definition
    rows: list[tuple[Value, ...]] = [
        (texts("Round"), definition.title),
        (texts("Number of calls"), _count(round, None, means.calls)),
        *zip(
            (texts("Switchboard (mean)"), texts("Unit’s part (mean)")),
            _parts(round, None, means),
            strict=True,
        ),
        (texts("Mean, unrounded"), _mean(round, None, means)),
        *zip(
            (texts("Mean score"), texts("Grade")),
            _verdict(round, mean, means),
            strict=True,
        ),
        (texts("Earlier mean"), _kept(round.before(""))),
        (texts("Change of the mean"), _change(round, mean, cell(name, 2, 8), means)),
        (texts("Grade"), texts("Number of calls")),
        *_bands(round),
    ]
    return Sheet(name=name, rows=tuple(rows), widths=(26, 40))


def losses_sheet(round: Round, places: CallsPlaces, calls: Sequence[Counted]) -> Sheet:
    """A row an item, in the order of the scale."""
    texts = round.texts
    name = named(texts("Where points were lost"))
    rows: list[tuple[Value, ...]] = [
        (
            texts("Part of the scale"),
            texts("Item"),
            texts("Most points"),
            texts("Number of calls"),
            texts("Points lost"),
            texts("Mean loss"),
        )
    ]
    for part in round.scale.parts:
        for key in (*places.items[part.key], part.key.value):
            row = len(rows) + 1
            said, points = item_named(part, key, texts)
            losses = list(_losses(calls, part.key, key))
            column = places.zero(part.key)
            judged, lost = "SUM({0})", "{1}*{2}"
            if key != part.key:
                column = places.item(part.key, key)
                judged, lost = "COUNT({0})", "ROUND({1}*{2}-SUM({0});8)"
            given = (
                places.column(column),
                *(cell(name, column, row) for column in (3, 4, 5)),
            )
            whole = sum(losses, Decimal())
            mean = Decimal(rounded(Fraction(whole) / len(losses), 2)) if losses else ""
            rows.append(
                (
                    texts.of(part.title),
                    said,
                    Decimal(points),
                    Formula(template=judged, given=given, value=Decimal(len(losses))),
                    Formula(template=lost, given=given, value=whole),
                    Formula(
                        template="IF({2}=0;{4};ROUND({3}/{2};2))",
                        given=(*given, ""),
                        value=mean,
                    ),
                )
            )
    return Sheet(name=name, rows=tuple(rows), widths=(16, 48, 8, 8, 10, 12))


def _losses(calls: Sequence[Counted], key: PartKey, item: str) -> Iterator[Decimal]:
    """What an item, a section given as a whole, or a zeroed part lost, call by call."""
    for part in (part for one in calls for part in one.score.parts):
        if part.key is not key:
            continue
        if part.zero and item == key:
            yield part.possible
        for section in part.sections:
            if section.key == item and not section.items:
                yield section.possible - section.earned
            for one in section.items:
                if one.key == item and one.arisen and one.earned is not None:
                    yield one.lost


def _count(round: Round, own: Area | None, calls: int) -> Value:
    places = round.calls
    if own is None:
        area, template = (
            (round.units(_CALLS), "SUM({0})")
            if places is None
            else (places.totals, "COUNT({0})")
        )
        return Formula(template=template, given=(area,), value=Decimal(calls))
    if places is None:
        return calls
    return Formula(
        template="COUNTIF({0};{1})",
        given=(places.unit_numbers, own),
        value=Decimal(calls),
    )


def _parts(round: Round, own: Area | None, means: Means) -> Iterator[Value]:
    """The means of both parts; nothing where one was never tested."""
    places = round.calls
    for key, mean in zip(PartKey, (means.switchboard, means.unit), strict=True):
        value = "" if mean is None else Decimal(shown(round.scale, mean))
        if places is None:
            yield value
            continue
        area = places.column(places.raw(key))
        decimals = round.of_scale.decimals
        inner = "AVERAGE({0})" if own is None else "AVERAGEIFS({0};{3};{4})"
        of_unit = () if own is None else (places.unit_numbers, own)
        yield Formula(
            template=f"IFERROR(ROUND(ROUND({inner};{_EXACT});{{1}});{{2}})",
            given=(area, decimals, "", *of_unit),
            value=value,
        )


def _mean(round: Round, own: Area | None, means: Means) -> Value:
    """The unrounded mean, as far as a sheet keeps it."""
    places = round.calls
    value = _precise(means.mean)
    if places is None:
        if own is not None:
            return value
        return Formula(
            template=f"ROUND(SUMPRODUCT({{0}};{{1}})/SUM({{0}});{_EXACT - 1})",
            given=(round.units(_CALLS), round.units(_MEAN)),
            value=Decimal(rounded(means.mean, _EXACT - 1)),
        )
    if own is None:
        return Formula(
            template=f"ROUND(AVERAGE({{0}});{_EXACT})",
            given=(places.totals,),
            value=value,
        )
    return Formula(
        template=f"ROUND(AVERAGEIFS({{0}};{{1}};{{2}});{_EXACT})",
        given=(places.totals, places.unit_numbers, own),
        value=value,
    )


def _verdict(round: Round, mean: Area, means: Means) -> Iterator[Value]:
    """The mean as it is shown, and the grade that was decided before."""
    yield round.of_scale.shown(mean, Decimal(shown(round.scale, means.mean)))
    yield round.of_scale.grade(mean, round.texts.of(means.grade.label))


def _change(round: Round, mean: Area, before: Area, means: Means) -> Value:
    if means.change is None:
        return None
    return Formula(
        template=f"ROUND(ROUND({{0}}-{{1}};{_EXACT - 1});{{2}})",
        given=(mean, before, round.of_scale.decimals),
        value=_signed(round.scale, means.change),
    )


def _due(round: Round, mean: Area, means: Means) -> Iterator[Value]:
    """Whether the mean is below what asks for a report or another test."""
    texts, of_scale = round.texts, round.of_scale
    for limit, due in (
        (of_scale.report, means.report_due),
        (of_scale.retest, means.retest_due),
    ):
        yield (
            None
            if limit is None
            else Formula(
                template="IF({0}<{1};{2};{3})",
                given=(mean, limit, texts("to be made"), ""),
                value=texts("to be made") if due else "",
            )
        )


def _bands(round: Round) -> Iterator[tuple[Value, ...]]:
    """How many calls reached each grade, and no higher one."""
    limits = round.of_scale.limits
    row = limits.last_row
    for place, (grade, count) in enumerate(round.result.means.bands):
        label = round.texts.of(grade.label)
        if round.calls is None:
            yield label, count
            continue
        given = [round.calls.totals, cell(limits.sheet, limits.column, row - place)]
        template = 'COUNTIF({0};">="&{1})'
        if place:
            given.append(cell(limits.sheet, limits.column, row - place + 1))
            template += '-COUNTIF({0};">="&{2})'
        yield (
            label,
            Formula(template=template, given=tuple(given), value=Decimal(count)),
        )


def _kept(mean: Fraction | None) -> Decimal | None:
    return None if mean is None else _precise(mean)


def _precise(mean: Fraction) -> Decimal:
    return Decimal(rounded(mean, _EXACT))


def _signed(scale: Scale, change: Fraction) -> Decimal:
    """Half rounded away from zero, as spreadsheets round."""
    size = Decimal(rounded(abs(change), scale.shown_decimals))
    return size if change > 0 else -size
