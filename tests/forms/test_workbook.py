"""Workbooks from outside are read, or refused before they do harm."""

from __future__ import annotations

import io
import os
import zipfile

import openpyxl
import pytest

from forms.errors import UserError
from forms.workbook import MAX_ENTRIES, MAX_ROWS, WorkbookError, open_workbook, rows


def workbook_of(*cells: tuple[str, str | float | bool]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "S"
    for place, value in cells:
        sheet[place] = value
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts put in another's place."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return changed.getvalue()


def with_rows(rows_xml: bytes) -> bytes:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + rows_xml + b"</sheetData></worksheet>"
    )
    return with_part(workbook_of(), "xl/worksheets/sheet1.xml", sheet)


def read(data: bytes) -> list[tuple[str, ...]]:
    return list(rows(open_workbook(data, "f.xlsx"), "S", "f.xlsx"))


def test_cells_are_read_as_people_see_them() -> None:
    data = workbook_of(("A1", " a "), ("B1", 12.0), ("C1", 1.5), ("B3", True))
    assert read(data) == [("a", "12", "1.5"), (), ("", "True")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"no workbook at all",
        workbook_of()[:-300],
        with_part(workbook_of(), "xl/workbook.xml", b"<"),
        with_part(workbook_of(), "[Content_Types].xml", b"<Types/>"),
        with_part(
            workbook_of(),
            "xl/workbook.xml",
            b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>',
        ),
    ],
    ids=["empty", "head", "text", "cut", "xml", "types", "entity"],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="is no readable workbook"):
        read(data)


def test_damaged_sheet_is_refused() -> None:
    with pytest.raises(UserError, match="no readable workbook"):
        read(with_rows(b'<row r="1"><c r="A1"><v>1</c></row>'))


@pytest.mark.parametrize(
    ("name", "size"),
    [("xl/media/zeros.bin", 2**20 * 101), ("xl/styles.xml", 2**20 * 6)],
)
def test_bomb_is_not_opened(name: str, size: int) -> None:
    with pytest.raises(UserError, match="too large when unpacked"):
        read(with_part(workbook_of(), name, bytes(size)))


def test_too_many_parts_are_not_opened() -> None:
    data = workbook_of()
    changed = io.BytesIO(data)
    with zipfile.ZipFile(changed, "a") as archive:
        for number in range(MAX_ENTRIES):
            archive.writestr(f"xl/part{number}", b"")
    with pytest.raises(UserError, match="too large when unpacked"):
        read(changed.getvalue())


@pytest.mark.parametrize(
    ("part", "element"),
    [
        ("xl/worksheets/sheet1.xml", b"<c/>"),
        ("xl/styles.xml", b"<xf/>"),
        ("xl/sharedStrings.xml", b"<si/>"),
    ],
)
def test_too_many_elements_are_not_opened(part: str, element: bytes) -> None:
    many = 2_000_001 if "Strings" in part else 100_001
    data = with_part(workbook_of(), part, b"<a>" + element * many + b"</a>")
    padded = with_part(data, "xl/media/noise.bin", os.urandom(2**17))
    with pytest.raises(UserError, match="too large when unpacked"):
        read(padded)


def test_cell_far_below_is_refused() -> None:
    with pytest.raises(UserError, match=f"sheet S: there are more than {MAX_ROWS}"):
        read(workbook_of(("A1", "a"), ("A1048576", "b")))


def test_cell_far_to_the_right_is_refused() -> None:
    with pytest.raises(UserError, match="sheet S, row 2: there are more than 60"):
        read(workbook_of(("XFD2", "b")))


def test_all_mistakes_are_told_each_on_its_line() -> None:
    error = WorkbookError("f.xlsx", [UserError("One."), UserError("{n}.", n="Two")])
    assert str(error) == (
        "f.xlsx was not read; 2 places have to be mended:\nOne.\nTwo."
    )
