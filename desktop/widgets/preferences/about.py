"""What the program is, and whose work is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from desktop.errors import versions
from desktop.widgets.preferences.panel import Panel
from resources.texts import later

if TYPE_CHECKING:
    from desktop.session import Session

# What stands in the packages themselves.
_LICENCES: Final = (
    ("cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("defusedxml", "PSF-2.0"),
    ("filelock", "MIT"),
    ("holidays", "MIT"),
    ("lxml", "BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("pikepdf, qpdf", "MPL-2.0, Apache-2.0"),
    ("Pillow", "MIT-CMU"),
    ("platformdirs", "MIT"),
    ("pyHanko", "MIT"),
    ("pypdfium2, PDFium", "BSD-3-Clause, Apache-2.0"),
    ("Qt, PySide6", "LGPL-3.0"),
    ("Python", "PSF-2.0"),
    ("ReportLab", "BSD-3-Clause"),
    ("rfc8785", "Apache-2.0"),
    ("segno", "BSD-3-Clause"),
    ("SQLCipher, sqlcipher3", "BSD-3-Clause, zlib"),
    ("SQLite", "public domain"),
    ("sqlite-utils", "Apache-2.0"),
    ("typing-extensions", "PSF-2.0"),
    ("Noto Sans TC", "OFL-1.1"),
    ("TW-Kai 全字庫正楷體", "OGDL-Taiwan-1.0"),
    ("Zoucha Serif", "OFL-1.1"),
)
_LINES: Final = 8


class AboutPanel(Panel):
    """Version and licences, to be read and copied."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, session.texts("About"))
        said = QLabel(self.texts("Zoucha is free software under the MIT licence."))
        said.setWordWrap(True)
        self._versions = QLabel(versions())
        self._versions.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._licences = QPlainTextEdit()
        self._licences.setReadOnly(True)
        self._licences.setTabChangesFocus(True)
        self._licences.setObjectName("licences")
        self._licences.setAccessibleName(self.texts("Licences of what is in it"))
        self._licences.setPlainText(
            "\n".join(f"{name}: {licence}" for name, licence in _LICENCES)
        )
        self._licences.setFixedHeight(
            self._licences.fontMetrics().lineSpacing() * _LINES
        )
        self.add(said)
        self.add(self._versions)
        self.add(self.words(later("It stands on the work of others:")))
        self.add(self._licences)
