"""How a round is made: how many calls, by which way, on which scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPushButton,
    QSizePolicy,
    QSpinBox,
)

from desktop import theme
from desktop.widgets.phone.words import ROUTES
from desktop.widgets.phone_rounds.form_card import FormCard, narrow
from forms.phone.round import Route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.phone.round import RoundDefinition
    from forms.phone.scale import Scale
    from resources.texts import Texts

_MOST: Final = 999


class HowCard(FormCard):
    """Calls to each unit, the way, the scale, and whether units are ranked.

    Signals:
        edited(): The person has changed something.
        scale_wanted(str): The person wants to see the scale of that ref.
    """

    edited = Signal()
    scale_wanted = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("Calls and score"))
        self.texts = texts
        self._scales: tuple[Scale, ...] = ()
        self.per_unit = QSpinBox()
        self.route = QComboBox()
        self.scale = QComboBox()
        self.ranked = QCheckBox(texts("&Rank the units in the report"))
        self._look = QPushButton(texts("See the scale"))
        self._lay_out()
        self.per_unit.editingFinished.connect(self.edited)
        self.route.activated.connect(self._on_edited)
        self.scale.activated.connect(self._on_edited)
        self.ranked.clicked.connect(self._on_edited)
        self._look.clicked.connect(self._on_look)

    def offer_scales(self, scales: Sequence[Scale], used: str) -> None:
        """Offer these; the one of the ref ``used`` is taken, else the first."""
        self._scales = tuple(scales)
        self.scale.clear()
        for scale in scales:
            title = self.texts.of(scale.title)
            self.scale.addItem(
                self.texts(
                    "{title}, version {version}", title=title, version=scale.version
                )
            )
        refs = [scale.ref for scale in scales]
        self.scale.setCurrentIndex(refs.index(used) if used in refs else 0)

    def show_round(self, definition: RoundDefinition) -> None:
        """Show its figures; nobody is told."""
        self.per_unit.setValue(definition.per_unit)
        self.route.setCurrentIndex(self.route.findData(definition.route))
        self.ranked.setChecked(definition.ranked)

    def chosen_scale(self) -> Scale:
        """The scale that is chosen."""
        return self._scales[self.scale.currentIndex()]

    def chosen_route(self) -> Route:
        """How calls reach the units."""
        return Route(self.route.currentData())

    def close_draw(self) -> None:
        """Let stand what the sample was drawn by."""
        for widget in (self.per_unit, self.route, self.scale):
            widget.setEnabled(False)

    def _lay_out(self) -> None:
        texts = self.texts
        self.per_unit.setRange(1, _MOST)
        for route, text in ROUTES.items():
            self.route.addItem(texts(text), route)
        narrow(self.scale)
        narrow(self.route)
        self.ranked.setObjectName("round-ranked")
        self.ranked.setAccessibleName(self.ranked.text().replace("&", ""))
        theme.mark(self._look, "link")
        self._look.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look.setObjectName("round-look-at-scale")
        self._look.setAccessibleName(self._look.text())
        self.add_rows(
            (
                (texts("Calls to &each unit"), self.per_unit, "round-per-unit"),
                (texts("&Way"), self.route, "round-route"),
                (texts("S&cale"), self.scale, "round-scale"),
            )
        )
        self.form.addRow("", self._look)
        self.form.addRow("", self.ranked)

    def _on_edited(self, _: object) -> None:
        self.edited.emit()

    def _on_look(self) -> None:
        self.scale_wanted.emit(self.chosen_scale().ref)
