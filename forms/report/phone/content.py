"""What the report of a round of telephone tests says, in words ready to be set.

Whoever was called is an extension and never a name; the testers are named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.phone.record import result_of
from forms.report.phone.calls import CallLine, call_lines
from forms.report.phone.figures import change, counted, figure
from forms.report.phone.heading import about, earlier_said
from forms.report.phone.losses import LossLine, loss_lines
from forms.report.phone.proof import Proof, proof_of
from forms.report.phone.workings import CallWorking, rule, workings
from forms.report.said import listed
from forms.report.visit import Labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.phone.record import PhoneRecord
    from forms.phone.results import Means, RoundResult, UnitResult
    from forms.phone.scale import Scale
    from resources.texts import Texts

_MOST_BARS: Final = 40
"""More would not fit above the results on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLine:
    """A figure as a bar; ``share`` is 0 to 1."""

    label: str
    figure: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """What the calls to one unit, or all of them, came to.

    Attributes:
        rank: Empty where units are not ranked.
        change: Against the earlier round; empty where there is none.
        due: What a limit asks of it, a line each.
    """

    unit: str
    calls: str
    switchboard: str
    business: str
    mean: str
    grade: str
    change: str
    rank: str
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneContent:
    """Everything that is said of a round beyond what every report says.

    Attributes:
        mean: The round's, as it is shown.
        units: In the order of the result.
        whole: The round's own line; ``None`` where no call counts.
        earlier: Which round the changes are against; empty if none.
        bands: How many calls reached each grade.
        rule: How a score comes about.
        seal: What to recognise the scale by.
        grounds: What a finding of the round falls short of, a line each.
    """

    header: tuple[Labelled, ...]
    about: tuple[Labelled, ...]
    mean: str
    grade: str
    bars: tuple[BarLine, ...]
    units: tuple[UnitLine, ...]
    whole: UnitLine | None
    ranked: bool
    earlier: str
    bands: str
    calls: tuple[CallLine, ...]
    losses: tuple[LossLine, ...]
    rule: tuple[str, ...]
    workings: tuple[CallWorking, ...]
    proof: Proof
    seal: tuple[Labelled, ...]
    grounds: tuple[str, ...]


def phone_content(
    record: PhoneRecord, texts: Texts, *, header: tuple[Labelled, ...] = ()
) -> PhoneContent:
    """What is said of a round; `heading.header` tells what stands at its top."""
    scale = record.scale
    result = result_of(record)
    calls = counted(record)
    said, sums = workings(scale, calls, texts)
    return PhoneContent(
        header=header,
        about=about(record, texts),
        mean=figure(scale, result.means.mean if result else None),
        grade=texts.of(result.means.grade.label) if result else "",
        bars=tuple(_bars(scale, result, texts)) if result else (),
        units=tuple(_unit(scale, one, texts) for one in result.units) if result else (),
        whole=_line(scale, texts("Whole round"), result.means, "", texts)
        if result
        else None,
        ranked=record.round.definition.ranked,
        earlier=earlier_said(record, texts),
        bands=_bands(result, texts) if result else "",
        calls=call_lines(record, texts),
        losses=loss_lines(scale, result, texts),
        rule=(*rule(scale, texts), said),
        workings=sums,
        proof=proof_of(record, texts),
        grounds=(texts.of(scale.title), scale.ref),
        seal=(
            Labelled(
                label=texts("Scale"),
                text="\n".join(
                    (
                        f"{texts.of(scale.title)} {scale.ref}",
                        texts("SHA-256 {sha256}", sha256=scale.sha256),
                    )
                ),
            ),
        ),
    )


def _bars(scale: Scale, result: RoundResult, texts: Texts) -> Iterator[BarLine]:
    """A bar for each unit; of each grade's calls where there are too many units."""
    if len(result.units) <= _MOST_BARS:
        for unit in result.units:
            yield BarLine(
                label=unit.name,
                figure=figure(scale, unit.means.mean),
                share=float(unit.means.mean) / float(scale.cap),
            )
        return
    for grade, count in result.means.bands:
        yield BarLine(
            label=texts("{grade}, calls", grade=texts.of(grade.label)),
            figure=str(count),
            share=count / result.means.calls,
        )


def _unit(scale: Scale, one: UnitResult, texts: Texts) -> UnitLine:
    rank = "" if one.rank is None else str(one.rank)
    return _line(scale, one.name, one.means, rank, texts)


def _line(scale: Scale, name: str, means: Means, rank: str, texts: Texts) -> UnitLine:
    due = (
        (means.report_due, texts("Improvement report")),
        (means.retest_due, texts("Retest")),
    )
    return UnitLine(
        unit=name,
        calls=str(means.calls),
        switchboard=figure(scale, means.switchboard),
        business=figure(scale, means.unit),
        mean=figure(scale, means.mean),
        grade=texts.of(means.grade.label),
        change=change(scale, means.change),
        rank=rank,
        due=tuple(word for is_due, word in due if is_due),
    )


def _bands(result: RoundResult, texts: Texts) -> str:
    return listed(
        texts,
        (
            texts("{grade} {count} calls", grade=texts.of(grade.label), count=count)
            for grade, count in result.means.bands
        ),
    )
