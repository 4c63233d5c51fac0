from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.dialogs.phone_assign import PhoneAssignDialog
from desktop.dialogs.phone_draw import PhoneDrawDialog
from desktop.dialogs.phone_replace import PhoneReplaceDialog
from desktop.pages.phone_round import PhoneRoundPage
from desktop.widgets.gone import GoneError
from desktop.widgets.places import Finish, PhoneCall, PhoneRoundOf, ReportOf
from desktop.workflows.phone_rounds import next_call
from forms.errors import UserError
from forms.phone.frame import Line, frame_sha256
from forms.phone.round import Duty, RoundState
from tests.desktop.keyboard import write
from tests.desktop.rounds_day import button, column, rounds_session, shown
from tests.desktop.signing_day import is_freed
from tests.desktop.workflows.phone_day import (
    DUTY,
    UNITS,
    call_through,
    drawn,
    planned,
    sealed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with rounds_session(profile) as session:
        yield session


def page_of(qtbot: QtBot, session: Session, inspection: str = "") -> PhoneRoundPage:
    return shown(qtbot, PhoneRoundPage(session, PhoneRoundOf(inspection)))


def tick_unit(page: PhoneRoundPage, unit: str) -> None:
    table = page.form.frame.table
    table.choose(unit)
    QTest.keyClick(table, Qt.Key.Key_Space)


def test_a_new_round_proposes_every_unit_next_week_and_the_plans_item(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session)
    proposed = page.form.definition()
    assert {line.unit for line in proposed.frame} == set(UNITS)
    assert len(proposed.frame) == 20
    assert proposed.timetable.first > session.now().date()
    assert [one.name for one in proposed.testers] == ["王堃霖"]


def test_the_plan_in_force_gives_the_item_and_its_words(
    qtbot: QtBot, session: Session
) -> None:
    settings = session.store.settings.get()
    session.store.settings.save(replace(settings, plan="kaohsiung-marine-bureau-113"))
    page = page_of(qtbot, session)
    assert page.form.definition().duty == Duty(
        plan="kaohsiung-marine-bureau-113", version="1", item="1-1-1-2"
    )
    assert "每年二~三次" in page.form.duty._frequency.text()


def test_nothing_is_kept_of_a_round_that_nobody_touched(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session)
    assert page.keep() is None
    assert session.store.rounds.all() == []


def test_what_was_entered_is_kept_when_one_leaves(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session)
    page.form.when.title.clear()
    write(page.form.when.title, "春季測試")
    assert page.keep() is None
    (kept,) = session.store.rounds.all()
    assert kept.definition.title == "春季測試"


def test_a_round_that_cannot_be_made_is_not_left_unsaid(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session)
    button(page, "round-frame-none").click()
    error = page.keep()
    assert isinstance(error, UserError)
    assert "no extension to draw from" in page.form.lines.text()
    assert session.store.rounds.all() == []


def test_a_tester_of_every_unit_is_told(qtbot: QtBot, session: Session) -> None:
    page = page_of(qtbot, session)
    testers = page.form.testers
    testers.table.choose(column_key(page, "王堃霖"))
    QTest.keyClick(testers.table, Qt.Key.Key_Space)
    assert "Nobody makes the calls" in page.form.lines.text()
    testers.table.choose("lin")
    QTest.keyClick(testers.table, Qt.Key.Key_Space)
    assert "Nobody may test 秘書室" in page.form.lines.text()
    assert "Is given no call to 秘書室." in column(testers.table, 2)
    tick_unit(page, "秘書室")
    assert "Nobody may test" not in page.form.lines.text()


def column_key(page: PhoneRoundPage, name: str) -> str:
    return next(one.key for one in page.form.testers.testers() if one.name == name)


def test_somebody_who_is_not_in_the_directory_tests_no_unit_of_theirs(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session)
    write(page.form.testers.name, "外聘委員")
    write(page.form.testers.unit, "漁業行政科")
    button(page, "round-tester-add").click()
    added = page.form.definition().testers[-1]
    assert (added.name, added.unit) == ("外聘委員", "漁業行政科")
    assert "漁業行政科" in added.barred


def test_a_doubled_extension_is_told_before_the_draw(
    qtbot: QtBot, session: Session
) -> None:
    directory = session.store.directory.get()
    assert directory is not None
    twice = replace(
        directory, extensions=(*directory.extensions, directory.extensions[0])
    )
    session.store.directory.save(twice)
    page = page_of(qtbot, session)
    assert "the extension 101 stands twice" in page.form.lines.text()
    errors: list[UserError] = []
    page.told.connect(errors.append)
    button(page, "round-draw").click()
    assert len(errors) == 1
    assert session.store.rounds.all() == []


def test_an_extension_of_two_units_is_only_to_be_looked_at(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "分機.json"
    lines = [
        {"unit": unit, "extension": number}
        for unit in ("甲課", "乙課")
        for number in ("101", "102")
    ]
    file.write_text(json.dumps(lines), "utf-8")
    page = page_of(qtbot, session)
    page.form.take_file(file)
    assert "stands in several units" in page.form.lines.text()
    definition = page.form.definition()
    assert definition.source == "分機.json"
    assert definition.units == ("甲課", "乙課")
    button(page, "round-frame-directory").click()
    assert page.form.definition().source == ""


def test_a_file_that_holds_no_extension_is_refused(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "empty.json"
    file.write_text("[]", "utf-8")
    page = page_of(qtbot, session)
    with pytest.raises(UserError, match="no extension to draw from"):
        page.form.take_file(file)
    assert page.form.definition().source == ""


def test_units_without_extensions_are_named_and_cannot_be_ticked(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session)
    table = page.form.frame.table
    remarks = dict(zip(column(table, 0), column(table, 2), strict=True))
    assert remarks["海洋產業科"] == "No extension; not tested."
    tick_unit(page, "海洋產業科")
    assert "海洋產業科" not in page.form.definition().units


def test_a_planned_round_is_kept_with_every_change(
    qtbot: QtBot, session: Session
) -> None:
    round = planned(session.store, session.now())
    page = page_of(qtbot, session, round.inspection)
    page.form.how.ranked.click()
    tick_unit(page, "秘書室")
    kept = session.store.rounds.get(round.inspection)
    assert kept is not None
    assert kept.definition.ranked
    assert "秘書室" not in kept.definition.units


def test_hours_that_cannot_be_read_change_nothing(
    qtbot: QtBot, session: Session
) -> None:
    round = planned(session.store, session.now())
    page = page_of(qtbot, session, round.inspection)
    page.form.when.hours.setText("all day")
    page.form.when.hours.editingFinished.emit()
    assert "are no hours" in page.form.lines.text()
    assert session.store.rounds.get(round.inspection) == round
    assert isinstance(page.keep(), UserError)
    page.form.when.hours.setText("8:30-12:00，13:30~17:30")
    page.form.when.hours.editingFinished.emit()
    kept = session.store.rounds.get(round.inspection)
    assert kept is not None
    assert [(w.start, w.end) for w in kept.definition.timetable.windows] == [
        (510, 720),
        (810, 1050),
    ]


def test_drawing_records_seed_and_frame_and_closes_what_was_drawn_from(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = planned(session.store, session.now(), duty=DUTY)
    page = page_of(qtbot, session, round.inspection)
    monkeypatch.setattr(PhoneDrawDialog, "ask", lambda *_: "115-抽籤")
    button(page, "round-draw").click()
    kept = session.store.rounds.get(round.inspection)
    assert kept is not None
    assert kept.state is RoundState.DRAWN
    assert kept.draw is not None
    assert kept.draw.seed == "115-抽籤"
    assert kept.draw.frame_sha256 == frame_sha256(kept.definition.frame)
    assert page.sample.isVisible()
    for said in (kept.draw.seed, kept.draw.frame_sha256):
        assert said in page.sample.proof()
    assert not page.form.when.first.isEnabled()
    assert not page.form.how.scale.isEnabled()
    tick_unit(page, "秘書室")
    assert page.form.definition().frame == kept.definition.frame


def test_a_draw_that_is_called_off_leaves_the_round_planned(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, session)
    monkeypatch.setattr(PhoneDrawDialog, "ask", lambda *_: None)
    button(page, "round-draw").click()
    (kept,) = session.store.rounds.all()
    assert kept.state is RoundState.PLANNED


def test_what_the_draw_dialog_says_is_what_is_drawn(
    qtbot: QtBot, session: Session
) -> None:
    round = planned(session.store)
    dialog = PhoneDrawDialog(None, session.texts, round.definition)
    qtbot.addWidget(dialog)
    assert dialog._sha256.text() == frame_sha256(round.definition.frame)
    assert "12 calls to 4 units" in dialog._told(round.definition)


def test_enter_opens_the_next_call_and_any_other(
    qtbot: QtBot, session: Session
) -> None:
    round = drawn(session.store)
    page = page_of(qtbot, session, round.inspection)
    following = next_call(session.store, round.inspection)
    assert following is not None
    page.calls.table.setFocus()
    with qtbot.waitSignal(page.going) as going:
        QTest.keyClick(page.calls.table, Qt.Key.Key_Return)
    assert going.args == [PhoneCall(round.inspection, following.call.id)]
    QTest.keyClick(page.calls.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.going) as going:
        QTest.keyClick(page.calls.table, Qt.Key.Key_Return)
    assert going.args != [PhoneCall(round.inspection, following.call.id)]


def test_calls_are_filtered(qtbot: QtBot, session: Session) -> None:
    round = drawn(session.store)
    page = page_of(qtbot, session, round.inspection)
    write(page.calls.words, "秘書室")
    assert set(column(page.calls.table, 2)) == {"秘書室"}


def test_a_withdrawn_extension_is_replaced_with_its_reason(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = drawn(session.store)
    page = page_of(qtbot, session, round.inspection)
    monkeypatch.setattr(PhoneReplaceDialog, "ask", lambda *_: "已停用")
    withdrawn = page.calls.table.key()
    button(page, "round-replace").click()
    assert len(column(page.calls.table, 0)) == 13
    kept = session.store.calls.get(withdrawn)
    assert kept is not None
    assert kept.call.withdrawn == "已停用"
    instead = session.store.calls.get(page.calls.table.key())
    assert instead is not None
    assert instead.call.stands_in_for == withdrawn


def test_a_replacement_without_a_reason_is_not_taken(
    qtbot: QtBot, session: Session
) -> None:
    round = drawn(session.store)
    call = session.store.calls.of(round.inspection)[0].call
    dialog = PhoneReplaceDialog(None, session.texts, call)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept()
    assert dialog.isVisible()
    assert "Say why" in dialog._told.text()
    write(dialog.reason, "空號")
    dialog.accept()
    assert not dialog.isVisible()


def test_a_call_is_given_to_nobody_of_the_unit_that_is_called(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = drawn(session.store)
    call = next(
        one.call
        for one in session.store.calls.of(round.inspection)
        if one.call.unit == "漁業行政科"
    )
    own = next(
        one.call
        for one in session.store.calls.of(round.inspection)
        if one.call.unit == "秘書室"
    )
    dialog = PhoneAssignDialog(None, session.texts, own, round.definition.testers)
    qtbot.addWidget(dialog)
    assert dialog.chosen() is None
    page = page_of(qtbot, session, round.inspection)
    other = "chen" if call.tester == "lin" else "lin"
    monkeypatch.setattr(PhoneAssignDialog, "ask", lambda *_: other)
    page.calls.table.choose(call.id)
    button(page, "round-assign").click()
    kept = session.store.calls.get(call.id)
    assert kept is not None
    assert kept.call.tester == other


def test_a_frame_that_changed_after_the_draw_is_flagged(
    qtbot: QtBot, session: Session
) -> None:
    round = drawn(session.store)
    page = page_of(qtbot, session, round.inspection)
    assert not page._changed.text()
    directory = session.store.directory.get()
    assert directory is not None
    session.store.directory.save(
        replace(directory, extensions=directory.extensions[1:])
    )
    assert "have changed since the sample was drawn" in page._changed.text()


def test_the_proof_can_be_copied(qtbot: QtBot, session: Session) -> None:
    round = drawn(session.store)
    page = page_of(qtbot, session, round.inspection)
    page.tabs.setCurrentIndex(2)
    button(page, "round-copy-proof").click()
    assert "115-1" in QGuiApplication.clipboard().text()


def test_results_show_means_changes_and_losses(qtbot: QtBot, session: Session) -> None:
    store = session.store
    before = drawn(store, session.now())
    call_through(store, before, session.now())
    sealed(store, before, session.now())
    round = drawn(store, session.now() + timedelta(hours=1), ranked=True)
    call_through(store, round, session.now(), poor="漁業行政科")
    page = page_of(qtbot, session, round.inspection)
    page.tabs.setCurrentIndex(1)
    assert column(page.results.units, 1)[-1] == "漁業行政科"
    assert column(page.results.units, 0) == ["1", "1", "1", "4"]
    assert column(page.results.units, 7)[-1].startswith("−")
    assert "improvement report" in column(page.results.units, 8)[-1]
    assert column(page.results.losses, 0)
    button(page, "round-findings").click()
    found = store.findings.of(round.inspection)
    assert {one.responsible_unit for one in found} == {"漁業行政科"}
    assert page.results._made.isVisible()


def test_a_round_that_is_called_through_is_closed_and_goes_to_its_report(
    qtbot: QtBot, session: Session
) -> None:
    round = drawn(session.store, session.now())
    call_through(session.store, round, session.now(), poor="秘書室")
    page = page_of(qtbot, session, round.inspection)
    assert not button(page, "round-next").isVisible()
    with qtbot.waitSignal(page.going) as going:
        button(page, "round-close").click()
    assert going.args == [Finish(round.inspection)]
    visit = session.store.inspections.get(round.inspection)
    assert visit is not None
    assert visit.ended is not None
    assert session.store.findings.of(round.inspection)


def test_a_sealed_round_is_read_in_its_report(session: Session) -> None:
    round = drawn(session.store, session.now())
    call_through(session.store, round, session.now())
    sealed(session.store, round, session.now())
    with pytest.raises(GoneError) as gone:
        PhoneRoundPage(session, PhoneRoundOf(round.inspection))
    assert isinstance(gone.value.instead, ReportOf)


def test_testers_and_questions_can_still_be_changed_after_the_draw(
    qtbot: QtBot, session: Session
) -> None:
    round = drawn(session.store)
    page = page_of(qtbot, session, round.inspection)
    page.tabs.setCurrentIndex(3)
    page.form.testers.added.emit("外聘委員", "")
    kept = session.store.rounds.get(round.inspection)
    assert kept is not None
    assert kept.definition.testers[-1].name == "外聘委員"
    errors: list[UserError] = []
    page.told.connect(errors.append)
    page.form.testers.table.choose("lin")
    QTest.keyClick(page.form.testers.table, Qt.Key.Key_Space)
    assert "has calls in this round" in str(errors[0])


def test_hotlines_are_tested_in_and_out_of_hours(
    qtbot: QtBot, session: Session
) -> None:
    round = planned(session.store, session.now())
    page = page_of(qtbot, session, round.inspection)
    hotlines = page.form.hotlines
    hotlines._rows._model.show_rows(
        [["廉政專線", "07-123", "office-hours", "秘書室", "2", "x"]]
    )
    hotlines.edited.emit()
    assert "is no number of calls" in page.form.lines.text()
    model = hotlines._rows._model
    model.setData(model.index(0, 5), "1")
    kept = session.store.rounds.get(round.inspection)
    assert kept is not None
    (hotline,) = kept.definition.hotlines
    assert (hotline.in_hours, hotline.out_of_hours) == (2, 1)


def test_three_hundred_calls_are_shown(qtbot: QtBot, session: Session) -> None:
    frame = tuple(
        Line(unit=f"第{unit}隊", extension=f"{unit:02}{line:02}")
        for unit in range(30)
        for line in range(10)
    )
    round = drawn(session.store, frame=frame, source="分機.xlsx", per_unit=10)
    page = page_of(qtbot, session, round.inspection)
    assert len(column(page.calls.table, 0)) == 300


@pytest.mark.parametrize("state", ["new", "planned", "drawn"])
def test_the_page_is_freed(qtbot: QtBot, session: Session, state: str) -> None:
    make = {"new": None, "planned": planned, "drawn": drawn}[state]
    id = make(session.store).inspection if make else ""
    assert is_freed(qtbot, lambda: PhoneRoundPage(session, PhoneRoundOf(id)))
