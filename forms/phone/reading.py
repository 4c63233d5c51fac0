"""A frame out of a workbook or out of JSON, whoever made it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from forms.checklist.reading import read_name
from forms.errors import UserError
from forms.phone.frame import Line, refuse_unusable
from forms.workbook import MAX_ROWS, open_workbook, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook

MAX_BYTES: Final = 32 * 2**20
"""More than any frame that is read needs."""

_ZIP: Final = b"PK"
_UNIT: Final = frozenset({"單位", "unit"})
_EXTENSION: Final = frozenset({"分機", "extension", "號碼", "telephone number"})
"""The latter two as the directory's own workbook calls them."""


def read_frame(data: bytes, file: str) -> tuple[Line, ...]:
    """The frame that the file holds, in its order.

    A workbook has a sheet whose first row holds the headings 單位 and 分機, or unit and
    extension; other columns and sheets do not matter. JSON is a list of objects with
    just these two names.

    Args:
        data: The file's bytes.
        file: The name to say in refusals.

    Raises:
        UserError: It is neither, too large, a line lacks something, or no sample could
            be drawn from it.
    """
    lines = _of_workbook(data, file) if data.startswith(_ZIP) else _of_json(data, file)
    frame = tuple(lines)
    refuse_unusable(frame)
    return frame


def _of_json(data: bytes, file: str) -> Iterator[Line]:
    try:
        given = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UserError(
            "{file} is neither a workbook nor JSON; save the units and extensions as "
            ".xlsx.",
            file=file,
        ) from error
    if not isinstance(given, list) or len(given) > MAX_ROWS:
        raise UserError(
            "{file}: a list of no more than {most} units and extensions is expected.",
            file=file,
            most=MAX_ROWS,
        )
    for number, one in enumerate(given, start=1):
        where = f"{file}[{number}]"
        if not isinstance(one, dict) or set(one) != {"unit", "extension"}:
            raise UserError(
                "{where}: an object with “unit” and “extension” is expected, and "
                "nothing else in it.",
                where=where,
            )
        yield Line(
            unit=read_name(one["unit"], f"{where}.unit"),
            extension=read_name(_number(one["extension"]), f"{where}.extension"),
        )


def _number(extension: object) -> object:
    """A whole number as the text that it is; anything else as it was given."""
    if isinstance(extension, int) and not isinstance(extension, bool):
        return str(extension)
    return extension


def _of_workbook(data: bytes, file: str) -> Iterator[Line]:
    workbook = open_workbook(data, file)
    try:
        yield from _of_sheets(workbook, file)
    finally:
        workbook.close()


def _of_sheets(workbook: Workbook, file: str) -> Iterator[Line]:
    for sheet in workbook.sheetnames:
        lines = rows(workbook, sheet, file)
        headings = next(lines, ())
        unit, extension = (_column(headings, names) for names in (_UNIT, _EXTENSION))
        if unit is None or extension is None:
            continue
        for row, cells in enumerate(lines, start=2):
            if any(cells):
                where = f"{file}, {sheet}, {row}"
                yield Line(
                    unit=read_name(_cell(cells, unit), f"{where}, {headings[unit]}"),
                    extension=read_name(
                        _cell(cells, extension), f"{where}, {headings[extension]}"
                    ),
                )
        return
    raise UserError(
        "{file} has no sheet whose first row holds the headings 單位 and 分機; add "
        "them.",
        file=file,
    )


def _column(headings: tuple[str, ...], names: frozenset[str]) -> int | None:
    return next(
        (number for number, text in enumerate(headings) if text.casefold() in names),
        None,
    )


def _cell(cells: tuple[str, ...], column: int) -> str:
    return cells[column] if column < len(cells) else ""
