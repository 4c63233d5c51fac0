"""Pictures of rounds of telephone tests: none, planned, drawn, done, 300 calls."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from desktop.dialogs.phone_assign import PhoneAssignDialog
from desktop.dialogs.phone_copy_scale import PhoneCopyScaleDialog
from desktop.dialogs.phone_draw import PhoneDrawDialog
from desktop.dialogs.phone_replace import PhoneReplaceDialog
from desktop.pages.phone_round import PhoneRoundPage
from desktop.pages.phone_rounds import PhoneRoundsPage
from desktop.session import Session
from desktop.settings import Settings
from desktop.widgets.places import Finish, PhoneRoundOf, PhoneRounds, PhoneScaleOf
from desktop.workflows.phone_call import open_call
from desktop.workflows.phone_rounds import next_call, replace_call, scale_use
from desktop.workflows.phone_scales import copy_scale
from desktop.workplace import Workplace
from forms.phone.call import Call
from forms.phone.frame import Line
from forms.phone.round import Question, RoundDefinition, RoundTester, Route
from forms.phone.timetable import Timetable
from tests.bench.visits import store_of
from tests.desktop.conftest import NOW
from tests.desktop.picturing import dress, now, shown
from tests.desktop.workflows.phone_day import (
    DUTY,
    SCALE,
    UNITS,
    Watch,
    call_through,
    drawn,
    fill_directory,
    make_call,
    planned,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from db.store import Store
    from forms.phone.round import Round

_QUESTIONS = (
    Question(text="換發執照要帶哪些證件？", expected="身分證、舊證、照片一張"),
    Question(text="遊艇進港要先申請嗎？", unit="漁港管理科"),
)


def shots(
    folder: Path, size: tuple[int, int], scheme: str, language: str
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what is on it; a widget lives until the next is asked."""
    dress(scheme)
    with closing(store_of(folder / "profile", 0)) as store:
        session = Session(store, Settings(language=language), now)
        place = Workplace(session)
        place.resize(*size)
        place.show()
        yield from pages(place)
        yield from dialogs(session)
        place.close()


def pages(place: Workplace) -> Iterator[tuple[str, QWidget]]:
    """A round from nothing to its end, in one window."""
    store = place.session.store
    place.go(PhoneRounds())
    yield "phone-rounds-empty", shown(place)
    place.go(PhoneRoundOf(""))
    yield "phone-round-nothing", shown(place)
    fill_directory(store)
    place.go(PhoneRounds())
    place.go(PhoneRoundOf(""))
    yield "phone-round-new", shown(place)
    round = planned(store, questions=_QUESTIONS, duty=DUTY, ranked=True)
    place.go(PhoneRoundOf(round.inspection))
    yield "phone-round-planned", shown(place)
    half = half_called(store)
    place.go(PhoneRoundOf(half.inspection))
    yield from _tabs(place, "phone-round-half", (0, 1, 2, 3))
    done = drawn(store, title="115年第3次電話禮貌測試", ranked=True)
    call_through(store, done, poor="漁業行政科")
    place.go(PhoneRoundOf(done.inspection))
    yield from _tabs(place, "phone-round-done", (0, 1))
    place.go(Finish(half.inspection))
    yield "phone-round-not-finished", shown(place)
    place.go(PhoneRounds())
    yield "phone-rounds", shown(place)
    page = place.page
    assert isinstance(page, PhoneRoundsPage)
    page.tabs.setCurrentIndex(1)
    yield "phone-scales", shown(place)
    page.tabs.setCurrentIndex(0)
    place.go(PhoneScaleOf(SCALE.ref))
    yield "phone-scale-built-in", shown(place)
    own = copy_scale(
        store, SCALE, code="our-own", title={**SCALE.title, "zh-TW": "本局電話禮貌量表"}
    )
    place.go(PhoneScaleOf(own.ref))
    yield "phone-scale-own", shown(place)
    many = large(store)
    place.go(PhoneRoundOf(many.inspection))
    yield from _tabs(place, "phone-round-300", (0, 1, 3))


def dialogs(session: Session) -> Iterator[tuple[str, QWidget]]:
    """Each dialog of a round with a name."""
    texts = session.texts
    testers = (
        RoundTester(key="lin", name="林怡君", unit="秘書室", barred=("秘書室",)),
        RoundTester(key="chen", name="陳志明", unit="漁港管理科"),
    )
    definition = RoundDefinition(
        title="115年第2次電話禮貌測試",
        timetable=Timetable(first=date(2026, 11, 23), last=date(2026, 11, 27)),
        scale=scale_use(SCALE),
        per_unit=3,
        frame=tuple(Line(unit=unit, extension="101") for unit in UNITS),
        testers=testers,
    )
    call = Call(
        id="call",
        round="round",
        order=1,
        unit="秘書室",
        extension="101",
        at=NOW,
        tester="chen",
        route=Route.VOICE,
    )
    yield "phone-draw", shown(PhoneDrawDialog(None, texts, definition))
    yield "phone-replace", shown(PhoneReplaceDialog(None, texts, call))
    yield "phone-assign", shown(PhoneAssignDialog(None, texts, call, testers))
    yield "phone-copy-scale", shown(PhoneCopyScaleDialog(None, texts, SCALE))


def half_called(store: Store) -> Round:
    """A round of twelve calls: five are made, one extension is withdrawn."""
    round = drawn(
        store, title="115年第2次電話禮貌測試", questions=_QUESTIONS, duty=DUTY
    )
    stopwatch = Watch().stopwatch
    for level in (0, 1, 0, 2, 3):
        following = next_call(store, round.inspection)
        assert following is not None
        make_call(open_call(store, following.call.id, stopwatch), level)
    following = next_call(store, round.inspection)
    assert following is not None
    replace_call(store, following.call.id, "分機已停用")
    return round


def large(store: Store) -> Round:
    """Thirty units with ten calls each."""
    frame = tuple(
        Line(unit=f"第{unit}海巡隊", extension=f"{unit:02}{line:02}")
        for unit in range(1, 31)
        for line in range(1, 21)
    )
    return drawn(
        store,
        title="300 通電話禮貌測試",
        frame=frame,
        source="分機表.xlsx",
        per_unit=10,
    )


def _tabs(
    place: Workplace, name: str, tabs: tuple[int, ...]
) -> Iterator[tuple[str, QWidget]]:
    page = place.page
    assert isinstance(page, PhoneRoundPage)
    for tab in tabs:
        page.tabs.setCurrentIndex(tab)
        yield f"{name}-{tab}", shown(place)
    page.tabs.setCurrentIndex(0)
