from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from desktop.dialogs.directory_entry import DirectoryEntryDialog, Edited
from desktop.workflows.directory_edit import TABLES, Entry, blank
from forms.directory.model import Place, Source, Unit
from tests.desktop.pages import example_day
from tests.desktop.signing_day import is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session

DIRECTORY = example_day.directory()
NORTH = DIRECTORY.unit("mpb-north")


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


def shown(qtbot: QtBot, session: Session, entry: Entry) -> DirectoryEntryDialog:
    dialog = DirectoryEntryDialog(None, session, DIRECTORY, entry, is_new=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_a_unit_is_changed(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, session, NORTH)
    name, parent = (dialog.findChild(QLineEdit, one) for one in ("name", "parent"))
    source = dialog.findChild(QComboBox, "source")
    assert name is not None
    assert parent is not None
    assert source is not None
    name.setText("北區航務中心")
    parent.setText("秘書室")
    source.setCurrentIndex(source.findData(Source.OWN))
    press(dialog, "done")
    assert dialog.edited is not None
    changed = dialog.edited.entry
    assert isinstance(changed, Unit)
    assert (changed.name, changed.parent) == ("北區航務中心", "mpb-secretariat")
    assert changed.source is Source.OWN
    assert changed.former_names == NORTH.former_names


def test_nothing_changed_gives_the_same(qtbot: QtBot, session: Session) -> None:
    for table in TABLES.values():
        for entry in getattr(DIRECTORY, table):
            dialog = shown(qtbot, session, entry)
            press(dialog, "done")
            assert dialog.edited == Edited(entry)


def test_a_place_without_a_name_is_not_taken(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, session, blank(DIRECTORY, Place, NORTH, "new"))
    press(dialog, "done")
    told = dialog.findChild(QLabel, "told")
    assert told is not None
    assert told.isVisible()
    assert dialog.edited is None


def test_removing_and_cancelling_are_told_apart(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, session, NORTH)
    press(dialog, "remove")
    assert dialog.edited == Edited(None)
    dialog = shown(qtbot, session, NORTH)
    press(dialog, "cancel")
    assert dialog.edited is None


def test_a_dropped_dialog_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(
        qtbot,
        lambda: DirectoryEntryDialog(None, session, DIRECTORY, NORTH, is_new=False),
    )
