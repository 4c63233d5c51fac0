"""How the scores of a round came about: the rule, then the sum of calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.phone.scoring import below
from forms.report.phone.calls import line_said
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.phone.scale import Scale
    from forms.phone.working import WorkingLine
    from forms.report.phone.figures import Counted
    from resources.texts import Texts

_FEW: Final = 40
"""So many calls have their workings printed, whatever they came to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWorking:
    """The sum of one call."""

    title: str
    text: str


def rule(scale: Scale, texts: Texts) -> tuple[str, ...]:
    """How a score comes about, and which bands and limits there are."""
    switchboard, unit = scale.parts
    said = [
        texts(
            "An item earns what its level is worth; what did not arise keeps its"
            " points. Switchboard (of {switchboard}) + unit (of {unit}) = score; where"
            " only one of them was tested, its points × {first} or × {second}. Then"
            " bonuses and deductions; no score is above {cap} or below 0. A mean"
            " counts each call once. Only what is shown is rounded, half up to"
            " {decimals} decimal places; grades, limits and ranks are decided before.",
            switchboard=switchboard.points,
            unit=unit.points,
            first=switchboard.multiplier,
            second=unit.multiplier,
            cap=scale.cap,
            decimals=scale.shown_decimals,
        )
    ]
    bands = _joined(
        texts,
        (
            texts(
                "{grade} from {least}",
                grade=texts.of(grade.label),
                least=grade.at_least,
            )
            for grade in scale.grades
        ),
    )
    own = texts(" (set by this agency)") if scale.grades_own else ""
    said.append(texts("Grades{own}: {bands}.", own=own, bands=bands))
    limits = _joined(
        texts,
        (
            texts(message, limit=limit)
            for limit, message in (
                (scale.report_under, later("an improvement report below {limit}")),
                (scale.retest_under, later("a retest below {limit}")),
            )
            if limit is not None
        ),
    )
    if limits:
        said.append(texts("What follows: {limits}.", limits=limits))
    return tuple(said)


def workings(
    scale: Scale, calls: Sequence[Counted], texts: Texts
) -> tuple[str, tuple[CallWorking, ...]]:
    """Of which calls the sums are told, and the sums."""
    if len(calls) <= _FEW:
        said = texts("The sum of every call.")
        told = list(calls)
    else:
        said = texts(
            "The sums of the calls below {limit}; the others stand in the attachment"
            " and in the spreadsheet of the round.",
            limit=scale.report_under or scale.retest_under or "0",
        )
        told = [one for one in calls if _low(scale, one)]
    left_out = texts("Items that earned all their points are left out of the sums.")
    return f"{said}{_space(texts)}{left_out}", tuple(
        CallWorking(
            title=texts(
                "{order}. {unit} {line}: {total}",
                order=one.record.call.order,
                unit=one.record.call.unit,
                line=line_said(one.record, texts),
                total=one.record.marks.shown if one.record.marks else "",
            ),
            text=_space(texts).join(
                line.told(texts) for line in _lines(one.score.working)
            ),
        )
        for one in told
    )


def _low(scale: Scale, one: Counted) -> bool:
    limit = scale.report_under or scale.retest_under
    return below(limit, one.score.total)


def _lines(working: Sequence[WorkingLine]) -> Iterator[WorkingLine]:
    """The sum without the scale, which is named once, and without full marks."""
    for line in working[1:]:
        fields = line.fields
        full = "item" in fields and fields.get("earned") == fields.get("possible")
        if not full:
            yield line


def _space(texts: Texts) -> str:
    return "" if texts.language == "zh-TW" else " "


def _joined(texts: Texts, parts: Iterator[str]) -> str:
    return ("；" if texts.language == "zh-TW" else "; ").join(parts)
