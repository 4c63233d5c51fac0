"""A place that is no more, and where to go instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.widgets.places import Place, ReportOf, Today, Visits
from forms.errors import UserError

if TYPE_CHECKING:
    from db.store import Store


class GoneError(UserError):
    """What a page should show was discarded, or is something else by now.

    Attributes:
        instead: Where the person is taken.
    """

    def __init__(self, message: str, *, instead: Place, **fields: object) -> None:
        super().__init__(message, **fields)
        self.instead = instead


def require_draft(store: Store, inspection: str) -> None:
    """Refuse a visit that is none any more, or one that is sealed.

    Raises:
        GoneError: It is not a draft.
    """
    visit = store.inspections.get(inspection)
    if visit is None:
        raise GoneError(
            "The draft that was worked on here was discarded; begin a new inspection, "
            "or bring the draft back in the list.",
            instead=Today(),
        )
    if visit.number is not None:
        raise GoneError(
            "The inspection of {unit} was finalised meanwhile; this is its report.",
            instead=ReportOf(visit.number),
            unit=visit.unit,
        )


def require_report(store: Store, number: str) -> None:
    """Refuse the number of a report that is not kept here.

    Raises:
        GoneError: There is none of that number.
    """
    if store.reports.sealed(number) is None:
        raise GoneError(
            "There is no report {number} in this profile; choose another in the list.",
            instead=Visits(),
            number=number,
        )
