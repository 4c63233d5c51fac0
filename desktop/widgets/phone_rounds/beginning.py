"""A round as it is proposed: next week, every unit, the person at the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop.workflows.phone_frame import frame_of, known_testers, unlisted_tester
from desktop.workflows.phone_rounds import make_round, scale_use
from desktop.workflows.phone_scales import scales_of
from forms.errors import UserError
from forms.inspection import Participant, Role
from forms.phone.record import retest_of
from forms.phone.round import RoundDefinition
from forms.phone.timetable import Timetable
from forms.roc import roc_year
from forms.working_days import WorkCalendar

if TYPE_CHECKING:
    from datetime import date

    from desktop.session import Session
    from forms.phone.record import PhoneRecord
    from forms.phone.round import Round, RoundTester

_DAYS: Final = 4
_PER_UNIT: Final = 3


def fresh_round(session: Session) -> RoundDefinition:
    """What is likely to be meant."""
    store, today = session.store, session.now().date()
    last = next(iter(store.rounds.all()), None)
    scales = scales_of(store)
    before = last.definition if last else None
    codes = [scale.code for scale in scales]
    used = before.scale.code if before else codes[0]
    return RoundDefinition(
        title=_title(session, today),
        timetable=_next_days(today),
        scale=scale_use(scales[codes.index(used) if used in codes else 0]),
        per_unit=before.per_unit if before else _PER_UNIT,
        frame=frame_of(store),
        testers=tuple(_tester(session)),
        questions=before.questions if before else (),
        ranked=before.ranked if before else False,
    )


def plan_retest(session: Session, record: PhoneRecord) -> Round:
    """Plan a round of the units that are due for another test.

    Raises:
        UserError: None is.
    """
    definition = retest_of(record)
    if definition is None:
        raise UserError("No unit of this round is due for a retest.")
    timetable = _next_days(session.now().date())
    days = definition.timetable
    title = session.texts("{title}, retest", title=definition.title)
    return make_round(
        session.store,
        replace(
            definition,
            title=title,
            timetable=replace(days, first=timetable.first, last=timetable.last),
        ),
        scale=record.scale,
        people=people(session),
        now=session.now(),
    )


def people(session: Session) -> list[Participant]:
    """Who answers for the round: the person at the window."""
    member = session.member
    if member is None:
        return []
    return [
        Participant(
            role=Role.INSPECTOR,
            name=member.name,
            title=member.title,
            unit=member.unit,
        )
    ]


def _next_days(today: date) -> Timetable:
    """A week from the next working day on."""
    first = WorkCalendar().after_working(today, 1)
    return Timetable(first=first, last=WorkCalendar().after_working(first, _DAYS))


def _title(session: Session, today: date) -> str:
    rounds = {one.inspection for one in session.store.rounds.all()}
    begun = [
        visit
        for visit in session.store.inspections.summaries()
        if visit.id in rounds and visit.started.year == today.year
    ]
    return session.texts(
        "Telephone-courtesy test {number} of {year}",
        number=1 + len(begun),
        year=roc_year(today) if session.texts.language == "zh-TW" else today.year,
    )


def _tester(session: Session) -> list[RoundTester]:
    member = session.member
    if member is None:
        return []
    known = {one.name: one for one in known_testers(session.store)}
    return [
        known.get(member.name)
        or unlisted_tester(session.store, member.name, member.unit)
    ]
