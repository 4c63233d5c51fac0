from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.dialogs.finding import FindingDialog
from desktop.dialogs.photo import PhotoDialog
from forms.inspection import Severity
from tests.desktop.pages import example_day
from tests.desktop.signing_day import is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.workflows.filling import Filling


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        example_day.ordinary(session.store, session.now())
        yield session


@pytest.fixture
def filling(session: Session) -> Filling:
    visit = next(
        one for one in session.store.inspections.all() if one.unit == "北部航務中心"
    )
    return example_day.filling(session.store, visit, session.now())


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, filling: Filling) -> FindingDialog:
    noted = next(one for one in filling.findings() if "代理人" in one.text)
    dialog = FindingDialog(None, session, filling, noted)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(10)
    return dialog


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_it_shows_the_sentence_of_the_plan_that_it_falls_short_of(
    dialog: FindingDialog,
) -> None:
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("109年度" in text for text in told)
    assert any(text.startswith(("一、", "二、", "五、")) for text in told)


def test_all_of_it_is_kept_as_one_change(
    dialog: FindingDialog, filling: Filling
) -> None:
    dialog.text.setPlainText("職名牌未載明代理人")
    press(dialog, "severity-critical")
    dialog.unit.setText("秘書室")
    dialog.recommendation.setPlainText("補製")
    dialog.due.days.setValue(10)
    press(dialog, "done")
    (kept,) = (one for one in filling.findings() if one.text == "職名牌未載明代理人")
    assert kept.severity is Severity.CRITICAL
    assert (kept.responsible_unit, kept.recommendation) == ("秘書室", "補製")
    assert kept.due == filling.due_in(10)
    filling.undo()
    assert all(one.text != "職名牌未載明代理人" for one in filling.findings())


def test_a_due_date_can_be_any_day(dialog: FindingDialog, filling: Filling) -> None:
    finding = dialog._finding
    day = filling.due_in(3) + timedelta(days=40)
    while filling.due_in(40) != day and day.weekday() < 5:
        day += timedelta(days=1)
    dialog.due.by_date.click()
    dialog.due.day.show_day(day)
    press(dialog, "done")
    assert filling.finding(finding.id).due == day


def test_what_is_put_right_on_site_has_no_due_date(
    dialog: FindingDialog, filling: Filling
) -> None:
    finding = dialog._finding
    dialog.due.on_site.click()
    assert not dialog.due.days.isEnabled()
    press(dialog, "done")
    kept = filling.finding(finding.id)
    assert kept.corrected_on_site
    assert kept.due is None


def test_without_words_it_is_not_kept(dialog: FindingDialog, filling: Filling) -> None:
    before = filling.findings()
    dialog.text.clear()
    press(dialog, "done")
    told = dialog.findChild(QLabel, "told")
    assert told is not None
    assert told.isVisible()
    assert dialog.isVisible()
    assert filling.findings() == before


def test_it_can_be_removed(dialog: FindingDialog, filling: Filling) -> None:
    finding = dialog._finding
    press(dialog, "remove")
    assert finding.id not in {one.id for one in filling.findings()}
    assert len(filling.photos()) == 1


def test_cancelling_changes_nothing(dialog: FindingDialog, filling: Filling) -> None:
    before = filling.findings()
    dialog.text.setPlainText("anything else")
    press(dialog, "cancel")
    assert filling.findings() == before


def test_its_photo_opens(
    dialog: FindingDialog, filling: Filling, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_photos: list[object] = []

    def ask(*args: object) -> bool:
        opened_photos.append(args[3])
        return False

    monkeypatch.setattr(PhotoDialog, "ask", ask)
    (photo,) = filling.photos()
    dialog.photos.opened.emit(photo.id)
    assert opened_photos == [photo]


def test_a_weekend_is_no_end_of_working_days(
    dialog: FindingDialog, filling: Filling
) -> None:
    saturday = date(2027, 1, 9)
    dialog.due.show_due(saturday, corrected_on_site=False, usual_days=5)
    assert dialog.due.by_date.isChecked()
    assert dialog.due.due() == saturday


def test_a_dropped_dialog_is_freed(
    qtbot: QtBot, session: Session, filling: Filling
) -> None:
    finding = filling.findings()[0]
    assert is_freed(qtbot, lambda: FindingDialog(None, session, filling, finding))
