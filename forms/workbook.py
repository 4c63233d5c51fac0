"""Workbooks that come from outside: looked at before they are opened.

A few kilobytes of xlsx can ask for gigabytes of memory or minutes of time. The
archive's own table of contents says how large its parts become, and `zipfile`
gives no part more than that. What openpyxl makes of a part costs by the element, so
those are counted before it sees them; rows and columns are counted while reading.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import openpyxl

from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from openpyxl.workbook import Workbook

MAX_ENTRIES: Final = 200
MAX_UNPACKED: Final = 100 * 2**20
MAX_RATIO: Final = 200
MAX_STYLES: Final = 5 * 2**20
MAX_STRINGS: Final = 50 * 2**20
MAX_TAGS: Final = 2_000_000
MAX_TAGS_IN_STYLES: Final = 100_000
MAX_TAGS_IN_ROW: Final = 40_000  # a row that is formatted to its very end has 16,384
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 60

_RATIO_COUNTS_FROM: Final = 2**20
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b")

_BROKEN: Final = (
    # what zipfile and the XML parsers say; a refused entity is a ValueError
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    SyntaxError,
    ValueError,
    # what openpyxl stumbles over when a part lacks what it looks for
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
)


class WorkbookError(UserError):
    """All that is wrong in a workbook, told together.

    Attributes:
        errors: One sentence for each place.
    """

    def __init__(self, file: str, errors: Sequence[UserError]) -> None:
        super().__init__(
            "{file} was not read; {count} places have to be mended:",
            file=file,
            count=len(errors),
        )
        self.errors = tuple(errors)

    def told(self, translate: Callable[[str], str]) -> str:
        """The head, and each place on a line of its own."""
        return "\n".join(
            [super().told(translate), *(error.told(translate) for error in self.errors)]
        )


def open_workbook(data: bytes, file: str) -> Workbook:
    """The workbook, to be read row by row with `rows`.

    Args:
        data: The file's bytes.
        file: The name to say in refusals.

    Raises:
        UserError: It is no xlsx workbook, or larger than is safe to open.
    """
    _inspect(data, file)
    try:
        return openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
    except _BROKEN as error:
        raise _no_workbook(file) from error


def rows(workbook: Workbook, sheet: str, file: str) -> Iterator[tuple[str, ...]]:
    """A sheet's rows as texts, empty ones too, without empty cells at their end.

    Raises:
        UserError: The sheet is larger than is read, or damaged.
    """
    try:
        worksheet = workbook[sheet]
        worksheet.reset_dimensions()
        for number, values in enumerate(worksheet.iter_rows(values_only=True), start=1):
            if number > MAX_ROWS:
                raise UserError(
                    "{file}, sheet {sheet}: there are more than {limit} rows; "
                    "delete those that are not needed, empty ones too.",
                    file=file,
                    sheet=sheet,
                    limit=MAX_ROWS,
                )
            yield _texts(values, sheet, number, file)
    except _BROKEN as error:
        raise _no_workbook(file) from error


def _no_workbook(file: str) -> UserError:
    return UserError(
        "{file} is no readable workbook; save it as .xlsx and try again.", file=file
    )


def _inspect(data: bytes, file: str) -> None:
    """Refuse what would be dangerous to open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            harmless = _is_small(archive, len(data)) and _is_plain(archive)
    except _BROKEN as error:
        raise _no_workbook(file) from error
    if not harmless:
        raise UserError(
            "{file} is too large when unpacked and was not opened; "
            "copy what is needed into a new workbook.",
            file=file,
        )


def _is_small(archive: zipfile.ZipFile, packed: int) -> bool:
    """Whether the parts are few and small, by the archive's table of contents."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    limits = {"styles.xml": MAX_STYLES, "sharedStrings.xml": MAX_STRINGS}
    return (
        len(parts) <= MAX_ENTRIES
        and unpacked <= MAX_UNPACKED
        and unpacked <= max(_RATIO_COUNTS_FROM, MAX_RATIO * packed)
        and all(
            part.file_size <= limit
            for part in parts
            for name, limit in limits.items()
            if part.filename.casefold().endswith(name.casefold())
        )
    )


def _is_plain(archive: zipfile.ZipFile) -> bool:
    """Whether the parts are made of few enough elements."""
    left = MAX_TAGS
    for part in archive.namelist():
        if not part.casefold().endswith((".xml", ".rels")):
            continue
        content = archive.read(part)
        tags = content.count(b"<")
        left -= tags
        if left < 0 or ("styles" in part.casefold() and tags > MAX_TAGS_IN_STYLES):
            return False
        starts = [0, *(row.start() for row in _ROW.finditer(content)), len(content)]
        if "/worksheets/" in part and any(
            content.count(b"<", start, end) > MAX_TAGS_IN_ROW
            for start, end in pairwise(starts)
        ):
            return False
    return True


def _texts(
    values: Sequence[object], sheet: str, number: int, file: str
) -> tuple[str, ...]:
    texts = [_text(value) for value in values]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > MAX_COLUMNS:
        raise UserError(
            "{file}, sheet {sheet}, row {row}: there are more than {limit} columns; "
            "delete those that are not needed.",
            file=file,
            sheet=sheet,
            row=number,
            limit=MAX_COLUMNS,
        )
    return tuple(texts)


def _text(value: object) -> str:
    """What a person sees in a cell: whole numbers without a point, ISO dates."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
