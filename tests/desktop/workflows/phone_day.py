"""A round of calls in an agency of four units, from the plan to the signed report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from desktop.workflows.phone_call import open_call
from desktop.workflows.phone_clock import Stopwatch
from desktop.workflows.phone_frame import frame_of, known_testers
from desktop.workflows.phone_results import make_findings
from desktop.workflows.phone_rounds import (
    close_round,
    draw_round,
    make_round,
    next_call,
    scale_use,
)
from desktop.workflows.profile import own_identity
from desktop.workflows.seal_report import (
    Signatory,
    gather,
    keep_report,
    make_preview,
    sign_preview,
)
from forms.directory.library import built_in_directory
from forms.directory.model import Extension, Person
from forms.inspection import Participant, Role
from forms.phone.call import EventKind
from forms.phone.library import built_in
from forms.phone.round import Duty, RoundDefinition, Route
from forms.phone.timetable import Timetable
from resources.texts import Texts
from tests.desktop.conftest import NOW, PASSPHRASE

if TYPE_CHECKING:
    from datetime import datetime

    from db.store import Store
    from desktop.workflows.phone_call import CallInHand
    from desktop.workflows.seal_report import Report
    from forms.phone.round import Round

UNITS: Final = ("秘書室", "漁業行政科", "海洋事務科", "漁港管理科")
TEXTS: Final = Texts("zh-TW")
SCALE: Final = built_in("phone-courtesy")
DUTY: Final = Duty(plan="kaohsiung-marine-bureau-113", version="", item="1-1-1-2")
ANSWERED: Final = (
    EventKind.DIAL,
    EventKind.VOICE,
    EventKind.GUIDE,
    EventKind.OPERATOR,
    EventKind.TRANSFERRED,
    EventKind.UNIT,
    EventKind.END,
)

DIRECT: Final = (EventKind.DIAL, EventKind.UNIT, EventKind.END)


class Watch:
    """Both clocks of a call, a second and a half on at each look."""

    def __init__(self, now: datetime = NOW) -> None:
        self._now = now
        self._ticks = count()
        self.stopwatch = Stopwatch(self._at, lambda: next(self._ticks) * 1.5, "run")

    def _at(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def fill_directory(store: Store, extensions: int = 5) -> None:
    """Units with extensions, and a tester in each of two of them."""
    directory = built_in_directory("kaohsiung-marine-bureau")
    ids = {unit.name: unit.id for unit in directory.units}
    store.directory.save(
        replace(
            directory,
            extensions=tuple(
                Extension(unit=ids[unit], number=f"{place}{number:02}")
                for place, unit in enumerate(UNITS, start=1)
                for number in range(1, extensions + 1)
            ),
            people=(
                Person(id="lin", name="林怡君", unit=ids["秘書室"]),
                Person(id="chen", name="陳志明", unit=ids["漁港管理科"]),
            ),
        )
    )


def definition(store: Store, **changes: Any) -> RoundDefinition:
    plain: dict[str, Any] = {
        "title": "115年第1次電話禮貌測試",
        "timetable": Timetable(first=date(2026, 11, 23), last=date(2026, 11, 27)),
        "scale": scale_use(SCALE),
        "per_unit": 3,
        "frame": frame_of(store, UNITS),
        "testers": known_testers(store),
    }
    return RoundDefinition(**{**plain, **changes})


def planned(store: Store, now: datetime = NOW, **changes: Any) -> Round:
    return make_round(
        store,
        definition(store, **changes),
        scale=SCALE,
        people=[
            Participant(role=Role.INSPECTOR, name="王堃霖"),
            Participant(role=Role.ACCOMPANYING, name="許雅婷"),
        ],
        now=now,
    )


def drawn(store: Store, now: datetime = NOW, **changes: Any) -> Round:
    round = planned(store, now, **changes)
    return draw_round(store, round.inspection, now=now, seed="115-1")


def answer_all(call: CallInHand, level: int = 0) -> None:
    """Give every item that has no answer the level of that place."""
    answers = dict(call.sheet.answers)
    for key in call.lacks():
        levels = call.scale.item(key).levels
        answers[key] = levels[min(level, len(levels) - 1)].key
    call.write(replace(call.sheet, answers=answers))


def make_call(call: CallInHand, level: int = 0) -> None:
    direct = call.call.route is Route.DIRECT
    for kind in DIRECT if direct else ANSWERED:
        call.record_event(kind)
    answer_all(call, level)
    call.finish_call()


def call_through(
    store: Store, round: Round, now: datetime = NOW, poor: str = ""
) -> None:
    """Make every call; those to the unit named ``poor`` go badly."""
    stopwatch = Watch(now).stopwatch
    while kept := next_call(store, round.inspection):
        call = open_call(store, kept.call.id, stopwatch)
        make_call(call, level=3 if kept.call.unit == poor else 0)


def sealed(store: Store, round: Round, now: datetime = NOW) -> Report:
    """Close, sign and seal a round that is called through."""
    inspection = close_round(store, round.inspection)
    make_findings(store, round.inspection, on=now.date(), texts=TEXTS)
    identity = own_identity(store, PASSPHRASE, now)
    preview = make_preview(
        gather(store, inspection),
        inspector=Signatory.of(identity),
        signing_here=[Role.ACCOMPANYING],
        refusals={},
        now=now,
        texts=TEXTS,
    )
    signings = sign_preview(preview, inspector=identity, inks={}, now=now, texts=TEXTS)
    return keep_report(store, preview, signings)
