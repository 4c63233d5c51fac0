"""What the readers make of each file type."""

from __future__ import annotations

import io
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from odfdo import Document as OdfDocument
from odfdo import Element
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from forms.errors import UserError
from forms.plan.building.build import build_plan
from forms.plan.reading.document import Cell, Document, Place, Row, Table
from forms.plan.reading.markup import paragraphs
from forms.plan.reading.read import read_document
from tests.forms.plan.documents import ENGLISH, plan_of

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def lines(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def cells(document: Document) -> list[list[str]]:
    return [[c.text for c in row.cells] for t in document.tables for row in t.rows]


def test_html_in_cells_is_taken_apart() -> None:
    text = '<p>甲</p> <ol style="x"> <li>乙 &amp; 丙</li></ol>丁<br/>戊 <b>己</b>'
    assert paragraphs(text) == ("甲", "乙 & 丙", "丁", "戊 己")
    assert paragraphs("a < b 且 c > d") == ("a < b 且 c > d",)


def test_quoted_field_of_a_text_table_is_unquoted() -> None:
    document = read_document('"甲ㄧ"\t"說""乙"""\n'.encode(), "x.txt")
    assert cells(document) == [["甲ㄧ", '說"乙"']]


def test_text_table_goes_on_over_blank_lines_and_ends_at_prose() -> None:
    document = read_document("a\tb\n\nc\td\n丙\ne\tf\n".encode(), "x.txt")
    assert [len(table.rows) for table in document.tables] == [2, 1]
    assert document.tables[1].rows[0].place.line == 5


def test_merged_cells_of_a_word_table_are_told() -> None:
    file = docx.Document()
    table = file.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "甲"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "乙"
    written = io.BytesIO()
    file.save(written)
    (read,) = read_document(written.getvalue(), "x").tables
    assert [[c.covered for c in row.cells] for row in read.rows] == [
        [False, False, True],
        [True, False, False],
    ]


def test_dates_and_merged_cells_of_a_sheet_are_told() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ["工作項目", "推動方法", "完成期限", "承辦單位"],
        ["一、櫃檯", "(一)設置諮詢檯。", date(2026, 11, 20), "服務課"],
        ["", "(二)提供範例。", "", "服務課"],
    ):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    written = io.BytesIO()
    workbook.save(written)
    plan = plan_of(written.getvalue())
    assert [plan.item(f"1-{n}").deadline.on for n in (1, 2)] == ["2026-11-20"] * 2


def test_merged_cell_of_deadlines_holds_for_the_rows_below() -> None:
    file = docx.Document()
    rows = [
        ["工作項目", "推動方法", "完成期限", "承辦單位"],
        ["一、櫃檯", "(一)設置諮詢檯。", "持續辦理", "服務課"],
        ["", "(二)提供範例。", "", "服務課"],
        ["", "(三)主動引導。", "", "服務課"],
    ]
    table = file.add_table(rows=4, cols=4)
    for written, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(written.cells, row, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    saved = io.BytesIO()
    file.save(saved)
    plan = plan_of(saved.getvalue())
    assert [plan.item(f"1-{n}").deadline.text for n in (1, 2, 3)] == [
        "持續辦理",
        "持續辦理",
        None,
    ]


def test_numbers_that_word_counts_are_written_out() -> None:
    file = docx.Document()
    numbering = file.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(
            [("taiwaneseCountingThousand", "%1、"), ("decimal", "(%2)")]
        )
    )
    numbering.insert(
        0,
        parse_xml(f'<w:abstractNum {_W} w:abstractNumId="99">{levels}</w:abstractNum>'),
    )
    numbering.append(
        parse_xml(f'<w:num {_W} w:numId="99"><w:abstractNumId w:val="99"/></w:num>')
    )
    for text, level in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 0), ("戊", 1)):
        properties = file.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {_W}><w:ilvl w:val="{level}"/>'
                '<w:numId w:val="99"/></w:numPr>'
            )
        )
    written = io.BytesIO()
    file.save(written)
    read = read_document(written.getvalue(), "x")
    assert lines(read) == ["一、甲", "(1)乙", "(2)丙", "二、丁", "(1)戊"]


def test_numbers_that_an_odf_list_counts_are_written_out() -> None:
    file = OdfDocument("text")
    file.body.clear()
    file.body.append(
        Element.from_tag(
            '<text:list-style style:name="Z"><text:list-level-style-number '
            'text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
            '<text:list-level-style-number text:level="2" style:num-format="1" '
            'style:num-prefix="(" style:num-suffix=")"/></text:list-style>'
        )
    )
    file.body.append(
        Element.from_tag(
            '<text:list text:style-name="Z"><text:list-item><text:p>甲</text:p>'
            "<text:list><text:list-item><text:p>乙</text:p></text:list-item>"
            "<text:list-item><text:p>丙</text:p></text:list-item></text:list>"
            "</text:list-item><text:list-item><text:p>丁</text:p></text:list-item>"
            "</text:list>"
        )
    )
    written = io.BytesIO()
    file.save(written)
    read = read_document(written.getvalue(), "x")
    assert lines(read) == ["一、甲", "(1)乙", "(2)丙", "二、丁"]


