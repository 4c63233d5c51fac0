from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget

from desktop.dialogs.coaching import CoachingDialog
from desktop.dialogs.facts import FactsDialog
from desktop.dialogs.finding import FindingDialog
from desktop.dialogs.go_to import GoToDialog
from desktop.dialogs.photo import PhotoDialog
from desktop.dialogs.working import WorkingDialog
from desktop.pages.fill import FillPage
from desktop.widgets.note_edit import NoteEdit
from desktop.widgets.places import Fill, Finish
from desktop.workflows.filling import Filling
from forms.checklist.library import built_in
from forms.checklist.model import AnswerKind
from forms.inspection import Sample
from tests.desktop.filling_day import (
    ENTER,
    every_kind,
    fill_the_disk,
    filling_page,
    make_room,
    many,
    part,
    press,
)
from tests.desktop.keyboard import write
from tests.desktop.signing_day import is_freed, opened
from tests.desktop.workflows.make import draft, picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from forms.inspection import Answer


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> FillPage:
    return filling_page(qtbot, session, every_kind())


def answers(page: FillPage) -> dict[str, Answer]:
    """What the store holds, not what the page believes."""
    visit = page._filling.inspection.id
    return {one.item: one for one in page.session.store.answers.of(visit)}


def current(page: FillPage) -> str:
    return page._items.current


def said(page: FillPage) -> str:
    return "" if page._toast.isHidden() else page._toast.text()


def accepted(*_: object, **__: object) -> bool:
    return True


def refused(*_: object, **__: object) -> bool:
    return False


# With the keys


def test_a_whole_checklist_is_filled_in_with_keys_only(
    qtbot: QtBot, session: Session
) -> None:
    page = filling_page(qtbot, session, built_in("EN"), built_in("SI"))
    for _ in range(60):
        item = page._filling.item(current(page))
        if item.kind is AnswerKind.SAMPLE:
            press("5", ENTER, "4", ENTER)
        elif item.kind is AnswerKind.LEVEL:
            press("1", ENTER)
        else:
            press("good", ENTER)
        if item.key == "SI-coaching":
            break
    kept = answers(page)
    shown = page._filling.shown()
    assert set(kept) == shown
    assert {kept[key].value for key in shown if "-" not in key} == {"conform", None}
    assert kept["SI07"].sample == Sample(n=5, m=4)
    assert kept["EN-strengths"].value == "good"
    with qtbot.waitSignal(page.going) as going:
        press(ENTER, control=True)
    assert going.args == [Finish(page._filling.inspection.id)]


def test_the_first_item_without_an_answer_is_where_one_begins(
    qtbot: QtBot, session: Session
) -> None:
    visit = draft(session.store, ("EN",))
    filling = Filling(session.store, visit.id, session.now)
    filling.set_value("EN01", "conform")
    filling.set_value("EN02", "conform")
    page = FillPage(session, Fill(visit.id))
    qtbot.addWidget(page)
    page.show()
    assert current(page) == "EN03"


def test_a_place_can_name_the_item(qtbot: QtBot, session: Session) -> None:
    page = filling_page(qtbot, session, built_in("EN"), item="EN12")
    assert current(page) == "EN12"


def test_every_answer_is_in_the_store_when_the_key_comes_up(page: FillPage) -> None:
    press("3")
    assert answers(page)["K-level"].value == "nonconform"
    press("1")
    assert answers(page)["K-level"].value == "conform"
    press("n")
    assert answers(page)["K-level"].value == "na"
    press(Qt.Key.Key_Delete)
    assert "K-level" not in answers(page)


def test_each_kind_is_answered_by_typing(page: FillPage) -> None:
    press("2", ENTER)
    press("8", ENTER, "7", ENTER)
    press("1", ENTER)
    press("15", ENTER)
    press(" ", " ", ENTER)
    press("words", ENTER)
    press("2", ENTER)
    press("1151120", ENTER)
    press("905", ENTER)
    kept = answers(page)
    assert kept["K-level"].value == "partly"
    assert kept["K-sample"].sample == Sample(n=8, m=7)
    assert kept["K-yes"].value == "yes"
    assert kept["K-number"].value == "15"
    assert kept["K-wait"].wait is not None
    assert kept["K-text"].value == "words"
    assert kept["K-choice"].value == "b"
    assert kept["K-date"].value == "2026-11-20"
    assert kept["K-time"].value == "09:05"


