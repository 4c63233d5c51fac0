"""The obligations of a plan as a sheet, each part in a column of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.report.plans.sheets import Sheet
from forms.report.plans.wording import first_line, rule_said, state_said
from forms.report.said import day
from forms.report.sheet_text import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation
    from resources.texts import Texts

_LETTERS: Final = (18, 14, 48, 20, 18, 18, 10, 10, 10, 12)


def duties_sheet(plan: Plan, obligations: Sequence[Obligation], texts: Texts) -> Sheet:
    """A row for each, in their order."""
    heads = (
        texts("Unit"),
        texts("Number of the item"),
        texts("Words of the item"),
        texts("Its rule"),
        texts("First day"),
        texts("Due day"),
        texts("Times done"),
        texts("At least"),
        texts("At most"),
        texts("State"),
    )
    rows = []
    for one in obligations:
        item = plan.item(one.item)
        rows.append(
            (
                one.unit,
                plan.label(one.item) if item.ordinal else "",
                first_line(item.text),
                rule_said(item.deadline, texts),
                day(texts, one.window.start),
                day(texts, one.window.due),
                one.count,
                "" if one.min is None else one.min,
                "" if one.max is None else one.max,
                state_said(one.state, texts),
            )
        )
    return Sheet(
        name=named(texts("Obligations of the plan")),
        rows=(heads, *rows),
        widths=_LETTERS,
    )
