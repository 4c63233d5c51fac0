"""What a file is called that somebody takes along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.widgets.exporting import ask_where
from resources.texts import Texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("typed", "picked", "name"),
    [
        ("list", "(*.xlsx)", "list.xlsx"),
        ("list", "(*.ods)", "list.ods"),
        ("list.ODS", "(*.xlsx)", "list.ODS"),
        ("v1.2 of the list", "", "v1.2 of the list.xlsx"),
    ],
)
def test_a_file_ends_as_what_it_is(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, typed: str, picked: str, name: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, picked))
    page = QWidget()
    qtbot.addWidget(page)
    asked = ask_where(page, Texts("en"), "Export", "list", (".xlsx", ".ods"))
    assert asked == Path(name)


def test_nothing_is_written_where_nobody_names_a_file(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page = QWidget()
    qtbot.addWidget(page)
    assert ask_where(page, Texts("en"), "Export", "list", (".xlsx",)) is None
