"""The small dialogs of the bench: what is typed into them comes out of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
)

from desktop.dialogs.phone_adjustment import PhoneAdjustmentDialog
from desktop.dialogs.phone_assign import PhoneAssignDialog
from desktop.dialogs.phone_copy_scale import PhoneCopyScaleDialog
from desktop.dialogs.phone_correction import Corrected, PhoneCorrectionDialog
from desktop.dialogs.phone_draw import PhoneDrawDialog
from desktop.dialogs.phone_gap import PhoneGapDialog
from desktop.dialogs.phone_message import PhoneMessageDialog
from desktop.dialogs.phone_replace import PhoneReplaceDialog
from desktop.dialogs.phone_working import PhoneWorkingDialog
from forms.phone.call import Call, CallSheet, Message
from forms.phone.clock import Gap, Measure
from forms.phone.frame import Line
from forms.phone.library import built_in
from forms.phone.round import RoundDefinition, RoundTester, Route, ScaleUse
from forms.phone.scale import Interval
from forms.phone.scoring import score_call
from forms.phone.timetable import Timetable
from resources.texts import Texts
from tests.desktop.signing_day import is_freed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

TEXTS: Final = Texts("en")
SCALE: Final = built_in("phone-courtesy")
WAIT: Final = Measure(
    interval=Interval.UNIT_ANSWER, rings=2, seconds=Decimal("6.5"), tapped=True
)
GAP: Final = Gap(before=2, after=3, seconds=None)


def field(dialog: QDialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rings", "seconds", "corrected"),
    [
        ("3", "6.5", Corrected(rings=3, seconds=None, reason="one missed")),
        ("2", "8", Corrected(rings=None, seconds=Decimal(8), reason="one missed")),
        ("2", "6.5", Corrected(rings=None, seconds=None, reason="one missed")),
    ],
)
def test_only_what_differs_from_the_measurement_is_a_correction(
    qtbot: QtBot, rings: str, seconds: str, corrected: Corrected
) -> None:
    dialog = PhoneCorrectionDialog(None, TEXTS, WAIT, "")
    qtbot.addWidget(dialog)
    field(dialog, "correction-rings").setText(rings)
    field(dialog, "correction-seconds").setText(seconds)
    field(dialog, "correction-reason").setText("one missed")
    dialog.accept()
    assert dialog.corrected == corrected


@pytest.mark.parametrize(
    ("rings", "seconds"), [("2.5", "6"), ("two", "6"), ("2", "-1"), ("2", "9999")]
)
def test_what_is_no_number_of_rings_or_seconds_is_told(
    qtbot: QtBot, rings: str, seconds: str
) -> None:
    dialog = PhoneCorrectionDialog(None, TEXTS, WAIT, "")
    qtbot.addWidget(dialog)
    dialog.show()
    field(dialog, "correction-rings").setText(rings)
    field(dialog, "correction-seconds").setText(seconds)
    dialog.accept()
    assert dialog.corrected is None
    assert dialog.isVisible()


def test_a_number_that_is_typed_takes_the_place_of_the_measured_one(
    qtbot: QtBot,
) -> None:
    dialog = PhoneCorrectionDialog(None, TEXTS, WAIT, "")
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(field(dialog, "correction-rings"), "9")
    assert field(dialog, "correction-rings").text() == "9"


def test_a_message_of_nothing_is_none(qtbot: QtBot) -> None:
    there = Message(name="Chen", gist="renewal")
    dialog = PhoneMessageDialog(None, TEXTS, there)
    qtbot.addWidget(dialog)
    field(dialog, "message-call-back").setText("this afternoon")
    dialog.accept()
    assert dialog.message == Message(
        name="Chen", gist="renewal", call_back="this afternoon"
    )
    for edit in dialog.findChildren(QLineEdit):
        edit.clear()
    dialog.accept()
    assert dialog.message is None


def test_ticks_and_the_zero_rule_go_into_the_sheet(qtbot: QtBot) -> None:
    dialog = PhoneAdjustmentDialog(None, TEXTS, SCALE, CallSheet())
    qtbot.addWidget(dialog)
    for kind, name in (
        (QCheckBox, "bonus-more-help"),
        (QCheckBox, "deduction-astray"),
        (QRadioButton, "zero-hung-up"),
    ):
        box = dialog.findChild(kind, name)
        assert box is not None
        box.click()
    dialog.accept()
    sheet = dialog.sheet
    assert (sheet.bonuses, sheet.deductions, sheet.zero) == (
        ("more-help",),
        ("astray",),
        "hung-up",
    )


def test_the_seconds_of_a_gap_are_exact(qtbot: QtBot) -> None:
    dialog = PhoneGapDialog(None, TEXTS, GAP)
    qtbot.addWidget(dialog)
    edit = dialog.findChild(QDoubleSpinBox, "gap-seconds")
    done = dialog.findChild(QPushButton, "gap-done")
    assert edit is not None
    assert done is not None
    edit.setValue(12.3)
    done.click()
    assert dialog.seconds == Decimal("12.3")


def test_the_working_names_the_figure_before_the_cap(qtbot: QtBot) -> None:
    best = {"speed": "15", "courtesy": "25", "content": "15"}
    dialog = PhoneWorkingDialog(None, TEXTS, score_call(SCALE, unit=best))
    qtbot.addWidget(dialog)
    lines = dialog.findChild(QPlainTextEdit, "working-lines")
    assert lines is not None
    assert "100.1" in lines.toPlainText()


@pytest.mark.parametrize(
    "make",
    [
        lambda: PhoneAdjustmentDialog(None, TEXTS, SCALE, CallSheet()),
        lambda: PhoneCorrectionDialog(None, TEXTS, WAIT, ""),
        lambda: PhoneGapDialog(None, TEXTS, GAP),
        lambda: PhoneMessageDialog(None, TEXTS, None),
        lambda: PhoneWorkingDialog(
            None, TEXTS, score_call(SCALE, unit={"speed": "15"})
        ),
    ],
    ids=["adjustment", "correction", "gap", "message", "working"],
)
def test_a_dropped_dialog_is_freed(qtbot: QtBot, make: Callable[[], QDialog]) -> None:
    assert is_freed(qtbot, make)


def _call() -> Call:
    return Call(
        id="call",
        round="round",
        order=1,
        unit="秘書室",
        extension="101",
        at=None,
        tester="lin",
        route=Route.VOICE,
    )


def _definition() -> RoundDefinition:
    return RoundDefinition(
        title="115年第1次電話禮貌測試",
        timetable=Timetable(first=date(2026, 11, 23), last=date(2026, 11, 27)),
        scale=ScaleUse(code=SCALE.code, version=SCALE.version, sha256=SCALE.sha256),
        per_unit=1,
        frame=(Line(unit="秘書室", extension="101"),),
        testers=(RoundTester(key="lin", name="林怡君"),),
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: PhoneAssignDialog(None, TEXTS, _call(), _definition().testers),
        lambda: PhoneCopyScaleDialog(None, TEXTS, SCALE),
        lambda: PhoneDrawDialog(None, TEXTS, _definition()),
        lambda: PhoneReplaceDialog(None, TEXTS, _call()),
    ],
    ids=["assign", "copy-scale", "draw", "replace"],
)
def test_a_dropped_dialog_of_a_round_is_freed(
    qtbot: QtBot, make: Callable[[], QDialog]
) -> None:
    assert is_freed(qtbot, make)
