"""An inspector's hands: keys as a keyboard sends them, words as input methods do."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final, TypeVar, cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.app import Program
from tests.desktop.conftest import CHEAP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.widgets.page import Page

_Kind = TypeVar("_Kind", bound=QWidget)

_PATIENCE: Final = 30.0
_MOST_TABS: Final = 60


class Clock:
    """A watch that goes on by a minute whenever it is looked at ten times."""

    def __init__(self, hour: int = 17) -> None:
        taipei = timezone(timedelta(hours=8))
        self._now = datetime(2026, 11, 20, hour, 20, tzinfo=taipei)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=6)
        return self._now


@dataclass(frozen=True)
class Hands:
    """Somebody in front of the window, who looks before acting."""

    program: Program

    @property
    def page(self) -> Page:
        workplace = self.program.window.workplace
        assert workplace is not None
        assert workplace.page is not None
        return workplace.page

    def wait_for(self, kind: type[QWidget]) -> None:
        """Until such a page is shown and has the keyboard."""
        wait_until(
            lambda: (
                self.program.window.workplace is not None
                and isinstance(self.program.window.workplace.page, kind)
            )
        )

    def press(self, keys: str) -> None:
        """Strike a key or a chord, such as ``Ctrl+Return``, wherever the focus is."""
        self._be_in_front()
        combination = _combination(keys)
        QTest.keyClick(_focused(), combination.key(), combination.keyboardModifiers())
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Have an input method commit the words, one character after the other."""
        self._be_in_front()
        for character in text:
            event = QInputMethodEvent("", [])
            event.setCommitString(character)
            focused = QApplication.focusWidget()
            assert focused is not None
            QApplication.sendEvent(focused, event)

    def _be_in_front(self) -> None:
        """What a window manager does when a list that was in front has gone."""
        QApplication.processEvents()
        if QApplication.activeWindow() is None:
            self.program.window.activateWindow()
        wait_until(lambda: QApplication.focusWidget() is not None)

    def tab_to(self, name: str) -> None:
        """Go on with Tab until the control of that name has the keyboard."""
        for _ in range(_MOST_TABS):
            if _focused().objectName() == name:
                return
            self.press("Tab")
        raise AssertionError(f"no Tab leads to {name}")

    def find(self, kind: type[_Kind], name: str) -> _Kind:
        """The control of that name, once it is shown."""

        def shown() -> list[_Kind]:
            found = self.program.window.findChildren(kind, name)
            return [one for one in found if one.isVisible()]

        wait_until(lambda: bool(shown()))
        return shown()[0]

    def click(self, name: str) -> None:
        """With the mouse, on the middle of a button."""
        button = self.find(QAbstractButton, name)
        wait_until(button.isEnabled)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()


def wait_until(holds: Callable[[], bool]) -> None:
    """Let the window work until that is so."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < _PATIENCE, "waited in vain"
        QTest.qWait(10)


def take_a_seat(profile: Path, clock: Clock) -> Hands:
    """The program on that folder, its window in front."""
    program = Program(profile, now=clock, cost=CHEAP)
    program.show()
    program.window.activateWindow()
    wait_until(lambda: QApplication.focusWidget() is not None)
    return Hands(program)


def leave(hands: Hands) -> None:
    """Close the program and let go of everything."""
    hands.program.close()
    hands.program.window.deleteLater()
    hands.program.deleteLater()
    QApplication.processEvents()


def _focused() -> QWidget:
    """What gets a key: a list that hangs open, else what has the focus."""
    found = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def _combination(keys: str) -> QKeyCombination:
    sequence = QKeySequence(keys)
    return cast("QKeyCombination", sequence[0])  # type: ignore[index]
