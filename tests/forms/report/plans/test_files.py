"""ODF and Excel files as other programs see them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import odfdo
import openpyxl
import pytest
from lxml import etree

from forms.plan.coverage import Seen
from forms.report.plans.content import plan_text
from forms.report.plans.duties_sheet import duties_sheet
from forms.report.plans.matrix import matrix_of, matrix_sheet
from forms.report.plans.ods import as_ods
from forms.report.plans.odt import as_odt
from forms.report.plans.sheets import Merged, Sheet, lines_of, plan_sheets
from forms.report.plans.xlsx import as_xlsx
from forms.report.sheet_text import named
from tests.forms.report.plans import make
from tests.forms.report.plans.test_calendar import owed

DANGEROUS = ["=1+1", "+1", "-1", "@A1", "\t=1", '=HYPERLINK("x")', "＝1"]


def odt(plan: Any = make.SMALL) -> bytes:
    return as_odt(plan_text(plan, make.CHINESE), make.CHINESE)


def opened(data: bytes) -> odfdo.Document:
    return odfdo.Document(io.BytesIO(data))


def sheet(*texts: str) -> Sheet:
    return Sheet(name="表", rows=(("甲",), *((text,) for text in texts)), widths=(20,))


def test_an_odt_names_the_fonts_of_the_government() -> None:
    styles = opened(odt()).styles.serialize().decode()
    assert 'style:font-name-asian="標楷體"' in styles
    assert "DFKai-SB" in styles
    assert "TW-Kai" in styles


def test_an_odt_has_ruled_tables_whose_heads_are_repeated() -> None:
    (table,) = opened(odt()).body.tables
    (head,) = table.get_elements("table:table-header-rows")
    assert [
        cell.text_recursive for cell in head.get_elements("descendant::text:p")
    ] == [*("策略", "推動作法", "完成期限", "執行單位")]


def test_merged_cells_of_an_odt_cover_what_is_below() -> None:
    (table,) = opened(odt()).body.tables
    spans = [
        cell.get_attribute("table:number-rows-spanned")
        for cell in table.get_elements("descendant::table:table-cell")
    ]
    assert spans.count("2") == 1
    assert len(table.get_elements("descendant::table:covered-table-cell")) == 1


@pytest.mark.parametrize(
    "data", [odt(), as_ods([sheet("乙")], title="表", language="zh-TW")]
)
def test_an_odf_file_says_first_what_it_is(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert first.filename == "mimetype"
        assert first.compress_type == zipfile.ZIP_STORED
        assert archive.read("mimetype").startswith(
            b"application/vnd.oasis.opendocument"
        )
        listed = etree.fromstring(archive.read("META-INF/manifest.xml"))
        paths = {value for entry in listed for value in entry.attrib.values()}
        assert set(archive.namelist()) - {"mimetype", "META-INF/manifest.xml"} <= paths


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert odt() == odt()
    sheets = [sheet("乙")]
    once = as_ods(sheets, title="表", language="zh-TW")
    assert once == as_ods(sheets, title="表", language="zh-TW")


def test_blanks_marks_and_forbidden_characters_survive_or_go() -> None:
    text = 'a  b <c> & "d" \x00\x0b\ufffe\U0002f800終'
    plan = make.plan(make.item("1", text))
    (table,) = opened(odt(plan)).body.tables
    rows = table.get_elements("descendant::table:table-row")
    (written, *_) = rows[1].get_elements("descendant::text:p")
    assert written.text_recursive == '一、a  b <c> & "d" \U0002f800終'
    lines = plan_sheets(
        plan_text(plan, make.CHINESE), lines_name="本文", table_name="項目"
    )
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(lines, title=text)))
    assert book["項目"]["A2"].value == '一、a  b <c> & "d" \U0002f800終'


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_never_becomes_a_formula(text: str) -> None:
    shown = text.replace("\t", " ")
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([sheet(text)], title="表")))
    cell = book["表"]["A2"]
    assert (cell.value, cell.data_type) == (shown, "s")
    data = as_ods([sheet(text)], title="表", language="zh-TW")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
    assert b"formula" not in content
    (table,) = opened(data).body.tables
    assert table.get_cell("A2").value == shown
    assert table.get_cell("A2").type == "string"


def test_names_of_sheets_are_such_as_spreadsheets_allow() -> None:
    assert named("甲/乙:[丙]*?") == "甲-乙-丙-"
    assert len(named("名" * 99)) == 31
    assert named("") == "-"


def test_a_plan_in_excel_keeps_its_heads_in_sight_and_its_cells_merged() -> None:
    sheets = plan_sheets(
        plan_text(make.SMALL, make.CHINESE), lines_name="本文", table_name="項目"
    )
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(sheets, title="計畫")))
    assert book.sheetnames == ["本文", "項目"]
    assert book["項目"].freeze_panes == "A2"
    assert [str(one) for one in book["項目"].merged_cells.ranges] == ["A2:A3"]
    assert book["項目"]["A2"].font.name == "標楷體"


def test_a_wide_matrix_keeps_its_items_in_sight_and_is_not_printed_too_small() -> None:
    sheet_of_all = matrix_sheet(
        make.SMALL, matrix_of(make.SMALL, make.seen(Seen.COVERED)), make.CHINESE
    )
    wide = replace(sheet_of_all, widths=(60, 60, 60, 60, 60, 60))
    for one, fits in ((sheet_of_all, True), (wide, False)):
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx([one], title="")))
        page = book.worksheets[0]
        assert page.freeze_panes == "C2"
        assert page.sheet_properties.pageSetUpPr is not None
        assert bool(page.sheet_properties.pageSetUpPr.fitToPage) is fits


def test_coverage_in_a_sheet_tells_all_that_is_known_of_a_cell() -> None:
    matrix = matrix_of(make.SMALL, make.seen(Seen.COVERED))
    head, first, second = matrix_sheet(make.SMALL, matrix, make.CHINESE).rows
    assert head[3:5] == make.UNITS
    assert first[3:] == ("○ 待查核", "○ 待查核", "0／2")
    assert second[2:] == ("TE.TE01、TE.TE02", "○ 待查核", "", "0／1")


def test_waived_cells_are_not_asked_for() -> None:
    matrix = matrix_of(make.SMALL, make.seen(Seen.WAIVED))
    assert [(row.seen, row.bound) for row in matrix.rows] == [(0, 0), (0, 0)]


def test_obligations_in_a_sheet_have_numbers_that_can_be_summed() -> None:
    rows = duties_sheet(make.SMALL, owed("2026-11-20"), make.CHINESE).rows
    data = as_xlsx(
        [duties_sheet(make.SMALL, owed("2026-11-20"), make.CHINESE)], title=""
    )
    book = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.value for cell in book[4]][-4:] == [0, 2, 3, "○ 待辦理"]
    assert rows[3][:4] == ("秘書室", "一、(二)", "辦理電話禮貌測試。", "每年二~三次")


def test_a_row_is_as_tall_as_its_longest_cell_needs() -> None:
    tall = Sheet(
        name="表",
        rows=(("甲", "乙"), ("一" * 40, "一\n二\n三"), ("", "四")),
        widths=(11, 11),
        merged=(Merged(row=1, column=0, rows=2, columns=1),),
    )
    assert lines_of(tall) == [1, 6, 4]
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([tall], title="表")))
    heights = [book["表"].row_dimensions[n].height for n in (1, 2, 3)]
    assert heights == [20.5, 103.0, 70.0]
