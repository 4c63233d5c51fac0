"""Pages without anything on them, for tests of what is around the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.widgets.page import Page
from desktop.widgets.places import (
    DirectoryOf,
    Fill,
    Finish,
    ImportPlan,
    NewVisit,
    PhoneCall,
    PhoneRoundOf,
    PhoneRounds,
    PhoneScaleOf,
    Place,
    PlanOf,
    Plans,
    Preferences,
    Printing,
    ReportOf,
    Today,
    Verify,
    Visits,
)

if TYPE_CHECKING:
    from desktop.session import Session


class BlankPage(Page):
    """Tells which place it was made for."""

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__(session)
        self.place = place
        self.setWindowTitle(type(place).__name__)
        self.button = QPushButton("button")
        QVBoxLayout(self).addWidget(self.button)


BLANK_PAGES: Final = dict.fromkeys(
    (
        Today,
        Visits,
        NewVisit,
        Fill,
        Finish,
        ReportOf,
        Verify,
        Printing,
        DirectoryOf,
        Preferences,
        Plans,
        PlanOf,
        ImportPlan,
        PhoneRounds,
        PhoneRoundOf,
        PhoneScaleOf,
        PhoneCall,
    ),
    BlankPage,
)
