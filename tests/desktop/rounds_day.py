"""A session with rounds of telephone tests, and a page of theirs that is shown."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication, QPushButton

from desktop.tasks import abandon, finish
from tests.desktop.signing_day import opened
from tests.desktop.workflows.phone_day import fill_directory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QTableView
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.widgets.page import Page

P = TypeVar("P", bound="Page")


@contextmanager
def rounds_session(profile: Path) -> Iterator[Session]:
    """Four units with five extensions each, two people who may test."""
    with opened(profile) as session:
        fill_directory(session.store)
        yield session
        for widget in QApplication.topLevelWidgets():
            widget.hide()
        abandon()
        assert finish()


def shown(qtbot: QtBot, page: P) -> P:
    """The page, shown and with the keyboard."""
    qtbot.addWidget(page)
    page.resize(1100, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def button(page: Page, name: str) -> QPushButton:
    """The button of that name."""
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def column(table: QTableView, at: int) -> list[str]:
    """What stands in a column of the table."""
    model = table.model()
    return [model.index(row, at).data() for row in range(model.rowCount())]