def test_drawn_box_with_merged_cells_is_a_table() -> None:
    drawn = """
┌────┬────┐
│甲      │一      │
│        ├────┤
│        │二      │
│        │三      │
└────┴────┘
"""
    (table,) = read_document(drawn.encode(), "x").tables
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["甲", "一"],
        ["", "二三"],
    ]
    assert table.rows[1].cells[0].covered


def test_a_scan_is_refused() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.rect(50, 50, 300, 600, fill=1)
    canvas.save()
    with pytest.raises(UserError, match="pictures of pages"):
        read_document(file.getvalue(), "scan.pdf")


def test_a_text_without_any_plan_is_refused() -> None:
    with pytest.raises(UserError, match="holds no plan"):
        plan_of("今天天氣很好。")


def test_row_that_the_page_cut_between_two_items_keeps_its_deadline() -> None:
    def table(page: int, *rows: list[str]) -> Table:
        return Table(
            place=Place(page=page),
            rows=tuple(
                Row(
                    place=Place(page=page, row=position),
                    cells=tuple(
                        Cell(
                            lines=tuple(text.split()),
                            place=Place(page=page, row=position, column=column),
                            wrapped=True,
                        )
                        for column, text in enumerate(row, start=1)
                    ),
                )
                for position, row in enumerate(rows, start=1)
            ),
        )

    header = ["工作項目", "推動方法", "完成期限", "承辦單位"]
    first = ["一、櫃檯", "(一)設置諮 詢檯。 (二)提供範例。", "持續辦理", "服務課"]
    rest = ["", "(三)主動引 導。", "", ""]
    last = ["", "(四)公布代理人。", "", "人事室"]
    document = Document(blocks=(table(1, header, first), table(2, header, rest, last)))
    plan = build_plan(document, ENGLISH, file="x", code="x").plan
    assert [
        (item.text, item.owners, item.deadline.text) for item in plan.actions()
    ] == [
        ("設置諮詢檯。", ("服務課",), "持續辦理"),
        ("提供範例。", ("服務課",), "持續辦理"),
        ("主動引導。", ("服務課",), "持續辦理"),
        ("公布代理人。", ("人事室",), None),
    ]


def test_row_beside_a_merged_cell_stands_for_itself() -> None:
    """What a page cut in two is joined and put right; a merged cell cuts nothing."""
    rows = [
        ["工作項目", "推動方法", "完成期限", "承辦單位"],
        ["一、櫃檯", "設置諮詢檯，並", "持續辦理", "服務課"],
        ["", "二、提供範例", "持續辦理", "服務課"],
        ["", "主動引導", "持續辦理", "服務課"],
        ["二、電話", "轉接前先說明。", "持續辦理", "服務課"],
    ]
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    written = io.BytesIO()
    made.save(written)
    plan = plan_of(written.getvalue())
    assert [(item.level, item.text) for item in plan.items] == [
        (1, "櫃檯"),
        (2, "設置諮詢檯，並"),
        (2, "提供範例"),
        (2, "主動引導"),
        (1, "電話"),
        (2, "轉接前先說明。"),
    ]
    assert not {"joined-cell", "shifted-row"} & {lint.code for lint in plan.lint}


def test_dash_among_the_owners_means_nobody() -> None:
    plan = plan_of(
        "項目\t作法\t期限\t單位\n"
        "一、甲\t(一)乙。\t持續辦理\t秘書室\n"
        "\t(二)丙。\t持續辦理\t－\n"
    )
    assert [item.owners for item in plan.actions()] == [("秘書室",), ()]
    assert [lint.code for lint in plan.lint if lint.where == "1-2"] == ["no-owner"]


def test_tree_that_begins_with_a_bare_number_is_read() -> None:
    """Beside another tree, which makes both want a name."""
    plan = plan_of(
        "項目\t作法\t期限\t單位\n一、\t(一)乙。\t持續辦理\t秘書室\n"
        "其次\n策略\t方法\t內容\t單位\n一、丙\t(一)丁\t1.戊。\t秘書室\n"
    )
    assert [one.title for one in plan.categories] == ["", "丙"]


def test_ordinals_of_three_digits_are_ordinals() -> None:
    lines = [f"{number}. 辦理第{number}項服務工作。" for number in range(1, 121)]
    text = "\n".join(("某某處113年度服務提升計畫", "壹、實施要項", *lines))
    document = read_document(text.encode(), "plan.txt")
    plan = build_plan(document, ENGLISH, file="plan.txt", code="p").plan
    assert [item.ordinal for item in plan.items] == [str(n) for n in range(1, 121)]
