"""Checklists as they are carried out with a pen."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest

from forms.checklist.library import built_in, built_in_codes
from forms.paper.answer_room import AnswerRoom, Box, Rule
from forms.paper.blank import render_blank
from forms.typesetting.fonts import register
from resources.texts import Texts

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = Texts("zh-TW")


def blank(*codes: str, unit: str | None = None, texts: Texts = CHINESE) -> bytes:
    return render_blank(
        [built_in(code) for code in codes],
        agency="交通部航港局",
        unit=unit,
        texts=texts,
    )


def text_of(pdf: bytes, folder: Path) -> str:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    file = folder / "blank.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([reader, "-raw", file, "-"], capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("code", built_in_codes())
def test_every_item_of_every_checklist_is_there(code: str, tmp_path: Path) -> None:
    checklist = built_in(code)
    text = text_of(blank(code), tmp_path)
    for item in checklist.items():
        assert squeezed(item.text["zh-TW"]) in text
        assert squeezed(item.guidance.get("zh-TW", "")) in text


def test_each_checklist_counts_its_own_pages(tmp_path: Path) -> None:
    pdf = blank("EN", "FA")
    text = text_of(pdf, tmp_path)
    pages = len(pikepdf.open(io.BytesIO(pdf)).pages)
    counts = [int(number) for number in re.findall(r"第1頁，共(\d+)頁", text)]
    assert len(counts) == 2
    assert sum(counts) == pages


def test_each_page_says_which_checklist_and_version_it_is_of(tmp_path: Path) -> None:
    pdf = blank("EN")
    pages = len(pikepdf.open(io.BytesIO(pdf)).pages)
    short = built_in("EN").sha256[:12]
    assert text_of(pdf, tmp_path).count(f"EN@1{short}") == pages


def test_the_unit_is_printed_where_it_is_known(tmp_path: Path) -> None:
    assert "北部航務中心" in text_of(blank("EN", unit="北部航務中心"), tmp_path)


def test_the_same_checklist_is_printed_with_the_same_bytes() -> None:
    assert blank("EN") == blank("EN")


def test_it_may_be_in_english(tmp_path: Path) -> None:
    text = text_of(blank("EN", texts=Texts("en")), tmp_path)
    assert squeezed(built_in("EN").item("EN01").text["en"]) in text


def test_each_checklist_has_its_place_in_the_outline() -> None:
    pdf = pikepdf.open(io.BytesIO(blank("EN", "SI")))
    with pdf.open_outline() as outline:
        assert len(outline.root) == 2


def test_what_is_too_wide_for_a_line_is_parted_before_the_rule() -> None:
    register()
    group = ("最近一次服務設施總體檢日期：", Rule(length=60), "年")
    narrow, wide = (AnswerRoom([group]).wrap(room, 100)[1] for room in (160, 400))
    assert narrow == 2 * wide


def test_boxes_stand_below_one_another() -> None:
    register()
    room = AnswerRoom([(Box(label=label),) for label in ("符合", "部分符合", "不符合")])
    one, two = (room.wrap(width, 100)[1] for width in (400, 110))
    assert two == 2 * one
