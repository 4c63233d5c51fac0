"""What keeps a round from being drawn, and what somebody should look at before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.errors import UserError
from forms.phone.frame import doubts, refuse_unusable
from forms.phone.sampling import DrawnCall, draw
from forms.phone.testers import assigned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.phone.round import RoundDefinition

_MOST_TOLD = 5


def hindrances(definition: RoundDefinition) -> Iterator[UserError]:
    """Why no sample can be drawn, a sentence for each reason."""
    try:
        refuse_unusable(definition.frame)
    except UserError as error:
        yield error
        return
    try:
        # Whether there is room for the calls does not hang on the seed.
        draw(
            definition.frame,
            seed="-",
            per_unit=definition.per_unit,
            timetable=definition.timetable,
        )
    except UserError as error:
        yield error
    if not definition.testers:
        yield UserError("Nobody makes the calls; tick a tester or add one.")
        return
    for unit in definition.units:
        call = DrawnCall(order=1, unit=unit, extension="")
        try:
            assigned([call], [one.tester for one in definition.testers], seed="")
        except UserError as error:
            yield error


def to_be_looked_at(definition: RoundDefinition) -> Iterator[UserError]:
    """What may be right and may be a slip."""
    found = list(doubts(definition.frame))
    yield from found[:_MOST_TOLD]
    if len(found) > _MOST_TOLD:
        yield UserError(
            "{count} more extensions stand in several units.",
            count=len(found) - _MOST_TOLD,
        )
    if not definition.questions:
        yield UserError("No question is prepared; testers ask what comes to mind.")
    if definition.duty is None:
        yield UserError(
            "The round serves no item of a plan; nothing will be met by it."
        )
