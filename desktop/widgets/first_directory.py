"""Where the directory is still empty: the agencies that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.list_row import ListRow
from forms.directory.library import built_in_directories, built_in_directory

if TYPE_CHECKING:
    from resources.texts import Texts


class FirstDirectory(Card):
    """Choose an agency, bring a workbook in, or begin with nothing but the name.

    Signals:
        chosen(str): The code of a built-in agency.
        importing(): The person has a workbook.
        beginning(): The person wants to enter it by hand.
    """

    chosen = Signal(str)
    importing = Signal()
    beginning = Signal()

    def __init__(self, texts: Texts, agency: str) -> None:
        super().__init__(texts("The directory is empty"))
        said = QLabel(
            texts("Take over one of the built-in agencies; everything can be changed.")
        )
        said.setWordWrap(True)
        theme.mark(said, "muted")
        self.add(said)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        self.body.addLayout(rows)
        for code in built_in_directories():
            directory = built_in_directory(code)
            name = directory.unit(directory.agency).name
            row = ListRow(
                code,
                strong=name if name == agency else "",
                rest="" if name == agency else name,
                below=texts("{count} units", count=len(directory.units)),
            )
            row.opened.connect(self.chosen)
            rows.addWidget(row)
        self._import = QPushButton(texts("Import a workbook…"))
        self._begin = QPushButton(texts("Begin with the agency alone"))
        for button, name in ((self._import, "first-import"), (self._begin, "begin")):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            self.add(button)
        self._import.clicked.connect(self.importing)
        self._begin.clicked.connect(self.beginning)
