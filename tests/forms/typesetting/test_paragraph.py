from __future__ import annotations

import io
import re
import shutil
import subprocess
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate, Table

from forms.typesetting.fonts import Face, markup
from forms.typesetting.line_breaking import Break, Text, between
from forms.typesetting.paragraph import CjkParagraph, paragraph, style

if TYPE_CHECKING:
    from pathlib import Path

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)
NOT_FIRST = "，。、；：？！）」』》〉】％…—"
NOT_LAST = "（「『《〈【"
SIZE = 12
OPINION = (
    "本局於民國115年11月20日（星期五）上午9時30分，派員赴北部航務中心辦理走動式查核。"
    "查核項目計有洽公環境、服務櫃檯等4類42項，平均得分88.5分，其中「服務檯明顯易見」"
    "一項獲滿分；惟3號櫃檯職名牌未載明代理人姓名，與《提升服務品質執行計畫》不符……"
    "應於115年11月27日前改善完畢（含改善前、後照片）。Wi-Fi 6訊號良好，達85.3 Mbps。"
)
texts = st.text(
    st.sampled_from("查核服務品質櫃檯115年3.5，。、；：？！（）「」『』《》％…— A7z"),
    min_size=1,
    max_size=120,
)
ems = st.integers(min_value=3, max_value=45)


def lines(text: str, width: float, **kind: Any) -> list[str]:
    made = paragraph(text, style(size=SIZE, **kind))
    made.wrap(width, 10_000)
    return ["".join(glyph.char for glyph in line.glyphs) for line in made.lines]


def pdf_of(*story: Any) -> bytes:
    file = io.BytesIO()
    SimpleDocTemplate(file).build(list(story))
    return file.getvalue()


def told_by(pdf: bytes, folder: Path, *options: str) -> str:
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-enc", "UTF-8", *options, str(file), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def is_bad(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    inside_word = all(char.isascii() and char != " " for char in (before, after))
    return after in NOT_FIRST or before in NOT_LAST or after.isspace() or inside_word


@given(texts, ems)
def test_lines_end_badly_only_where_nothing_else_fits(text: str, width: int) -> None:
    start = 0
    for end in [*accumulate(map(len, lines(text, width * SIZE)))][:-1]:
        if is_bad(text, end):
            assert all(is_bad(text, place) for place in range(start + 1, end))
        start = end


@given(texts, ems)
def test_nothing_is_lost_between_lines(text: str, width: int) -> None:
    assert "".join(lines(text, width * SIZE)) == text


@given(texts, ems)
def test_no_line_is_wider_than_its_column(text: str, width: int) -> None:
    made = paragraph(text, style(size=SIZE))
    made.wrap(width * SIZE, 10_000)
    for line in made.lines:
        shown = "".join(glyph.char for glyph in line.glyphs).rstrip()
        taken = sum(glyph.width for glyph in line.glyphs[: len(shown)])
        assert taken <= width * SIZE + 0.001


@given(st.lists(st.integers(0, 99_999), min_size=1, max_size=20), ems)
def test_numbers_are_not_cut(numbers: list[int], width: int) -> None:
    text = "".join(f"第{number}號、" for number in numbers)
    for line, following in pairwise(lines(text, width * SIZE)):
        assert not (line[-1].isdigit() and following[0].isdigit())


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("服務檯明顯易見，設有引導", 7, ["服務檯明顯易", "見，設有引導"]),
        ("民國一百一十五年（星期五）", 9, ["民國一百一十五年", "（星期五）"]),
        ("應於民國115年改善", 6, ["應於民國", "115年改善"]),
        ("候辦人數達三人時加開櫃檯", 11, ["候辦人數達三人時加開", "櫃檯"]),
        ("全部服務項目均合規定。", 10, ["全部服務項目均合", "規定。"]),
        ("the counter is open", 7, ["the counter is ", "open"]),
        ("結果為☑是　☐否", 4, ["結果為", "☑是　", "☐否"]),
        ("一項——即照明", 4, ["一項——", "即照明"]),
    ],
)
def test_lines_of_everyday_texts(text: str, width: float, expected: list[str]) -> None:
    assert lines(text, width * SIZE) == expected


@pytest.mark.parametrize("width", range(4, 30))
def test_no_character_is_alone_in_the_last_line(width: int) -> None:
    for length in range(width + 1, 4 * width):
        assert len(lines(("查核服務品質" * 20)[:length], width * SIZE)[-1]) > 1


