"""The window: a gate while the profile is closed, a workplace while it is open.

It knows the keys that work everywhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QFrame, QMainWindow, QMenu, QScrollArea
from typing_extensions import override

from desktop.widgets.places import Locked, NewVisit, Place
from resources import folder
from resources.texts import Texts

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from desktop.dialogs.help import HelpDialog
    from desktop.session import Session
    from desktop.widgets.gate import Gate
    from desktop.workplace import Workplace

_LEAST: Final = (480, 360)
_FIRST_HELP: Final = "welcome"


class Window(QMainWindow):
    """The one window of the program.

    Attributes:
        gate: While the profile is closed.
        workplace: While it is open.

    Signals:
        files_dropped(tuple): Files were let go over the window.
        closing(): The window is about to go.
    """

    files_dropped = Signal(tuple)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.gate: Gate | None = None
        self.workplace: Workplace | None = None
        self._help: HelpDialog | None = None
        # Of the window and not of the menu: there is help at the gate as well.
        self._f1 = QAction(self)
        self._f1.setShortcut(QKeySequence("F1"))
        self._f1.triggered.connect(self.help)
        self.addAction(self._f1)
        self.setMinimumSize(*_LEAST)
        self.setAcceptDrops(True)
        self.setWindowIcon(QIcon(str(folder("icons") / "zoucha.svg")))

    def shut(self) -> None:
        """Let go of everything that shows what is in the profile."""
        self.gate = None
        self.workplace = None
        for shown in (self.takeCentralWidget(), self._help):
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        self._help = None

    def show_gate(self, gate: Gate) -> None:
        """Show this in the place of everything else."""
        self.shut()
        around = QScrollArea()
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.setWidgetResizable(True)
        around.setWidget(gate)
        self.gate = gate
        self.setCentralWidget(around)
        self.setWindowTitle(gate.windowTitle())

    def enter(self, session: Session) -> Workplace:
        """Show the open profile; where in it, is for whoever asked to say."""
        # Not before: the gate need not wait for every page to be read in.
        from desktop.workplace import Workplace

        self.shut()
        workplace = Workplace(session)
        self._f1.setText(session.texts("Help"))
        workplace.rail.set_menu(_Menu(workplace, self._f1))
        self.setCentralWidget(workplace)
        self.setWindowTitle(session.texts("Zoucha"))
        self.workplace = workplace
        return workplace

    def help(self) -> None:
        """Open the help of where one is; it stays open beside the window."""
        from desktop.dialogs.help import HelpDialog

        page = None if self.workplace is None else self.workplace.page
        topic = _FIRST_HELP if page is None else page.help_topic
        if self._help is None:
            self._help = HelpDialog(self, self._texts(), topic)
        else:
            self._help.show_topic(topic)
        self._help.show()
        self._help.raise_()

    def come_to_front(self) -> None:
        """Be seen, whatever lies above."""
        self.setWindowState(
            (self.windowState() & ~Qt.WindowState.WindowMinimized)
            | Qt.WindowState.WindowActive
        )
        self.show()
        self.raise_()
        self.activateWindow()

    def _texts(self) -> Texts:
        if self.workplace is not None:
            return self.workplace.session.texts
        return Texts() if self.gate is None else self.gate.texts

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workplace is not None and not self.workplace.may_leave():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        files = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)


class _Menu(QMenu):
    """Everything that can be done everywhere, and what the page adds to it."""

    def __init__(self, workplace: Workplace, help_action: QAction) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        texts = workplace.session.texts
        self._places = QActionGroup(self)
        self._places.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._of_page = self.addSeparator()
        self._add_place(texts("New inspection"), NewVisit(), "Ctrl+N")
        self._search = self._add(texts("Search everything"), "Ctrl+K")
        self._capture = self._add(texts("Quick capture"), "F8")
        self.addSeparator()
        for number, entry in enumerate(workplace.rail.entries, start=1):
            self._add_place(texts(entry.text), entry.place, f"Ctrl+{number}")
        self.addSeparator()
        self._back = self._add(texts("Back"), "Alt+Left")
        self._read = self._add(texts("Close the message"), "Ctrl+.")
        self.addSeparator()
        self.addAction(help_action)
        self._add_place(texts("Lock"), Locked(), "Ctrl+L")
        self._quit = self._add(texts("Quit"), "Ctrl+Q")
        self._open = QAction(self)
        self._open.setShortcut(QKeySequence("F10"))
        workplace.addAction(self._open)
        self._places.triggered.connect(self._on_place)
        self._search.triggered.connect(workplace.search)
        self._capture.triggered.connect(workplace.capture)
        self._back.triggered.connect(workplace.back)
        self._read.triggered.connect(workplace.read)
        self._quit.triggered.connect(self._on_quit)
        self._open.triggered.connect(workplace.rail.menu_button.click)
        self.aboutToShow.connect(self._on_opening)
        self._shown: list[QAction] = []

    def _add(self, text: str, key: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        self.addAction(action)
        # A menu that is closed hears no keys.
        self._workplace.addAction(action)
        return action

    def _add_place(self, text: str, place: Place, key: str) -> None:
        action = self._add(text, key)
        action.setData(place)
        self._places.addAction(action)

    def _on_opening(self) -> None:
        for action in self._shown:
            self.removeAction(action)
        page = self._workplace.page
        self._shown = [] if page is None else list(page.actions())
        self.insertActions(self._of_page, self._shown)

    def _on_place(self, action: QAction) -> None:
        self._workplace.go(action.data())

    def _on_quit(self) -> None:
        self._workplace.window().close()
