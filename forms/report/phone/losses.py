"""Where the calls of a round lost their points."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forms.checklist.scoring import points

if TYPE_CHECKING:
    from forms.phone.results import RoundResult
    from forms.phone.scale import Part, Scale
    from resources.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class LossLine:
    """An item, a section that was given as a whole, or a part by a zero rule.

    Attributes:
        possible: What it could earn in a call.
        share: Of all points lost, in percent.
    """

    part: str
    item: str
    possible: str
    calls: str
    lost: str
    mean: str
    share: str


def loss_lines(
    scale: Scale, result: RoundResult | None, texts: Texts
) -> tuple[LossLine, ...]:
    """Whatever lost anything, the largest mean first."""
    if result is None:
        return ()
    whole = sum((one.lost for one in result.losses), Fraction())
    lines = []
    for one in result.losses:
        part = scale.part(one.part)
        name, possible = named(part, one.key, texts)
        lines.append(
            LossLine(
                part=texts.of(part.title),
                item=name,
                possible=possible,
                calls=str(one.calls),
                lost=points(one.lost),
                mean=points(one.mean),
                share=f"{points(100 * one.lost / whole)}%",
            )
        )
    return tuple(lines)


def named(part: Part, key: str, texts: Texts) -> tuple[str, str]:
    """What a key of the part means in words, and what it is worth."""
    if key == part.key:
        return texts("The whole part, by a zero rule"), part.points
    for section in part.sections:
        if section.key == key:
            title = texts.of(section.title)
            return texts("{section}, given as a whole", section=title), section.points
        for item in section.items:
            if item.key == key:
                return f"{item.key} {texts.of(item.text)}", item.points
    raise KeyError(key)
