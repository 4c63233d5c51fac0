from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from desktop.dialogs.coaching import CoachingDialog
from desktop.dialogs.facts import FactsDialog
from desktop.dialogs.go_to import GoToDialog, Target
from desktop.dialogs.working import WorkingDialog
from desktop.workflows.filling import Filling
from forms.checklist.model import Fact
from forms.report.numbering import item_numbers
from resources.texts import Texts
from tests.desktop.filling_day import every_kind, part
from tests.desktop.keyboard import write
from tests.desktop.signing_day import is_freed, opened
from tests.desktop.workflows.make import draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

EN = Texts("en")
TARGETS = (
    Target(key="EN01", number="1.1", text="Floors and walls"),
    Target(key="EN02", number="1.2", text="Lamps"),
    Target(key="EN10", number="2.1", text="Doors on the first floor"),
)
FACTS = (
    Fact(key="lift", label={"en": "Has a lift"}),
    Fact(key="aed", label={"en": "Has an AED"}),
)


@pytest.fixture
def filling(profile: Path) -> Iterator[Filling]:
    with opened(profile) as session:
        visit = draft(session.store, checklists=[every_kind()])
        yield Filling(session.store, visit.id, session.now)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "EN01"),
        ("2.1", "EN10"),
        ("1", "EN01"),
        ("en10", "EN10"),
        ("first floor", "EN10"),
        ("lamps", "EN02"),
        ("nothing", None),
    ],
)
def test_an_item_is_found_by_number_key_or_words(
    qtbot: QtBot, typed: str, key: str | None
) -> None:
    dialog = GoToDialog(None, EN, TARGETS)
    qtbot.addWidget(dialog)
    write(part(dialog, "go-to-typed"), typed)
    assert dialog.chosen() == key


def test_arrows_choose_while_one_types(qtbot: QtBot) -> None:
    dialog = GoToDialog(None, EN, TARGETS)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(part(dialog, "go-to-typed"), Qt.Key.Key_Down)  # type: ignore[no-untyped-call]
    assert dialog.chosen() == "EN02"


def test_what_is_not_settled_is_taken_to_hold(qtbot: QtBot) -> None:
    dialog = FactsDialog(None, EN, FACTS, {"aed": False})
    qtbot.addWidget(dialog)
    assert dialog.settled() == {"lift": True, "aed": False}


def test_advice_is_kept_with_done(qtbot: QtBot, filling: Filling) -> None:
    dialog = CoachingDialog(None, EN, filling, None)
    qtbot.addWidget(dialog)
    fill(dialog, "topic", "Queue")
    fill(dialog, "given-to", "Head")
    edit = part(dialog, "coaching-text")
    assert isinstance(edit, QPlainTextEdit)
    edit.setPlainText("Hand tickets out at the door")
    dialog.accept()
    (advice,) = filling.coaching()
    assert (advice.topic, advice.given_to) == ("Queue", "Head")


def test_advice_without_a_word_is_told_and_not_kept(
    qtbot: QtBot, filling: Filling
) -> None:
    dialog = CoachingDialog(None, EN, filling, None)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog._told.text()
    assert filling.coaching() == ()


def test_advice_can_be_changed_and_removed(qtbot: QtBot, filling: Filling) -> None:
    advice = filling.add_coaching("Queue", "Tickets")
    dialog = CoachingDialog(None, EN, filling, advice)
    qtbot.addWidget(dialog)
    fill(dialog, "topic", "Signs")
    dialog.accept()
    (changed,) = filling.coaching()
    assert changed.topic == "Signs"
    dialog = CoachingDialog(None, EN, filling, changed)
    qtbot.addWidget(dialog)
    button = part(dialog, "coaching-remove")
    assert isinstance(button, QPushButton)
    button.click()
    assert filling.coaching() == ()


def fill(dialog: CoachingDialog, name: str, text: str) -> None:
    edit = part(dialog, f"coaching-{name}")
    assert isinstance(edit, QLineEdit)
    edit.setText(text)


def test_the_working_names_what_cost_points_and_what_is_left_out(
    qtbot: QtBot, filling: Filling
) -> None:
    filling.set_value("K-level", "partly")
    filling.set_value("K-yes", "na")
    dialog = working(filling)
    qtbot.addWidget(dialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "0.5 ÷ 1 × 100 = 50.0" in said
    assert "Points were lost at: 1.1 −0.5." in said
    assert "Left out as not applicable: 1.3." in said
    assert any("Left out as not answered yet: 1.2" in text for text in said)


def working(filling: Filling) -> WorkingDialog:
    checklists = filling.checklists
    return WorkingDialog(
        None, EN, filling.score(), checklists[0].grades, item_numbers(checklists)
    )


def test_each_dialog_can_be_freed(qtbot: QtBot, filling: Filling) -> None:
    assert is_freed(qtbot, lambda: GoToDialog(None, EN, TARGETS))
    assert is_freed(qtbot, lambda: FactsDialog(None, EN, FACTS, {}))
    assert is_freed(qtbot, lambda: CoachingDialog(None, EN, filling, None))
    assert is_freed(qtbot, lambda: working(filling))
