"""The workbook in which units give their accounts (辦理情形): handed out, taken back.

Each row carries the key of its item in a hidden first column, so that it finds its
place again whatever was sorted, coloured or left out.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from forms.checklist.execution import ACCOUNT, DONE_ON, PROOF, rows_of
from forms.checklist.reading import brief, read_text
from forms.errors import UserError
from forms.roc import day_typed
from forms.workbook import WorkbookError, open_workbook, rows
from resources.texts import LANGUAGES, Texts, later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from forms.checklist.model import Checklist, Trace
    from forms.inspection import Answer

_COLUMNS: Final = (
    ("key", later("Key"), 4),
    ("unit", later("Unit"), 16),
    ("place", later("Place in the plan"), 16),
    ("demand", later("What the plan demands"), 48),
    (ACCOUNT, later("Account of what was done"), 56),
    (DONE_ON, later("Done on"), 16),
    (PROOF, later("Proof"), 32),
)
_SHEET: Final = later("Accounts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """What a workbook that came back says.

    Attributes:
        by_item: For items of the sheet what was filled in; rows left empty are not
            among them.
        unknown: Numbers of rows that are none of the sheet's.
    """

    by_item: Mapping[str, Mapping[str, str]]
    unknown: tuple[int, ...]


def write_accounts(
    sheet: Checklist, answers: Mapping[str, Answer], texts: Texts
) -> bytes:
    """The workbook to hand out, with what is known already.

    Args:
        sheet: An execution sheet.
        answers: By item.
        texts: The language of the headings.
    """
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(texts(_SHEET))
    page.freeze_panes = "B2"
    for position, (_, _, width) in enumerate(_COLUMNS, start=1):
        page.column_dimensions[get_column_letter(position)].width = width
    page.column_dimensions["A"].hidden = True
    page.append(_cells(page, [texts(title) for _, title, _ in _COLUMNS], bold=True))
    for item, trace in rows_of(sheet):
        answer = answers.get(item.key)
        attached = answer.attached if answer else {}
        known = [attached.get(key, "") for key in (ACCOUNT, DONE_ON, PROOF)]
        demand = texts.of(item.text)
        page.append(
            _cells(page, [item.key, trace.unit, trace.citation, demand, *known])
        )
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def read_accounts(data: bytes, file: str, sheet: Checklist, today: date) -> Accounts:
    """What a unit has filled in.

    Args:
        data: The bytes of a workbook that may come from anywhere.
        file: The name to say in refusals.
        sheet: The execution sheet that it was handed out for.
        today: Completes a day without a year.

    Raises:
        UserError: It is no workbook, or not the one of this sheet; or all that is
            wrong in it, told together.
    """
    workbook = open_workbook(data, file)
    name, columns, lines = _page(workbook, file)
    known = {item.key: trace for item, trace in rows_of(sheet)}
    found: dict[str, dict[str, str]] = {}
    unknown: list[int] = []
    wrong: list[UserError] = []
    seen: Counter[str] = Counter()
    for number, line in enumerate(lines, start=2):
        row = {key: line[at] for key, at in columns.items() if at < len(line)}
        given = {key: row[key] for key in (ACCOUNT, DONE_ON, PROOF) if row.get(key)}
        key = row.get("key", "")
        if not given:
            continue
        if key not in known:
            unknown.append(number)
            continue
        seen[key] += 1
        where = f"{file}, {name}, {number}"
        if seen[key] > 1:
            wrong.append(
                UserError("{where}: this row stands there twice.", where=where)
            )
        wrong.extend(_misplaced(row, known[key], where))
        wrong.extend(_wrong(given, where, today))
        found[key] = given
    if wrong:
        raise WorkbookError(file, wrong)
    if unknown and not found:
        raise UserError(
            "{file} belongs to another execution sheet; take back the workbook that "
            "was handed out for this one.",
            file=file,
        )
    return Accounts(by_item=found, unknown=tuple(unknown))


def _page(
    workbook: Workbook, file: str
) -> tuple[str, dict[str, int], Iterator[tuple[str, ...]]]:
    """The sheet with the accounts, where its columns stand, and the rows below."""
    for name in workbook.sheetnames:
        lines = rows(workbook, name, file)
        columns = _columns(next(lines, ()))
        if "key" in columns and ACCOUNT in columns:
            return name, columns, lines
    raise UserError(
        "{file} lacks the hidden first column or the column of accounts; fill in "
        "the workbook as it was handed out.",
        file=file,
    )


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Where each column stands now, by its heading in either language."""
    keys = {Texts(one)(title): key for one in LANGUAGES for key, title, _ in _COLUMNS}
    return {keys[text]: at for at, text in enumerate(heading) if text in keys}


def _misplaced(row: Mapping[str, str], trace: Trace, where: str) -> Iterator[UserError]:
    """A row whose hidden key stayed behind when the rest of it was sorted."""
    for key, own in (("unit", trace.unit), ("place", trace.citation)):
        shown = row.get(key, "")
        if shown and shown != _cleaned(own).strip():
            yield UserError(
                "{where}: the hidden first column says that this row belongs to "
                "{unit}, {place}, and it reads “{shown}”; sort whole rows only, or "
                "fill in a new copy of the workbook.",
                where=where,
                unit=trace.unit,
                place=trace.citation,
                shown=shown[:60],
            )


def _wrong(given: dict[str, str], where: str, today: date) -> Iterator[UserError]:
    """What is wrong in a row; days are put as ISO dates."""
    try:
        given[ACCOUNT] = read_text(given.get(ACCOUNT, ""), where)
        given[PROOF] = read_text(given.get(PROOF, ""), where)
        if typed := given.get(DONE_ON):
            given[DONE_ON] = _day(typed, where, today)
    except UserError as error:
        yield error


def _day(typed: str, where: str, today: date) -> str:
    day = day_typed(typed, today)
    if day is None:
        raise UserError(
            "{where}: “{value}” is no day; write it like 115/11/20.",
            where=where,
            value=brief(typed),
        )
    return day.isoformat()


def _cleaned(text: str) -> str:
    """The text as a workbook can hold it."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _cells(
    page: WriteOnlyWorksheet, texts: Sequence[str], *, bold: bool = False
) -> list[Cell]:
    """Cells that stay text whatever they start with: never a formula."""
    cells = []
    for text in texts:
        cell = WriteOnlyCell(page, value=_cleaned(text))
        cell.data_type = "s"
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    return cells
