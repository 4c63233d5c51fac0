"""How a call's score came about, line by line, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from forms.phone.scale import Adjustment
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.phone.adding import ItemScore, PartScore, SectionScore
    from forms.phone.scale import Part, Scale, Section, ZeroRule
    from resources.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingLine:
    """One step of the sum.

    Attributes:
        message: The English sentence with ``{named}`` places.
        fields: Texts in both languages, numbers, or what stands as it is.
    """

    message: str
    fields: Mapping[str, object]

    def told(self, texts: Texts) -> str:
        """The step as a sentence."""
        fields = {
            name: texts.of(value) if isinstance(value, dict) else value
            for name, value in self.fields.items()
        }
        return texts(self.message, **fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """A bonus (sign 1) or a deduction (sign -1), and the score around it."""

    adjustment: Adjustment
    sign: int
    before: Decimal
    after: Decimal


def exact(number: Decimal) -> str:
    """All digits and no more: ``99.9``, ``100``."""
    return f"{number.normalize():f}"


def scale_line(scale: Scale) -> WorkingLine:
    """What it was scored on, and what of that is the agency's own."""
    return _line(
        later("Scale: {title} ({ref}). Set by this agency: {own}"),
        title=scale.title,
        ref=scale.ref,
        own=scale.own_part,
    )


def part_lines(scale: Scale, score: PartScore) -> Iterator[WorkingLine]:
    """What each item, each section and the part earned."""
    part = scale.part(score.key)
    if score.zero:
        yield _line(
            later("{part}: {rule}, so it earns 0 of {possible}."),
            part=part.title,
            rule=score.zero.label,
            possible=score.possible,
        )
        return
    for section, one in zip(part.sections, score.sections, strict=True):
        for item in one.items:
            yield _item_line(scale, item)
        yield _section_line(part, section, one)
    yield _line(
        later("{part}: {sum} = {raw} of {possible}."),
        part=part.title,
        sum=_sum(one.earned for one in score.sections),
        raw=score.raw,
        possible=score.possible,
    )


def multiplied_line(
    scale: Scale, parts: Sequence[PartScore], multiplier: Decimal, product: Decimal
) -> Iterator[WorkingLine]:
    """How the parts that were tested make a whole score."""
    if len(parts) == 1:
        yield _line(
            later(
                "Only this part was tested ({part}): {raw} × {multiplier} = {score}."
            ),
            part=scale.part(parts[0].key).title,
            raw=parts[0].raw,
            multiplier=multiplier,
            score=product,
        )
    else:
        yield _line(
            later("Both parts were tested: {sum} = {score}."),
            sum=_sum(part.raw for part in parts),
            score=product,
        )


def adjustment_line(adjusted: Adjusted) -> WorkingLine:
    """A bonus or a deduction."""
    return _line(
        later("Bonus, {label}: {before} + {points} = {after}.")
        if adjusted.sign > 0
        else later("Deduction, {label}: {before} − {points} = {after}."),
        label=adjusted.adjustment.label,
        before=adjusted.before,
        points=Decimal(adjusted.adjustment.points),
        after=adjusted.after,
    )


def limit_lines(
    scale: Scale, uncapped: Decimal, total: Decimal, zero: ZeroRule | None
) -> Iterator[WorkingLine]:
    """What the zero rule, the cap or the floor made of it."""
    if zero:
        yield _line(later("{rule}: the whole call earns 0."), rule=zero.label)
    elif uncapped > total:
        yield _line(
            later("{score} is above {cap}, the most there is; the score is {cap}."),
            score=uncapped,
            cap=Decimal(scale.cap),
        )
    elif uncapped < total:
        yield _line(later("{score} is below 0; the score is 0."), score=uncapped)


def verdict_lines(scale: Scale, total: Decimal, shown: str) -> Iterator[WorkingLine]:
    """The grade and what it asks for, decided before anything is rounded."""
    if Decimal(shown) != total:
        yield _line(
            later(
                "It is shown as {shown}, rounded half up; grade and limits are decided "
                "by {score}."
            ),
            shown=shown,
            score=total,
        )
    above = None
    for grade in scale.grades:
        if total >= Decimal(grade.at_least):
            break
        above = grade
    if above is None or Decimal(grade.at_least) > 0:
        yield _line(
            later("{score} reaches {limit}: {grade}."),
            score=total,
            limit=grade.at_least,
            grade=grade.label,
        )
    else:
        yield _line(
            later("{score} is below {limit}: {grade}."),
            score=total,
            limit=above.at_least,
            grade=grade.label,
        )
    for limit, message in (
        (
            scale.report_under,
            later("{score} is below {limit}: an improvement report is due."),
        ),
        (scale.retest_under, later("{score} is below {limit}: a retest is due.")),
    ):
        if limit is not None and total < Decimal(limit):
            yield _line(message, score=total, limit=limit)


def _item_line(scale: Scale, score: ItemScore) -> WorkingLine:
    item = scale.item(score.key)
    if score.earned is None:
        return _line(
            later("{item} {text}: not answered yet."), item=item.key, text=item.text
        )
    common = {
        "item": item.key,
        "text": item.text,
        "earned": score.earned,
        "possible": score.possible,
    }
    if not score.arisen:
        return _line(
            later("{item} {text}: did not arise, nothing is taken off: {earned}."),
            **common,
        )
    if score.level:
        return _line(
            later("{item} {text}: {level}, {earned} of {possible}."),
            level=score.level.label,
            **common,
        )
    return _line(later("{item} {text}: {earned} of {possible}."), **common)


def _section_line(part: Part, section: Section, score: SectionScore) -> WorkingLine:
    return _line(
        later("{part}, {section}: {sum} = {earned} of {possible}.")
        if score.items
        else later("{part}, {section}: {earned} of {possible}, given as a whole."),
        part=part.title,
        section=section.title,
        sum=_sum(item.earned or Decimal() for item in score.items),
        earned=score.earned,
        possible=score.possible,
    )


def _sum(numbers: Iterator[Decimal]) -> str:
    return " + ".join(map(exact, numbers))


def _line(message: str, **fields: object) -> WorkingLine:
    return WorkingLine(
        message=message,
        fields={
            name: exact(value) if isinstance(value, Decimal) else value
            for name, value in fields.items()
        },
    )
