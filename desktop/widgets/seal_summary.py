"""The last look before a report is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.card import Card
from forms.inspection import Role
from forms.report.said import period
from forms.report.visit import check_code
from forms.signing.chain import ROLE_WORDS, Demand

if TYPE_CHECKING:
    from collections.abc import Collection

    from forms.sealed import SealedInspection
    from forms.signing.chain import Link
    from resources.texts import Texts


class SealSummary(QWidget):
    """What is about to be sealed, and what that means."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._card = Card(texts("About to be finalised"))
        self._form = QFormLayout()
        self._lay_out()

    def show_sealed(self, sealed: SealedInspection, drawn: Collection[Role]) -> None:
        """Show this; ``drawn`` are the roles that signed with ink."""
        while self._form.rowCount():
            self._form.removeRow(0)
        visit = sealed.inspection
        percent = sealed.score.percent
        for label, text in (
            (
                self.texts("Record number"),
                self.texts(
                    "{number}  version {version}",
                    number=sealed.number,
                    version=visit.version,
                ),
            ),
            (self.texts("Inspected unit"), visit.unit),
            (
                self.texts("Time of visit"),
                period(self.texts, visit.started, visit.ended),
            ),
            (self.texts("Score"), percent or "－"),
            (self.texts("Findings"), str(len(sealed.findings))),
            (self.texts("Check code"), check_code(sealed)),
            *(
                (self.texts(ROLE_WORDS[link.role]), self._signing(link, drawn))
                for link in sealed.chain
                if link.role in (Role.INSPECTOR, Role.ACCOMPANYING)
            ),
        ):
            name = QLabel(label)
            theme.mark(name, "muted")
            said = QLabel(text)
            said.setWordWrap(True)
            self._form.addRow(name, said)

    def _signing(self, link: Link, drawn: Collection[Role]) -> str:
        if link.demand is Demand.REFUSED:
            what = self.texts("Refuses to sign: {reason}", reason=link.reason)
        elif link.role != Role.INSPECTOR and not link.certificate:
            what = self.texts(
                "Signs later, from the file; until then it is incomplete."
            )
        elif link.role in drawn:
            what = self.texts("signs, with ink")
        else:
            what = self.texts("signs, without ink")
        return f"{link.name}　{what}".lstrip("　")

    def _lay_out(self) -> None:
        told = QLabel(
            self.texts(
                "From then on nothing about this visit changes any more. A correction "
                "is a new version that names this one."
            )
        )
        told.setWordWrap(True)
        theme.mark(told, "guidance")
        self._form.setSpacing(8)
        self._form.setHorizontalSpacing(24)
        self._card.body.addLayout(self._form)
        self._card.add(told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        layout.addStretch()
