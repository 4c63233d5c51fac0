"""What a page offers at one moment: its controls, its keys, its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop.widgets.commands import Commands
from desktop.widgets.pdf_view import _Pages

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROLS: Final = (
    QAbstractButton,
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QTabBar,
)
_MADE_OF_PARTS: Final = (
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QTabBar,
)
"""What Qt puts other controls into, which nobody meets on their own."""
_WITHIN: Final = (
    Qt.ShortcutContext.WidgetShortcut,
    Qt.ShortcutContext.WidgetWithChildrenShortcut,
)
_MARKUP: Final = re.compile(r"<[^>]+>|&[a-z]+;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A control that can be used."""

    kind: str
    object_name: str
    name: str
    by_keyboard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key that does something.

    Attributes:
        within: The widget where it counts and all that this lies in, by their ids;
            empty where it counts everywhere.
    """

    key: str
    does: str
    within: tuple[int, ...] = ()

    def clashes(self, other: Key) -> bool:
        """Whether there is a place where both are meant."""
        if self.key != other.key:
            return False
        if not self.within or not other.within:
            return True
        return self.within[0] in other.within or other.within[0] in self.within


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page or a dialog as it was met."""

    name: str
    controls: tuple[Control, ...]
    keys: tuple[Key, ...]
    words: tuple[str, ...]


def look_at(name: str, shown: QWidget) -> Seen:
    """All that is there now."""
    parts = [shown, *shown.findChildren(QWidget)]
    visible = [part for part in parts if part.isVisible()]
    return Seen(
        name=name,
        controls=tuple(
            _control(part)
            for part in visible
            if isinstance(part, _CONTROLS)
            and part.isEnabled()
            and not isinstance(part.parentWidget(), _MADE_OF_PARTS)
            and not part.objectName().startswith("qt_")
        ),
        keys=tuple(_keys(shown, visible)),
        words=tuple(dict.fromkeys(filter(None, _words(visible, _actions(visible))))),
    )


def _control(part: QWidget) -> Control:
    text = part.text() if isinstance(part, QAbstractButton) else ""
    by_tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    by_key = isinstance(part, QAbstractButton) and not part.shortcut().isEmpty()
    return Control(
        kind=type(part).__name__,
        object_name=part.objectName(),
        name=part.accessibleName() or text,
        by_keyboard=by_tab or by_key,
    )


def _actions(visible: list[QWidget]) -> list[QAction]:
    """What can be done, each once."""
    every = [action for part in visible for action in part.actions()]
    return [one for one in dict.fromkeys(every) if one.isVisible()]


def _keys(shown: QWidget, visible: list[QWidget]) -> Iterator[Key]:
    yield from _keys_of_actions(visible)
    yield from _keys_of_shortcuts(shown)
    yield from _keys_of_letters(visible)
    for commands in shown.findChildren(Commands):
        page = commands.parent()
        if isinstance(page, QWidget) and page.isVisible():
            for key, action in commands.actions.items():
                yield Key(key=key, does=action.text())


def _keys_of_actions(visible: list[QWidget]) -> Iterator[Key]:
    for action in filter(QAction.isEnabled, _actions(visible)):
        # An action may be at home in several widgets; the innermost comes last.
        at = [part for part in visible if action in part.actions()][-1]
        within = _within(at) if action.shortcutContext() in _WITHIN else ()
        for sequence in action.shortcuts():
            yield Key(key=_name(sequence), does=action.text(), within=within)


def _keys_of_shortcuts(shown: QWidget) -> Iterator[Key]:
    for shortcut in filter(QShortcut.isEnabled, shown.findChildren(QShortcut)):
        part = shortcut.parent()
        if isinstance(part, QWidget) and part.isVisible():
            within = _within(part) if shortcut.context() in _WITHIN else ()
            name = part.objectName() or type(part).__name__
            sequences = shortcut.keys()
            for sequence in sequences:
                yield Key(key=_name(sequence), does=name, within=within)


def _keys_of_letters(visible: list[QWidget]) -> Iterator[Key]:
    """Of buttons, and of labels for what they stand beside."""
    for part in filter(QWidget.isEnabled, visible):
        sequence = QKeySequence()
        if isinstance(part, QAbstractButton):
            sequence = part.shortcut()
        elif isinstance(part, QLabel) and part.buddy() is not None:
            sequence = QKeySequence.mnemonic(part.text())
        if isinstance(part, (QAbstractButton, QLabel)) and not sequence.isEmpty():
            yield Key(key=_name(sequence), does=part.text())


def _within(part: QWidget | None) -> tuple[int, ...]:
    """The widget and all that it lies in."""
    ids = []
    while part is not None:
        ids.append(id(part))
        part = part.parentWidget()
    return tuple(ids)


def _name(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def _words(visible: list[QWidget], actions: list[QAction]) -> Iterator[str]:
    for part in visible:
        yield part.accessibleName()
        if not isinstance(part, _Pages):  # reads out a document, whatever it is in
            yield part.accessibleDescription()
        yield _plain(part.toolTip())
        if isinstance(part, (QLabel, QAbstractButton)):
            yield _plain(part.text())
        if isinstance(part, (QLineEdit, QPlainTextEdit, QTextEdit)):
            yield part.placeholderText()
        if isinstance(part, QComboBox):
            yield from (part.itemText(at) for at in range(part.count()))
        if isinstance(part, QTabBar):
            yield from (part.tabText(at) for at in range(part.count()))
        if isinstance(part, QTableView):
            yield from _headers(part)
    for action in actions:
        yield action.text().split("\t")[0]


def _headers(table: QTableView) -> Iterator[str]:
    model = table.model()
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _plain(text: str) -> str:
    return _MARKUP.sub(" ", text)
