"""A document of any type with something broken in it is read or refused.

What breaks is drawn from a seed, so that a failure can be had again: bytes of the
file, bytes and numbers in the parts of an archive, which parts there are, and how far
the file goes. ``--long`` tries more of it.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pytest

from forms.errors import UserError
from forms.plan.building.build import build_plan
from forms.plan.reading.read import read_document
from tests.forms.plan.documents import ENGLISH, WRITERS, as_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.forms.plan.documents import Part

Deed = Callable[[bytes, random.Random], bytes]

_FEW: Final = 25
_MANY: Final = 3_000
_INSIDE: Final = 0.75
_CONTENT: Final[list[Part]] = [
    "某機關115年度服務計畫",
    "115年1月2日某字第1150000012號函核定",
    "壹、依據：服務要點。",
    "貳、期程：115年1月1日至115年12月31日。",
    "參、實施項目：共二項工作項目。",
    [
        ["工作項目", "推動方法", "完成期限", "承辦單位"],
        ["一、櫃檯", "(一)設置諮詢檯。(二)每年檢討一次。", "持續辦理", "服務課"],
        ["", "(三)提供範例。", "115年6月30日", "服務課、資訊室"],
        ["二、電話", "(一)電話測試每年二~三次。", "經常辦理", "秘書室（人事室除外）"],
    ],
    "肆、其他：未盡事宜隨時檢討。",
]
_TEXT: Final = "\n".join(
    part if isinstance(part, str) else "\n".join("\t".join(row) for row in part)
    for part in _CONTENT
)
_BOX: Final = """參、實施項目
┌────┬────┐
│一、甲  │(一)乙。│
│        ├────┤
│        │(二)丙。│
└────┴────┘
"""
_DOCUMENTS: Final = {
    **{kind: write(_CONTENT) for kind, write in WRITERS.items()},
    "pdf": as_pdf(_CONTENT),
    "txt": _TEXT.encode(),
    "utf-16": _TEXT.encode("utf-16"),
    "cp950": _TEXT.encode("cp950"),
    "box": _BOX.encode(),
}
_NUMBER: Final = re.compile(rb"\d+")
_HUGE: Final = (b"0", b"-1", b"99", b"65536", b"2147483648", b"9" * 30, b"1e308")


@pytest.mark.parametrize("kind", _DOCUMENTS)
def test_broken_document_is_read_or_refused(
    kind: str, request: pytest.FixtureRequest
) -> None:
    tries = _MANY if request.config.getoption("--long") else _FEW
    for seed in range(tries):
        data = broken(_DOCUMENTS[kind], random.Random(seed))  # noqa: S311
        said = imported_or_refused(data, kind)
        assert said.count("\n") == 0, seed


def imported_or_refused(data: bytes, kind: str) -> str:
    """The sentence that refuses it, empty where it is a plan with items."""
    try:
        document = read_document(data, kind)
        plan = build_plan(document, ENGLISH, file=kind, code="plan").plan
    except UserError as refusal:
        return str(refusal)
    assert plan.items
    return ""


def broken(data: bytes, chance: random.Random) -> bytes:
    """The document with one thing wrong with it, or up to three."""
    deeds = chance.choices(_DEEDS, k=chance.randint(1, 3))
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < _INSIDE:
        return _with_broken_parts(data, deeds, chance)
    for deed in deeds:
        data = deed(data, chance)
    return data


def _with_broken_parts(
    data: bytes, deeds: Sequence[Deed], chance: random.Random
) -> bytes:
    """The archive put together again, so that only what is in it can be wrong."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    largest = max(found, key=lambda name: len(found[name]))
    for deed in deeds:
        one, other = chance.choice(list(found)), chance.choice(list(found))
        match chance.randrange(6):
            case 0:
                found[one], found[other] = found[other], found[one]
            case 1:
                found[one] = b""
            case 2:
                found[one] = deed(found[one], chance)
            case _:
                found[largest] = deed(found[largest], chance)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return file.getvalue()


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _without_middle(data: bytes, chance: random.Random) -> bytes:
    begin, end = sorted(chance.choices(range(len(data) + 1), k=2))
    return data[:begin] + data[end:]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randint(0, len(data))
    end = begin + chance.randint(1, 200)
    return data[:end] + data[begin:end] * chance.choice((1, 30, 1_000)) + data[end:]


def _with_huge_numbers(data: bytes, chance: random.Random) -> bytes:
    share = chance.choice((0.01, 0.1, 1.0))
    return _NUMBER.sub(
        lambda match: chance.choice(_HUGE) if chance.random() < share else match[0],
        data,
    )


_DEEDS: Final[tuple[Deed, ...]] = (
    _flipped,
    _cut,
    _without_middle,
    _repeated,
    _with_huge_numbers,
)
