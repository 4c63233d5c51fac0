"""A round of calls in the store, drawn from a frame of two units."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from forms.checklist.model import InspectionKind
from forms.phone.call import Call, CallEvent, EventKind
from forms.phone.frame import Line, frame_sha256
from forms.phone.library import built_in
from forms.phone.round import (
    Draw,
    Duty,
    Round,
    RoundDefinition,
    RoundTester,
    Route,
    ScaleUse,
)
from forms.phone.timetable import Timetable
from tests.db import make

if TYPE_CHECKING:
    from db.store import Store

SCALE: Final = built_in("phone-courtesy")
FRAME: Final = (
    Line(unit="秘書室", extension="101"),
    Line(unit="會計室", extension="201"),
)


def definition(**changes: Any) -> RoundDefinition:
    plain: dict[str, Any] = {
        "title": "115年第1次電話禮貌測試",
        "timetable": Timetable(first=date(2026, 11, 23), last=date(2026, 11, 27)),
        "scale": ScaleUse(code=SCALE.code, version=SCALE.version, sha256=SCALE.sha256),
        "per_unit": 1,
        "frame": FRAME,
        "testers": (RoundTester(key="lin", name="林怡君"),),
        "duty": Duty(plan="mpb-109", version="1", item="1-3-1"),
    }
    return RoundDefinition(**{**plain, **changes})


def planned(store: Store, **changes: Any) -> Round:
    """A round whose visit has begun."""
    store.scales.add(SCALE)
    visit = make.visit(store, kind=InspectionKind.PHONE_TEST, checklists=())
    round = Round(inspection=visit.id, definition=definition(**changes))
    store.rounds.plan(round)
    return round


def drawn(store: Store, **changes: Any) -> Round:
    """A round with its two calls."""
    round = planned(store, **changes)
    store.rounds.draw(
        round.inspection,
        Draw(seed="1", frame_sha256=frame_sha256(FRAME), at=make.START),
    )
    store.calls.add(
        call(
            store,
            round=round.inspection,
            order=order,
            unit=line.unit,
            extension=line.extension,
        )
        for order, line in enumerate(FRAME, start=1)
    )
    kept = store.rounds.get(round.inspection)
    assert kept is not None
    return kept


def call(store: Store, **changes: Any) -> Call:
    plain: dict[str, Any] = {
        "id": store.ids.new(),
        "order": 1,
        "unit": "秘書室",
        "extension": "101",
        "at": make.START,
        "tester": "lin",
        "route": Route.DIRECT,
    }
    return Call(**{**plain, **changes})


def event(seq: int, kind: EventKind = EventKind.RING, run: str = "run") -> CallEvent:
    return CallEvent(
        seq=seq,
        kind=kind,
        at=make.START + timedelta(seconds=seq),
        clock=Decimal(seq) * 3,
        run=run,
    )
