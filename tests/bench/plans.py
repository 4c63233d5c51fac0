"""How long it takes to bring in a plan of a hundred pages."""

from __future__ import annotations

import io
import random
import time
from typing import TYPE_CHECKING, Final

import docx
import odfdo
import openpyxl
import pdfplumber

from forms.plan.building.build import build_plan
from forms.plan.reading.read import read_document
from tests.bench.figure import Figure
from tests.forms.plan.documents import ENGLISH, WRITERS, as_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.forms.plan.documents import Part

_ROWS: Final = 900
_AGAIN: Final = 3
_HEADER: Final = ["推動作法", "執行內容", "完成期限", "執行單位"]
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
        reference = _least(parse, data)
        yield Figure(
            name=f"plan of a hundred pages as {kind}",
            value=_least(_import, data),
            reference=reference,
            limit=2 * reference,
        )


def _least(work: Callable[[bytes], object], data: bytes) -> float:
    """Milliseconds that it takes when nothing else is in the way."""
    times = []
    for _ in range(_AGAIN):
        began = time.perf_counter()
        work(data)
        times.append(time.perf_counter() - began)
    return min(times) * 1000


def _import(data: bytes) -> object:
    return build_plan(read_document(data, "plan"), ENGLISH, file="plan", code="plan")


def _with_docx(data: bytes) -> object:
    tables = docx.Document(io.BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for t in tables for row in t.rows]


def _with_odfdo(data: bytes) -> object:
    tables = odfdo.Document(io.BytesIO(data)).body.tables
    return [table.get_values() for table in tables]


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
