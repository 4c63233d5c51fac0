"""A plan, its coverage and its obligations, as files that others can open.

The name that a person gives the file says what it becomes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.workflows.write_file import refuse_unwritable, write_file
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime
    from pathlib import Path

    from forms.plan.coverage import ActionCoverage
    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation
    from forms.report.plans.sheets import Sheet
    from resources.texts import Texts

PLAN_FILES: Final = (".pdf", ".odt", ".xlsx")
"""What a plan can be written as; the first is offered first."""

COVERAGE_FILES: Final = (".pdf", ".ods", ".xlsx")
OBLIGATION_FILES: Final = (".pdf", ".ods", ".xlsx", ".ics")


def write_plan(plan: Plan, path: Path, texts: Texts) -> None:
    """Write the plan as an official document or as sheets.

    Raises:
        UserError: The name says no known type, or the place cannot be written.
    """
    suffix = _suffix(path, PLAN_FILES)
    # What sets a page or writes a sheet is heavy, and only then needed.
    from forms.report.plans.content import plan_text

    text = plan_text(plan, texts)
    if suffix == ".pdf":
        from forms.report.plans.plan_pdf import plan_pdf

        content = plan_pdf(plan, text, texts)
    elif suffix == ".odt":
        from forms.report.plans.odt import as_odt

        content = as_odt(text, texts)
    else:
        from forms.report.plans.sheets import plan_sheets

        sheets = plan_sheets(
            text,
            lines_name=texts("Text of the plan"),
            table_name=texts("Items of the plan"),
        )
        content = _as_sheets(sheets, suffix, plan.title, texts)
    write_file(path, content)


def write_coverage(
    plan: Plan,
    coverage: Sequence[ActionCoverage],
    path: Path,
    texts: Texts,
    step: Callable[[int, int], None] | None = None,
) -> None:
    """Write the matrix of actions and units.

    Args:
        plan: The plan.
        coverage: Its actions.
        path: A name that says what the file becomes.
        texts: The language.
        step: Told how much is done, and of how much; may raise to stop.

    Raises:
        UserError: The name says no known type, or the place cannot be written.
    """
    suffix = _suffix(path, COVERAGE_FILES)
    from forms.report.plans.matrix import matrix_of, matrix_sheet

    matrix = matrix_of(plan, coverage)
    if suffix == ".pdf":
        from forms.report.plans.matrix_pdf import matrix_pdf

        content = matrix_pdf(plan, matrix, texts, step)
    else:
        sheet = matrix_sheet(plan, matrix, texts)
        content = _as_sheets([sheet], suffix, sheet.name, texts)
    write_file(path, content)


def write_obligations(
    plan: Plan,
    obligations: Sequence[Obligation],
    path: Path,
    texts: Texts,
    now: datetime,
    step: Callable[[int, int], None] | None = None,
) -> None:
    """Write what is owed: all of it, or as a calendar what is due and overdue.

    Args:
        plan: The plan.
        obligations: In the order of the list.
        path: A name that says what the file becomes.
        texts: The language.
        now: The moment that they are told for; aware of its zone.
        step: Told how much is done, and of how much; may raise to stop.

    Raises:
        UserError: The name says no known type, or the place cannot be written.
    """
    suffix = _suffix(path, OBLIGATION_FILES)
    if suffix == ".ics":
        from forms.report.plans.calendar import as_calendar

        content = as_calendar(plan, obligations, texts, now)
    elif suffix == ".pdf":
        from forms.report.plans.duties_pdf import duties_pdf

        content = duties_pdf(plan, obligations, texts, now.date(), step)
    else:
        from forms.report.plans.duties_sheet import duties_sheet

        sheet = duties_sheet(plan, obligations, texts)
        content = _as_sheets([sheet], suffix, sheet.name, texts)
    write_file(path, content)


def _suffix(path: Path, known: Collection[str]) -> str:
    """What the name asks for, once it is sure that it can be written there."""
    suffix = path.suffix.lower()
    if suffix not in known:
        raise UserError(
            "{file} cannot be written as such a file; end its name in one of "
            "{suffixes}.",
            file=path,
            suffixes="、".join(known),
        )
    refuse_unwritable(path)
    return suffix


def _as_sheets(sheets: Sequence[Sheet], suffix: str, title: str, texts: Texts) -> bytes:
    if suffix == ".ods":
        from forms.report.plans.ods import as_ods

        return as_ods(sheets, title=title, language=texts.language)
    from forms.report.plans.xlsx import as_xlsx

    return as_xlsx(sheets, title=title)