def test_arrows_and_enter_move_from_item_to_item(page: FillPage) -> None:
    press(Qt.Key.Key_Down)
    assert current(page) == "K-sample"
    press(ENTER)
    assert current(page) == "K-yes"
    press(Qt.Key.Key_Up)
    assert current(page) == "K-sample"
    QTest.keyClick(
        QApplication.focusWidget() or page, ENTER, Qt.KeyboardModifier.ShiftModifier
    )
    assert current(page) == "K-level"
    press(Qt.Key.Key_PageDown)
    assert current(page) == "O-machines"
    press(Qt.Key.Key_PageUp)
    assert current(page) == "K-level"


def test_the_last_item_says_so(qtbot: QtBot, session: Session) -> None:
    page = filling_page(qtbot, session, built_in("EN"), item="EN-coaching")
    press(ENTER)
    assert "last item" in said(page)


def test_a_note_is_kept_and_the_keys_are_free_again(page: FillPage) -> None:
    press("3", "/")
    write(QApplication.focusWidget() or page, "3號櫃檯未載明代理人")
    press("1", ENTER)
    assert answers(page)["K-level"].note == "3號櫃檯未載明代理人1"
    assert answers(page)["K-level"].value == "nonconform"
    assert current(page) == "K-level"
    press("1")
    assert answers(page)["K-level"].value == "conform"


def test_a_pause_is_enough_for_a_note_to_be_kept(qtbot: QtBot, page: FillPage) -> None:
    press("/", "half a sen")
    qtbot.waitUntil(lambda: "K-level" in answers(page))
    assert answers(page)["K-level"].note == "half a sen"


def test_moving_on_keeps_what_was_being_written(page: FillPage) -> None:
    press("/", "words")
    page._items.go_to("K-yes")
    assert answers(page)["K-level"].note == "words"


def test_keys_do_nothing_while_an_input_method_composes(page: FillPage) -> None:
    press("/")
    note = QApplication.focusWidget()
    assert isinstance(note, NoteEdit)
    QApplication.sendEvent(note, QInputMethodEvent("ㄓㄨˋ", []))
    press(ENTER)
    press(ENTER, control=True)
    assert QApplication.focusWidget() is note
    assert answers(page) == {}
    done = QInputMethodEvent("", [])
    done.setCommitString("註")
    QApplication.sendEvent(note, done)
    press(ENTER)
    assert answers(page)["K-level"].note.strip() == "註"


def test_keys_are_letters_while_one_types(page: FillPage) -> None:
    page._items.go_to("K-text")
    press("fph/1n")
    press(ENTER)
    assert answers(page)["K-text"].value == "fph/1n"


def test_letters_are_keys_in_a_field_for_numbers(page: FillPage) -> None:
    page._items.go_to("K-sample")
    press("n")
    assert answers(page)["K-sample"].value == "na"
    press("7", "=")
    assert answers(page)["K-sample"].sample == Sample(n=7, m=7)


def test_more_cannot_conform_than_were_looked_at(page: FillPage) -> None:
    page._items.go_to("K-sample")
    press("3", ENTER, "5", ENTER)
    assert "K-sample" not in answers(page)
    field = part(page, "K-sample-m")
    assert field.property("kind") == "wrong"


def test_going_to_an_item(page: FillPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GoToDialog, "ask", lambda *_: "O-private")
    press("g", control=True)
    assert current(page) == "O-private"


# With the mouse


def test_a_checklist_is_filled_in_with_the_mouse(page: FillPage) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(part(page, "K-level-nonconform"), left)
    assert answers(page)["K-level"].value == "nonconform"
    assert current(page) == "K-level"
    QTest.mouseClick(part(page, "K-yes-yes"), left)
    assert answers(page)["K-yes"].value == "yes"
    assert current(page) == "K-yes"
    QTest.mouseClick(part(page, "K-level-note-link"), left)
    assert current(page) == "K-level"
    assert isinstance(QApplication.focusWidget(), NoteEdit)
    QTest.mouseClick(part(page, "section-EK-others"), left)
    assert current(page) == "O-machines"
    QTest.mouseClick(part(page, "missing-1"), left)
    assert current(page) == "K-level"


