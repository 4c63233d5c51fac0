"""The rounds of a profile as rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.widgets.cells import Row
from forms.inspection import InspectionState
from forms.phone.round import RoundState
from forms.report.phone.words import short_day
from resources.texts import later

if TYPE_CHECKING:
    from db.store import Store
    from db.summaries import Summary
    from forms.phone.round import Round
    from resources.texts import Texts

COLUMNS: Final = (
    (later("Name of the round"), 290),
    (later("Period"), 188),
    (later("Units"), 47),
    (later("Calls done"), 78),
    (later("Mean"), 50),
    (later("Grade"), 60),
    (later("State"), 82),
    (later("Report no."), 109),
)
_PERIOD, _CALLS, _STATE = 1, 3, 6
_STATES: Final = {
    RoundState.PLANNED: later("planned"),
    RoundState.DRAWN: later("drawn"),
}


def round_rows(store: Store, texts: Texts) -> list[Row]:
    """Every round, the latest first."""
    visits = {one.id: one for one in store.inspections.summaries()}
    return [
        _row(round, visits[round.inspection], texts)
        for round in store.rounds.all()
        if round.inspection in visits
    ]


def _row(round: Round, visit: Summary, texts: Texts) -> Row:
    definition = round.definition
    timetable = definition.timetable
    is_sealed = visit.state is InspectionState.SEALED
    state = texts("finalised") if is_sealed else texts(_STATES[round.state])
    calls = ""
    if round.draw is not None:
        calls = f"{visit.answered} / {visit.total}"
    return Row(
        key=round.inspection,
        cells=(
            definition.title,
            texts(
                "{first} to {last}",
                first=short_day(texts, timetable.first),
                last=short_day(texts, timetable.last),
            ),
            str(len(definition.units)),
            calls,
            visit.percent or "",
            texts.of(visit.grade.label) if visit.grade else "",
            state,
            visit.number or "",
        ),
        marks={_STATE: "conform" if is_sealed else "accent"},
        ranks={
            _PERIOD: timetable.first.toordinal(),
            _CALLS: visit.answered,
        },
    )
