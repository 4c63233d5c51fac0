"""From what was drawn to calls: routes, testers, questions, hotlines and stand-ins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from forms.phone.call import Call
from forms.phone.round import Route
from forms.phone.sampling import DrawnCall, drawn_times, rank, stand_in
from forms.phone.testers import assigned
from forms.phone.timetable import Days, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from forms.phone.round import HotlineTest, Round, RoundDefinition
    from forms.phone.sampling import Sample
    from forms.phone.timetable import Timetable

OUT_OF_HOURS: Final = (
    Window(start=0, end=7 * 60),
    Window(start=19 * 60, end=24 * 60),
)
"""When no agency has office hours, on any day."""


def planned_calls(
    round: Round, sample: Sample, new_id: Callable[[], str]
) -> tuple[Call, ...]:
    """The calls of a round: those of the sample, and behind them those to hotlines.

    The times of a hotline's calls are drawn like all others, with its name and ``in``
    or ``out`` as the subject. Of the questions, a unit's own come before those for
    everybody, and of these the first by the rank of ``question``, the seed, the order
    of the call, the question.

    Raises:
        UserError: There is not room for so many calls, or nobody may test some unit.
    """
    calls = (
        *_to_extensions(round, sample, new_id),
        *_to_hotlines(round, sample, new_id),
    )
    testers = assigned(
        [
            DrawnCall(order=one.order, unit=one.unit, extension=one.extension)
            for one in calls
        ],
        [one.tester for one in round.definition.testers],
        seed=sample.seed,
    )
    return tuple(
        replace(call, tester=tester.key)
        for call, tester in zip(calls, testers, strict=True)
    )


def standing_in(
    round: Round, call: Call, calls: Iterable[Call], new_id: Callable[[], str]
) -> Call | None:
    """The call that is made in the place of one withdrawn; ``None`` if there is none.

    A hotline is one line, for which no other can stand in.
    """
    if call.hotline or round.draw is None:
        return None
    used = {one.extension for one in calls if one.unit == call.unit and not one.hotline}
    frame = [line for line in round.definition.frame if line.unit == call.unit]
    if used.issuperset(line.extension for line in frame):
        return None
    line = stand_in(frame, seed=round.draw.seed, unit=call.unit, used=used)
    return replace(call, id=new_id(), extension=line.extension, stands_in_for=call.id)


def _to_extensions(
    round: Round, sample: Sample, new_id: Callable[[], str]
) -> Iterator[Call]:
    for drawn in sample.calls:
        yield Call(
            id=new_id(),
            round=round.inspection,
            order=drawn.order,
            unit=drawn.unit,
            extension=drawn.extension,
            at=drawn.at,
            tester="",
            route=round.definition.route,
            question=_question(round.definition, drawn.unit, drawn.order, sample.seed),
        )


def _to_hotlines(
    round: Round, sample: Sample, new_id: Callable[[], str]
) -> Iterator[Call]:
    order = len(sample.calls)
    for hotline in round.definition.hotlines:
        for in_hours, at in _times(hotline, round.definition.timetable, sample.seed):
            order += 1
            yield Call(
                id=new_id(),
                round=round.inspection,
                order=order,
                unit=hotline.unit,
                extension=hotline.number,
                at=at,
                tester="",
                route=Route.DIRECT,
                hotline=hotline.name,
                in_hours=in_hours,
                question=_question(round.definition, hotline.unit, order, sample.seed),
            )


def _times(
    hotline: HotlineTest, timetable: Timetable, seed: str
) -> Iterator[tuple[bool, datetime]]:
    around = replace(timetable, days=Days.EVERY, windows=OUT_OF_HOURS)
    for in_hours, count, when in (
        (True, hotline.in_hours, timetable),
        (False, hotline.out_of_hours, around),
    ):
        subject = f"{hotline.name} {'in' if in_hours else 'out'}"
        for at in drawn_times(seed, count, when, subject=subject):
            yield in_hours, at


def _question(definition: RoundDefinition, unit: str, order: int, seed: str) -> str:
    own = [one.text for one in definition.questions if one.unit == unit]
    common = [one.text for one in definition.questions if not one.unit]
    return min(
        own or common,
        key=lambda text: rank("question", seed, str(order), text),
        default="",
    )