def test_buttons_are_large_enough_for_fingers(page: FillPage) -> None:
    names = ("K-level-conform", "K-level-note-link", "section-EK-kinds", "K-sample-n")
    assert all(part(page, name).height() >= 44 for name in names)


# Undoing


def test_undo_says_what_it_undid_and_goes_there(page: FillPage) -> None:
    press("1", ENTER, "5", ENTER, "5", ENTER, "1", ENTER)
    assert current(page) == "K-number"
    press("z", control=True)
    assert "K-yes" not in answers(page)
    assert said(page) == "Undone: 1.3 result"
    assert current(page) == "K-yes"
    press("z", control=True)
    assert current(page) == "K-sample"
    press("y", control=True)
    press("y", control=True)
    assert answers(page)["K-yes"].value == "yes"
    press("y", control=True)
    assert said(page) == "Nothing to redo"


def test_undoing_goes_on_after_the_program_was_closed(
    page: FillPage, qtbot: QtBot
) -> None:
    press("1", ENTER)
    page.close()
    again = FillPage(page.session, Fill(page._filling.inspection.id))
    qtbot.addWidget(again)
    again.show()
    again.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press("z", control=True)
    assert answers(again) == {}


# Photos


def test_photos_come_from_a_stick(
    page: FillPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / "a.jpg", tmp_path / "b.jpg"]
    for file, colour in zip(files, ("teal", "navy"), strict=True):
        file.write_bytes(picture(colour))
    chosen = ([str(file) for file in files], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: chosen)
    press("p")
    qtbot.waitUntil(lambda: len(page._filling.photos("K-level")) == 2)
    assert part(page, f"photo-{page._filling.photos('K-level')[0].id}").isVisible()


def test_a_file_that_is_no_photo_is_told(
    page: FillPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"no photo")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    with qtbot.waitSignal(page.told) as told:
        press("p")
    assert "a.jpg" in str((told.args or [""])[0])


def test_a_picture_is_pasted(page: FillPage, qtbot: QtBot) -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    press("v", control=True)
    qtbot.waitUntil(lambda: len(page._filling.photos("K-level")) == 1)


def test_a_picture_is_pasted_where_a_number_is_typed(
    page: FillPage, qtbot: QtBot
) -> None:
    page._items.go_to("K-sample")
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkRed)
    QGuiApplication.clipboard().setImage(image)
    press("v", control=True)
    qtbot.waitUntil(lambda: len(page._filling.photos("K-sample")) == 1)


def test_pictures_are_dropped_onto_an_item(
    page: FillPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(picture())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile("/no/photo.txt")])
    drop_onto(page, "item-K-yes", mime)
    qtbot.waitUntil(lambda: len(page._filling.photos("K-yes")) == 1)
    assert current(page) == "K-yes"


