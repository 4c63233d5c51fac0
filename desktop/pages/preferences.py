"""偏好設定: how the window looks, what keeps the profile shut, backups, the own key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QVBoxLayout

from desktop.widgets.heading import Heading
from desktop.widgets.page import Page
from desktop.widgets.preferences.about import AboutPanel
from desktop.widgets.preferences.backups import BackupsPanel
from desktop.widgets.preferences.lock import LockPanel
from desktop.widgets.preferences.look import LookPanel
from desktop.widgets.preferences.signing_key import SigningKeyPanel

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.widgets.places import Preferences

_WIDTH: Final = 760


class PreferencesPage(Page):
    """One panel for each subject; every choice counts at once."""

    reads: ClassVar = frozenset({"signing_keys", "people", "key_file", "reports"})
    help_topic: ClassVar = "preferences"

    def __init__(self, session: Session, place: Preferences) -> None:
        super().__init__(session)
        self.setWindowTitle(self.texts("Preferences"))
        self._place = place
        self._look = LookPanel(session)
        self._lock = LockPanel(session)
        self._backups = BackupsPanel(session)
        self._key = SigningKeyPanel(session)
        self._about = AboutPanel(session)
        self._lay_out()
        for panel in self._panels():
            panel.going.connect(self.going)
            panel.told.connect(self.told)

    def refresh(self) -> None:
        """Show what the store and the settings hold now."""
        for panel in self._panels():
            panel.refresh()

    def _panels(
        self,
    ) -> tuple[LookPanel, LockPanel, BackupsPanel, SigningKeyPanel, AboutPanel]:
        return (self._look, self._lock, self._backups, self._key, self._about)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(
            Heading(
                self.texts("Preferences"), self.texts("Every choice counts at once.")
            )
        )
        for panel in self._panels():
            panel.setMaximumWidth(_WIDTH)
            column.addWidget(panel)
        column.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addLayout(column)
