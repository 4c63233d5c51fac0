"""What the documents about a plan say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.report.plans.chapters import chapters
from forms.report.plans.text import PlanText
from forms.report.plans.wording import day_said
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.plan.model import Plan
    from resources.texts import Texts

_APPROVED: Final = later("Approved {day} {number}")
_REVISED: Final = later("Revised {day} {number}")


def plan_text(plan: Plan, texts: Texts) -> PlanText:
    """The plan as a document that an agency could issue."""
    return PlanText(
        title=plan.title,
        agency="" if plan.agency in plan.title else plan.agency,
        issued=tuple(_issued(plan, texts)),
        archive=(texts("File number: "), texts("Retention period: ")),
        parts=tuple(chapters(plan, texts)),
        language=texts.language,
    )


def _issued(plan: Plan, texts: Texts) -> Iterator[str]:
    """When it was approved and revised; the number is that of the last time."""
    days = [
        (_APPROVED, plan.approved_on),
        *((_REVISED, day) for day in plan.revised_on),
    ]
    known = [(message, day) for message, day in days if day]
    number = plan.document_number or ""
    if number and not known:
        yield texts("Document number: {number}", number=number)
    for place, (message, day) in enumerate(known, start=1):
        shown = number if place == len(known) else ""
        yield texts(message, day=day_said(day, texts), number=shown)
