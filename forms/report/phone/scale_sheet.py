"""The sheet of a round's scale, which all formulas of the others refer to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.report.phone.cells import Area, Formula, Sheet, Value, cell, down
from forms.report.sheet_text import named

if TYPE_CHECKING:
    from forms.phone.scale import Scale
    from resources.texts import Texts

_SWITCHBOARD, _UNIT, _CAP, _DECIMALS, _REPORT, _RETEST, _GRADES = range(5, 12)
_MULTIPLIER: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalePlaces:
    """Where on the sheet the figures of the scale stand.

    Attributes:
        multipliers: The switchboard's, then the unit's.
        limits: Of the grades, from the lowest up.
        labels: Of the grades, beside their limits.
        report: ``None`` where the scale has no such limit.
        retest: As ``report``.
    """

    multipliers: tuple[Area, Area]
    cap: Area
    decimals: Area
    limits: Area
    labels: Area
    report: Area | None
    retest: Area | None

    def grade(self, score: Area, label: str) -> Formula:
        """The grade of an unrounded score."""
        return Formula(
            template="INDEX({0};MATCH({1};{2};1))",
            given=(self.labels, score, self.limits),
            value=label,
        )

    def shown(self, score: Area, value: Decimal) -> Formula:
        """The score, rounded as it is shown."""
        return Formula(
            template="ROUND({0};{1})", given=(score, self.decimals), value=value
        )


def places_of(scale: Scale, texts: Texts) -> ScalePlaces:
    """Where `scale_sheet` puts what formulas need."""
    name = sheet_name(texts)
    last = _GRADES + len(scale.grades)
    return ScalePlaces(
        multipliers=(
            cell(name, _MULTIPLIER, _SWITCHBOARD),
            cell(name, _MULTIPLIER, _UNIT),
        ),
        cap=cell(name, 2, _CAP),
        decimals=cell(name, 2, _DECIMALS),
        limits=down(name, 2, _GRADES + 1, last),
        labels=down(name, 1, _GRADES + 1, last),
        report=None if scale.report_under is None else cell(name, 2, _REPORT),
        retest=None if scale.retest_under is None else cell(name, 2, _RETEST),
    )


def sheet_name(texts: Texts) -> str:
    """What the sheet is called."""
    return named(texts("Scale"))


def scale_sheet(scale: Scale, texts: Texts) -> Sheet:
    """Parts, multipliers, limits and grades, and what of it is our own."""
    switchboard, unit = scale.parts
    rows: list[tuple[Value, ...]] = [
        (texts.of(scale.title), scale.ref, ""),
        (texts("Its source"), texts.of(scale.source), ""),
        (texts("Set by this agency"), texts.of(scale.own_part), ""),
        (texts("Part of the scale"), texts("Most points"), texts("Multiplier")),
        *(
            (texts.of(part.title), Decimal(part.points), Decimal(part.multiplier))
            for part in (switchboard, unit)
        ),
        (texts("No score is above"), Decimal(scale.cap), ""),
        (texts("Decimal places shown"), scale.shown_decimals, ""),
        (texts("Improvement report below"), _number(scale.report_under), ""),
        (texts("Retest below"), _number(scale.retest_under), ""),
        (texts("Grade"), texts("Grade from"), ""),
        *(
            (texts.of(grade.label), Decimal(grade.at_least), "")
            for grade in reversed(scale.grades)
        ),
    ]
    return Sheet(name=sheet_name(texts), rows=tuple(rows), widths=(24, 60, 12))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
