"""Plans to be written, and what the tools say of what came of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

import pytest

from forms.plan.coverage import ActionCoverage, Cell, Seen, coverage
from forms.plan.model import Deadline, DeadlineKind, Item, Period, Plan
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

CHINESE: Final = Texts("zh-TW")
ENGLISH: Final = Texts("en")
UNITS: Final = ("秘書室", "第二服務站")


def item(key: str, text: str, **others: object) -> Item:
    """An item whose key tells where it stands: 1-2 is 2 below 1."""
    parent, _, number = key.rpartition("-")
    chinese = "一二三四五六七八九"[int(number) - 1]
    ordinals = (chinese, f"({chinese})", number)
    level = key.count("-") + 1
    values: dict[str, object] = {
        "ordinal": ordinals[level - 1],
        "parent": parent or None,
        **others,
    }
    return Item(key=key, level=level, text=text, **values)  # type: ignore[arg-type]


def plan(*items: Item, **others: object) -> Plan:
    values: dict[str, object] = {
        "levels": ("策略", "推動作法", "執行內容")[: max(i.level for i in items)],
        "period": Period(start="2026-01-01", end="2026-12-31"),
        **others,
    }
    return Plan(
        code="library-115",
        version="2",
        roc_year=115,
        title="濱海市立圖書館115年度服務品質計畫",
        title_en="",
        agency="濱海市立圖書館",
        items=items,
        **values,  # type: ignore[arg-type]
    )


YEARLY: Final = Deadline(kind=DeadlineKind.YEARLY, text="每年二~三次", min=2, max=3)
SMALL: Final = plan(
    item("1", "閱覽環境"),
    item(
        "1-1",
        "每層樓設置一處安靜自習區。",
        owners=UNITS,
        deadline=Deadline(kind=DeadlineKind.ONGOING, text="持續辦理"),
    ),
    item("1-2", "辦理電話禮貌測試。", owners=("秘書室",), deadline=YEARLY),
)


def seen(
    state: Seen, *, count: int = 0, last: date | None = None
) -> Sequence[ActionCoverage]:
    """The small plan's coverage, every cell as told."""
    bound = {one.key: one.owners for one in SMALL.items if one.owners}
    found = coverage(SMALL, units=bound, links={"1-2": ["TE.TE01", "TE.TE02"]})
    return [
        ActionCoverage(
            item=row.item,
            checks=row.checks,
            cells=tuple(
                Cell(unit=cell.unit, state=state, count=count, last=last)
                for cell in row.cells
            ),
        )
        for row in found
    ]


def output(tool: str, pdf: bytes, folder: Path, *arguments: str) -> str:
    """What a tool says of a PDF; the test is skipped where there is no such tool."""
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not installed")
    file = folder / "written.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        [found, *(part.format(file=file) for part in arguments)],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def text_of(pdf: bytes, folder: Path) -> str:
    """All that can be copied out, without blanks."""
    return squeezed(output("pdftotext", pdf, folder, "-raw", "{file}", "-"))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
