"""How the window looks: language, light or dark, size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox

from desktop import theme
from desktop.settings import LANGUAGE_NAMES, Scheme
from desktop.widgets.places import StartedAgain
from desktop.widgets.preferences.panel import Panel
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.settings import Settings

_SCHEMES: Final = (
    (Scheme.SYSTEM, later("As the system")),
    (Scheme.LIGHT, later("Light")),
    (Scheme.DARK, later("Dark")),
)
_SCALES: Final = (100, 125, 150, 175, 200, 250, 300)


class LookPanel(Panel):
    """Every choice counts at once, but the size, which counts from the next start."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, session.texts("The window"))
        self._language = QComboBox()
        self._scheme = QComboBox()
        self._scale = QComboBox()
        self._later = self.words(later("The size counts from the next start."))
        self._again = self.button(later("Start again &now"), "start-again")
        self._lay_out()
        self._language.activated.connect(self._on_language)
        self._scheme.activated.connect(self._on_scheme)
        self._scale.activated.connect(self._on_scale)
        self._again.clicked.connect(self._on_again)

    def refresh(self) -> None:
        """Show the settings as they are."""
        settings = self.session.settings
        self._language.setCurrentIndex(self._language.findData(settings.language))
        self._scheme.setCurrentIndex(self._scheme.findData(settings.scheme))
        if self._scale.findData(settings.scale) < 0:
            self._scale.addItem(f"{settings.scale} %", settings.scale)
        self._scale.setCurrentIndex(self._scale.findData(settings.scale))
        waits = settings.scale != theme.scale()
        self._later.setVisible(waits)
        self._again.setVisible(waits)

    def _lay_out(self) -> None:
        for code, name in LANGUAGE_NAMES.items():
            self._language.addItem(name, code)
        for scheme, text in _SCHEMES:
            self._scheme.addItem(self.texts(text), scheme)
        for scale in _SCALES:
            self._scale.addItem(f"{scale} %", scale)
        self.body.addLayout(
            self.fields(
                (later("&Language"), "language", self._language),
                (later("Light or &dark"), "scheme", self._scheme),
                (later("Si&ze"), "scale", self._scale),
            )
        )
        self.row(self._later, self._again)

    def _keep(self, settings: Settings) -> None:
        try:
            self.session.keep(settings)
        except UserError as error:
            self.told.emit(error)
        self.refresh()

    def _on_language(self) -> None:
        self._keep(
            replace(self.session.settings, language=self._language.currentData())
        )

    def _on_scheme(self) -> None:
        self._keep(
            replace(self.session.settings, scheme=Scheme(self._scheme.currentData()))
        )

    def _on_scale(self) -> None:
        self._keep(replace(self.session.settings, scale=self._scale.currentData()))

    def _on_again(self) -> None:
        self.going.emit(StartedAgain())