def drop_onto(page: FillPage, name: str, mime: QMimeData) -> None:
    card = part(page, name)
    at, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at.toPoint(), copy, mime, *held)
    QApplication.sendEvent(card, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(card, QDropEvent(at, copy, mime, *held))


def test_where_photos_are_forbidden_the_note_is_offered(page: FillPage) -> None:
    page._items.go_to("O-private")
    press("p")
    note = QApplication.focusWidget()
    assert isinstance(note, NoteEdit)
    assert note.objectName() == "O-private-note"
    card = page._items.card("O-private")
    assert card is not None
    assert "personal data" in card._reminder.text()


def test_a_photo_is_opened(page: FillPage, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(PhotoDialog, "ask", lambda *args: seen.append(args[-1]))
    photo = page._filling.add_photo("K-level", picture(), "a.jpg")
    QTest.mouseClick(part(page, f"photo-{photo.id}"), Qt.MouseButton.LeftButton)
    assert seen == [photo]


# Findings and advice


def test_an_answer_that_falls_short_makes_a_finding(
    page: FillPage, qtbot: QtBot
) -> None:
    press("3")
    (finding,) = page._filling.findings()
    assert finding.item == "K-level"
    qtbot.waitUntil(lambda: part(page, "finding-1").isVisible())
    press("1")
    assert page._filling.findings() == ()


def test_a_new_finding_that_is_not_wanted_is_gone(
    page: FillPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FindingDialog, "ask", refused)
    press("f")
    assert page._filling.findings() == ()
    monkeypatch.setattr(FindingDialog, "ask", accepted)
    press("f")
    assert len(page._filling.findings("K-level")) == 1
    press("F")
    assert len(page._filling.findings()) == 1


def test_a_finding_can_belong_to_no_item(
    page: FillPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FindingDialog, "ask", accepted)
    QTest.keyClicks(
        QApplication.focusWidget() or page, "f", Qt.KeyboardModifier.ShiftModifier
    )
    assert [one.item for one in page._filling.findings()] == [None]


def test_advice_is_recorded_and_listed(
    page: FillPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_down(_parent: object, _texts: object, filling: Filling) -> bool:
        filling.add_coaching("Queue tickets", "Hand them out at the door", "Head")
        return True

    monkeypatch.setattr(CoachingDialog, "ask", write_down)
    press("h")
    assert part(page, "visit-coaching-1").accessibleName() == "Queue tickets　Head"


# What is shown


def test_items_come_and_go_with_what_is_answered(page: FillPage) -> None:
    assert "O-alarm" not in page._items._at
    page._items.go_to("K-yes")
    press("1")
    assert "O-alarm" in page._items._at
    assert current(page) == "K-yes"
    press("2")
    assert "O-alarm" not in page._items._at


def test_items_come_and_go_with_the_facts(
    page: FillPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "O-lift" in page._items._at
    monkeypatch.setattr(FactsDialog, "ask", lambda *_: {"lift": False})
    press("a")
    assert "O-lift" not in page._items._at
    assert page._filling.inspection.facts == {"lift": False}


def test_an_item_that_disappears_gives_the_keys_to_another(page: FillPage) -> None:
    page._items.go_to("O-lift")
    visit = page._filling.inspection
    page._filling.save_head(replace(visit, facts={"lift": False}))
    assert current(page) in page._items._at


def test_what_is_missing_is_told_and_leads_there(page: FillPage) -> None:
    press("3")
    card = page._items.card("K-level")
    assert card is not None
    assert "note is needed" in card._reminder.text()
    assert "photo is needed" in card._reminder.text()
    assert part(page, "missing-1").accessibleName() == "1.1　note missing"
    assert part(page, "missing-2").accessibleName() == "1.1　photo missing"
    assert part(page, "missing-3").accessibleName() == "1.2　not answered"


def test_the_score_moves_with_each_answer(page: FillPage) -> None:
    score = part(page, "fill-score")
    assert isinstance(score, QPushButton)
    press("1")
    assert score.text() == "100.0"
    press("2")
    assert score.text() == "50.0"


def test_the_score_tells_how_it_came_about(
    page: FillPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(WorkingDialog, "ask", lambda *args: asked.append(args))
    press("s")
    QTest.mouseClick(part(page, "fill-score"), Qt.MouseButton.LeftButton)
    assert len(asked) == 2


def test_only_cards_that_are_near_are_made(qtbot: QtBot, session: Session) -> None:
    page = filling_page(qtbot, session, many())
    assert len(page._items._at) == 200
    qtbot.wait(50)
    assert sum(place.card is not None for place in page._items._places) < 30
    page._items.go_to("MA0919")
    assert page._items.current_card is not None
    assert page._items.current_card.visibleRegion().boundingRect().height() > 60


def test_tab_goes_down_the_page_though_cards_are_made_out_of_order(
    qtbot: QtBot, session: Session
) -> None:
    page = filling_page(qtbot, session, many(), item="MA0310")
    page._items.go_to("MA0300")
    page._items.go_to("MA0301")
    for _ in range(8):
        press(Qt.Key.Key_Tab)
    assert current(page) == "MA0302"


# The table


def test_keys_answer_all_selected_rows(page: FillPage) -> None:
    press("g")
    assert page._is_grid
    grid = page._grid._table
    grid.selectRow(0)
    for row in (2, 11):
        grid.selectionModel().select(
            grid.model().index(row, 0),
            grid.selectionModel().SelectionFlag.Select
            | grid.selectionModel().SelectionFlag.Rows,
        )
    press("1")
    kept = answers(page)
    assert (kept["K-level"].value, kept["K-yes"].value) == ("conform", "yes")
    assert kept["O-measured"].value == "conform"
    press("n")
    assert {one.value for one in answers(page).values()} == {"na"}


def test_what_one_key_answered_is_taken_back_by_one_key(page: FillPage) -> None:
    press("2")
    press("g")
    page._grid._table.selectAll()
    press("n")
    assert len(answers(page)) > 10
    press("z", control=True)
    assert said(page).endswith("items result")
    assert {key: one.value for key, one in answers(page).items()} == {
        "K-level": "partly"
    }
    press("y", control=True)
    assert {one.value for one in answers(page).values()} == {"na"}


def test_rows_without_that_key_are_left_out_and_told(page: FillPage) -> None:
    press("g")
    page._grid._table.selectAll()
    press("3")
    kept = answers(page)
    assert "K-sample" not in kept
    assert kept["K-level"].value == "nonconform"
    assert "1.2" in said(page)


def test_keys_act_on_the_selected_row(
    page: FillPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FindingDialog, "ask", accepted)
    press("g")
    page._grid._table.selectRow(2)
    press("f")
    assert [one.item for one in page._filling.findings()] == ["K-yes"]
    press("/")
    assert not page._is_grid
    assert current(page) == "K-yes"
    assert isinstance(QApplication.focusWidget(), NoteEdit)


def test_the_table_filters_and_leads_back(page: FillPage) -> None:
    press("1")
    page._on_others()
    grid = page._grid
    assert "K-level" not in [row.item for row in grid._model._rows]
    write(part(page, "grid-words"), "K-wait")
    assert [row.item for row in grid._model._rows] == ["K-wait"]
    press(ENTER)
    press(ENTER)
    assert not page._is_grid
    assert current(page) == "K-wait"


def test_a_row_that_was_answered_stays_until_the_filter_is_set_again(
    page: FillPage,
) -> None:
    page._on_others()
    grid = page._grid._table
    grid.selectRow(0)
    press("1")
    assert page._grid._model.row(0).item == "K-level"


# Bad days


@pytest.mark.logs_warnings
def test_a_full_disk_loses_nothing(page: FillPage, qtbot: QtBot) -> None:
    fill_the_disk(page.session)
    with qtbot.waitSignal(page.told):
        press("3")
    press("/")
    QApplication.clipboard().setText(LONG)
    press("v", control=True)
    press(ENTER, ENTER)
    assert "K-level" not in answers(page)
    card = page._items.card("K-level")
    assert card is not None
    assert card._unsaved.isVisible()
    assert part(page, "K-level-nonconform").isChecked()  # type: ignore[attr-defined]
    assert "Not saved yet: 2" in page._unsaved.sentence()
    with qtbot.waitSignal(page.told, raising=False, timeout=50) as told:
        press(ENTER, control=True)
    assert not told.signal_triggered
    make_room(page.session)
    page._saving._again.setInterval(1)
    qtbot.waitUntil(lambda: "K-level" in answers(page))
    qtbot.waitUntil(lambda: page._unsaved.isHidden())
    assert answers(page)["K-level"].note == LONG
    assert answers(page)["K-level"].value == "nonconform"
    assert card._unsaved.isHidden()


@pytest.mark.logs_warnings
def test_many_answers_on_a_full_disk_wait_together(
    page: FillPage, qtbot: QtBot
) -> None:
    press("g")
    page._grid._table.selectAll()
    fill_the_disk(page.session)
    press("n")
    assert answers(page) == {}
    assert len(page._saving.waiting) > 10
    make_room(page.session)
    page._saving.try_again()
    assert len(answers(page)) > 10
    assert not page._saving.waiting


LONG = "備" * 3000


# The rest


def test_every_control_has_a_name_and_one_can_come_to_it(page: FillPage) -> None:
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        if widget.objectName().startswith("qt_"):
            continue
        assert widget.accessibleName(), (type(widget), widget.objectName())
        assert widget.objectName(), widget.accessibleName()


def test_what_can_be_done_is_told_for_a_menu(page: FillPage) -> None:
    told = [action.text() for action in page.actions()]
    assert "Undo\tCtrl+Z" in told
    assert "Photo\tP" in told


def test_the_page_can_be_freed(qtbot: QtBot, session: Session) -> None:
    visit = draft(session.store, checklists=[every_kind()])
    assert is_freed(qtbot, lambda: FillPage(session, Fill(visit.id)))


def test_a_number_may_be_typed_in_full_width(page: FillPage) -> None:
    page._items.go_to("K-number")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    write(field, "１５")
    press(ENTER)
    assert answers(page)["K-number"].value == "15"