def test_a_word_longer_than_the_line_is_cut_at_its_marks() -> None:
    parts = lines("https://www.motcmpb.gov.tw/Information/Notice", 9 * SIZE)
    assert len(parts) > 1
    assert all(part[-1] in "/." for part in parts[:-1])


def test_a_forced_line_end_and_wide_spaces_are_kept() -> None:
    assert lines("檔　　號：\n保存年限：", 300) == ["檔　　號：\n", "保存年限："]
    assert lines("　　甲  乙", 300) == ["　　甲  乙"]


def test_kinds_of_breaks() -> None:
    assert between("查", "核") is Break.FREE
    assert between("5", "年") is Break.BOUND
    assert between("第", "1") is Break.BOUND
    assert between("-", "k", "l") is Break.BOUND
    assert between("-", "6", "5") is Break.JOINT
    assert between("1", "1") is Break.LETTER
    assert between("檯", "。") is Break.NEVER
    assert between("「", "檯") is Break.NEVER


def test_an_empty_text_has_no_lines() -> None:
    assert Text("", []).lines(10, 10) == ()
    assert paragraph("", style()).wrap(100, 100) == (100, 0)


def test_hanging_first_line_is_wider() -> None:
    made = paragraph(OPINION, style(size=SIZE, leftIndent=24, firstLineIndent=-24))
    made.wrap(20 * SIZE, 1000)
    assert [line.x for line in made.lines[:3]] == [0, 24, 24]
    assert made.lines[0].width == 20 * SIZE


@given(st.integers(10, 40), st.integers(0, 30))
def test_a_split_keeps_every_character_and_leaves_no_line_alone(
    width: int, fitting: int
) -> None:
    made = paragraph(OPINION, style(size=SIZE, firstLineIndent=24))
    _, height = made.wrap(width * SIZE, 10_000)
    parts = made.split(width * SIZE, fitting * made.style.leading)
    assert "".join(part.getPlainText() for part in parts) in ("", OPINION)
    for part in parts:
        assert len(part.lines) > 1
    assert sum(part.wrap(width * SIZE, 10_000)[1] for part in parts) in (0, height)


def test_the_rest_of_a_split_is_not_indented_again_in_a_wider_column() -> None:
    made = paragraph(OPINION, style(size=SIZE, firstLineIndent=24))
    made.wrap(200, 10_000)
    _, rest = made.split(200, 3 * made.style.leading)
    rest.wrap(400, 10_000)
    assert rest.lines[0].x == 0


@needs_pdftotext
@pytest.mark.parametrize("align", ["left", "justify", "center", "right"])
@pytest.mark.parametrize("face", Face)
def test_text_comes_back_whole_and_in_order(
    align: Any, face: Face, tmp_path: Path
) -> None:
    text = OPINION.replace(" ", "")
    pdf = pdf_of(*[paragraph(text, style(face, SIZE, align=align))] * 9)
    told = told_by(pdf, tmp_path).replace("\f", "").splitlines()
    for line in told:
        assert " " not in line
    assert "".join(told) == 9 * text


@needs_pdftotext
def test_table_cells_split_over_pages_keep_their_text(tmp_path: Path) -> None:
    cell = paragraph(OPINION * 12, style(size=SIZE))
    table = Table([[cell]], colWidths=[80 * mm], splitInRow=1)
    told = told_by(pdf_of(table), tmp_path, "-layout")
    assert told.count("\f") > 1
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", OPINION * 12)


@needs_pdftotext
def test_justified_lines_reach_the_margin(tmp_path: Path) -> None:
    made = CjkParagraph(markup("查核，" * 60), style(size=SIZE, align="justify"))
    pdf = pdf_of(Table([[made]], colWidths=[30.5 * SIZE]))
    told = told_by(pdf, tmp_path, "-bbox-layout")
    rights = [float(x) for x in re.findall(r'<line .*xMax="([\d.]+)"', told)]
    assert len(rights) > 5
    assert max(rights[:-1]) - min(rights[:-1]) < 0.1


def test_the_same_story_has_the_same_bytes() -> None:
    def story() -> bytes:
        return pdf_of(paragraph(OPINION, style(Face.BODY_BOLD, align="justify")))

    assert story() == story()
