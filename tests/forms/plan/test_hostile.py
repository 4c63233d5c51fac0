"""Whatever is given as a plan is read or refused with one sentence, and soon."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import UserError
from forms.plan.building.build import build_plan
from forms.plan.reading.isolated import read_file
from forms.plan.reading.read import read_document
from tests.forms.plan.documents import ENGLISH, WRITERS, as_odt, as_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from tests.forms.plan.documents import Part

WORKER = [sys.executable, "-m", "forms.plan.reading.worker"]
ROWS = [
    ["工作項目", "推動方法", "完成期限", "承辦單位"],
    ["一、櫃檯", "(一)設置諮詢檯。", "持續辦理", "服務課"],
    ["", "(二)提供範例。", "持續辦理", "服務課"],
]
CONTENT: list[Part] = ["某機關115年度服務計畫", ROWS]


_ASKING = """
import sys
from pathlib import Path
from forms.errors import UserError
from forms.plan.reading.isolated import read_file

worker = [sys.executable, "-m", "forms.plan.reading.worker"]
try:
    read_file(Path(sys.argv[1]), command=worker)
except UserError as error:
    print(error)
if sys.platform == "linux":
    import resource

    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


def asked(path: Path) -> tuple[str, int]:
    """The sentence that refuses a file, and the kB that reading it took at most."""
    ended = subprocess.run(
        [sys.executable, "-c", _ASKING, path],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    return ended.stdout.decode().strip(), int(ended.stderr or 0)


def xml_bomb() -> bytes:
    lol = "".join(
        f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' if i else '<!ENTITY l0 "lol">'
        for i in range(10)
    )
    return f'<?xml version="1.0"?><!DOCTYPE x [{lol}]><x>&l9;</x>'.encode()


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "/").replace("DOT", "."), content)
    return file.getvalue()


def far_cell() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["XFD1048576"] = "遠"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def ods_with(repeats: str) -> bytes:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
        'office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="a"><table:table-row '
        f"{repeats}><table:table-cell "
        'table:number-columns-repeated="16384"><text:p>一、甲</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    return zipped(contentDOTxml=content.encode())


def pdf_with(content: bytes, *, pages: int = 1) -> bytes:
    """Pages that all show the same."""
    file = pikepdf.new()
    drawn = file.make_stream(content)
    for _ in range(pages):
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=[0, 0, 595, 842], Contents=drawn
        )
        file.pages.append(pikepdf.Page(file.make_indirect(page)))
    written = io.BytesIO()
    file.save(written, compress_streams=True, recompress_flate=True)
    return written.getvalue()


HOSTILE = {
    "empty": b"",
    "blank": b" \n\t\n",
    "truncated.odt": as_odt(CONTENT)[:900],
    "truncated.xlsx": as_xlsx(CONTENT)[:2000],
    "truncated.pdf": b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
    "blank.pdf": pdf_with(b" " * 200_000_000),
    "lines.pdf": pdf_with(b"9 9 m 99 99 l S " * 30_000),
    "boxes.pdf": pdf_with(b"9 9 99 99 re S " * 2_000, pages=20),
    "pages.pdf": pdf_with(b"", pages=2_000),
    "bomb.docx": zipped(word_documentDOTxml=b"<" + b" " * 80_000_000),
    "entities.odt": zipped(contentDOTxml=xml_bomb()),
    "elements.docx": zipped(word_documentDOTxml=b"<a>" + b"<b/>" * 2_000_000),
    "deep.odt": zipped(contentDOTxml=b"<a>" * 100_000),
    "far.xlsx": far_cell(),
    "far.ods": ods_with('table:number-rows-repeated="1048576"'),
    "wide.ods": ods_with(""),
    "million.txt": b"a\tb\tc\td\n" * 1_000_000,
    "one-line.txt": "一、甲(一)乙".encode() * 500_000,
    "numbers.txt": "一、甲(一)乙1.丙(1)丁。".encode() * 60_000,
    "brackets.txt": "(一)".encode() * 300_000,
    "rows.txt": b"a\tb\n" * 5_001,
    "cells.txt": "\t".join("甲" * 60).encode().join([b"\n"] * 2_000),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "picture.odt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "noise.txt": random.Random(1).randbytes(20_000),  # noqa: S311
    "other.zip": zipped(readmeDOTtxt=b"hello"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_one_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    sentence, most = asked(path)
    assert sentence.count("\n") == 0
    assert name in sentence
    assert most < 300 * 1024


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        read_file(tmp_path / "no.txt", command=WORKER)
    with pytest.raises(UserError, match="no file"):
        read_file(tmp_path, command=WORKER)


def test_worker_that_hangs_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("一、甲")
    hanging = [sys.executable, "-c", "import time; time.sleep(60)"]
    with pytest.raises(UserError, match="more time or memory"):
        read_file(path, command=hanging, seconds=0.2)


@pytest.mark.parametrize("kind", WRITERS)
def test_wrong_extension_does_not_matter(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.wrong"
    path.write_bytes(WRITERS[kind](CONTENT))
    document = read_file(path, command=WORKER)
    plan = build_plan(document, ENGLISH, file="plan", code="plan").plan
    assert [item.key for item in plan.items] == ["1", "1-1", "1-2"]


_TABLE = "項目\t作法\t期限\t單位\n一、甲\t(一)乙。\t持續\t秘書室\n"
LARGE = {
    "items": "壹、工作項目：\n" + "一、甲。\n" * 10_001,
    "cells": _TABLE + ("\t" + "(一)丙。(二)丁。(三)戊。" + "\t\n") * 4_000,
    "tables": "".join(f"{number % 98 + 1}. 丙\n{_TABLE}" for number in range(401)),
}


@pytest.mark.parametrize("name", LARGE)
def test_text_with_more_than_any_plan_has_is_refused(name: str) -> None:
    document = read_document(LARGE[name].encode(), name)
    with pytest.raises(UserError, match="larger than any plan"):
        build_plan(document, ENGLISH, file=name, code="plan")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read_document(data, "x")
        build_plan(document, ENGLISH, file="x", code="x")
    except UserError:
        pass


_WORDS = st.sampled_from(
    [
        *(
            "一、",
            "(一)",
            "1.",
            "1.1 ",
            "(1)",
            "壹、",
            "()",
            "甲",
            "。",
            "，",
            "\t",
            "\n",
        ),
        *(
            "持續辦理",
            "秘書室",
            "完成期限",
            "承辦單位",
            "工作項目",
            "推動方法",
            "每年1次",
        ),
        *("│", "┌──┬──┐", "├──┼──┤", "└──┴──┘", "<p>", "</p>", "109年2月30日", " "),
    ]
)


@given(st.lists(_WORDS, max_size=60).map("".join))
def test_any_mess_of_plan_words_is_read_or_refused(text: str) -> None:
    try:
        read = build_plan(
            read_document(text.encode(), "x"), ENGLISH, file="x", code="x"
        )
    except UserError:
        return
    levels = {item.key: item.level for item in read.plan.items}
    for item in read.plan.items:
        assert item.level == (levels[item.parent] + 1 if item.parent else 1)
