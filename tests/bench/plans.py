"""How long it takes to bring in a plan of a hundred pages.

The measure is what the file type's own library needs to open the file and to hand
over what a plan is made of, without looking at any of it: the text of every cell of
every table (python-docx), the paragraphs of every cell (odfdo), the value of every
cell (openpyxl), the text and the tables of every page (pdfplumber). Import is all
that happens until there is a plan with its lint. Both are done in turns, and the
least time of each counts: that of the processor, which works on nothing else then.
"""

from __future__ import annotations

import io
import random
import time
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING, Final

import docx
import odfdo
import openpyxl
import pdfplumber

from forms.errors import UserError
from forms.plan.building.build import build_plan
from forms.plan.reading.read import read_document
from tests.bench.figure import Figure
from tests.forms.plan.documents import ENGLISH, WRITERS, as_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.forms.plan.documents import Part

_ROWS: Final = 900
_AGAIN: Final = 15
_AGAIN_AS_PDF: Final = 2
_HEADER: Final = ["推動作法", "執行內容", "完成期限", "執行單位"]
_MOST: Final = 5_000
_TOP: Final = "項目\t作法\t期限\t單位\n一、甲\t(一)乙。\t持續\t課\n"
_ROW: Final = "\t(二)提供範例並主動引導民眾填寫{number}，公布流程與期限。\t持續\t課\n"
_WORST: Final = {
    "rows that say nearly the same": _TOP
    + "".join(_ROW.format(number=number) for number in range(4_990)),
    "rows beside their columns": "\t".join(["工作項目"] * 7)
    + "\t期限\t單位\n"
    + "壹、甲\t\t(一)乙\t一、丙\t\t\t1.丁\t秘書室\t持續\n" * 4_990,
    "tables under thousands of lines": "甲\n"
    + "".join(f"{number % 98 + 1}. 丙\n" for number in range(17_000))
    + f"丁\n{_TOP}" * 390,
    "sentences full of rules": "壹、工作項目\n"
    + f"一、{'每年每月每季' * 6_000}\n" * 25,
}
_OWNERS: Final = ("秘書室", "各業務組", "資訊室 各單位", "企劃組 各航務中心")


def measure(folder: Path) -> Iterable[Figure]:
    """Import against the file's own library, which only opens and parses it."""
    del folder
    content = list(_plan())
    libraries: dict[str, Callable[[bytes], object]] = {
        "docx": _with_docx,
        "odt": _with_odfdo,
        "ods": _with_odfdo,
        "xlsx": _with_openpyxl,
        "pdf": _with_pdfplumber,
    }
    for kind, parse in libraries.items():
        data = as_pdf(content) if kind == "pdf" else WRITERS[kind](content)
        again = _AGAIN_AS_PDF if kind == "pdf" else _AGAIN
        value, reference = _least((_import, parse), data, again)
        yield Figure(
            name=f"plan of a hundred pages as {kind}",
            value=value,
            reference=reference,
            limit=2 * reference,
        )
    for name, text in _WORST.items():
        (value,) = _least([_import_or_refuse], text.encode(), 1)
        yield Figure(name=f"worst text: {name}", value=value, limit=_MOST)


def _least(
    works: Iterable[Callable[[bytes], object]], data: bytes, again: int
) -> list[float]:
    """Milliseconds of the processor that each takes at least."""
    works = list(works)
    least = [inf] * len(works)
    for _ in range(again):
        for number, work in enumerate(works):
            began = time.process_time()
            work(data)
            least[number] = min(least[number], time.process_time() - began)
    return [1000 * seconds for seconds in least]


def _import(data: bytes) -> object:
    return build_plan(read_document(data, "plan"), ENGLISH, file="plan", code="plan")


def _import_or_refuse(data: bytes) -> None:
    with suppress(UserError):
        _import(data)


def _with_docx(data: bytes) -> object:
    tables = docx.Document(io.BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for t in tables for row in t.rows]


def _with_odfdo(data: bytes) -> object:
    tables = odfdo.Document(io.BytesIO(data)).body.tables
    return [
        [[p.inner_text for p in cell.get_paragraphs()] for cell in row.traverse()]
        for table in tables
        for row in table.traverse()
    ]


def _with_openpyxl(data: bytes) -> object:
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    return [list(sheet.values) for sheet in workbook]


def _with_pdfplumber(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [(p.extract_text(), p.extract_tables()) for p in document.pages]


def _plan() -> Iterable[Part]:
    """A plan of that length, whose sentences all differ."""
    chance = random.Random(7)  # noqa: S311 - the same plan every time
    words = "服務民眾申辦流程公布設施環境人員資訊網站表單窗口電話意見回應改善訓練檢討"
    yield "某某局115年度提升服務品質執行計畫"
    yield "壹、依據：服務要點。"
    yield "貳、策略與方法："
    rows = [_HEADER]
    for number in range(_ROWS):
        place, measure = number % 6, number // 6 % 20
        text = "".join(chance.choices(words, k=70))
        above = f"({measure % 10 + 1}){text[:30]}。" if place == 0 else ""
        rows.append(
            [above, f"{place + 1}. {text}。", "持續辦理", chance.choice(_OWNERS)]
        )
    yield rows
