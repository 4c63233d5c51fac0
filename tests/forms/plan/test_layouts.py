"""Plans in other layouts: boxes, prose, more and fewer columns, noise.

Beside each ``.txt`` stands what a person reads in it, an item a line: level,
ordinal, text | owners | deadline. It is written by hand.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.forms.plan.documents import imported, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.plan.building.build import Imported
    from forms.plan.model import Item

_LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
_RIGHT = 0.95


def told(item: Item) -> str:
    kind = item.deadline.kind
    return "|".join(
        [
            f"{item.level} {item.ordinal or '-'} {item.text}",
            "、".join(item.owners),
            f"{kind}" if kind else "",
        ]
    )


def below(items: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each item with the beginning of the one it is below: what it says itself."""
    line: list[str] = []
    for item in items:
        del line[int(item[0]) - 1 :]
        yield line[-1].split("|")[0] if line else "", item
        line.append(item)


def is_marked(item: str, read: Imported) -> bool:
    """Whether a doubt stands at an item, or at the line that it was read from."""
    marked = {lint.where for lint in read.plan.lint if lint.where}
    lines = {doubt.place.line for doubt in read.doubts if doubt.place}
    return any(
        one.key in marked or read.places[one.key].line in lines
        for one in read.plan.items
        if told(one) == item
    )


@pytest.mark.parametrize("file", _LAYOUTS, ids=lambda file: file.stem)
def test_layout_is_read_as_a_person_reads_it(file: Path) -> None:
    read = imported(file.read_bytes(), file.name)
    expected = Counter(
        below(file.with_suffix(".expected").read_text("utf-8").splitlines())
    )
    found = Counter(below(map(told, read.plan.items)))
    right = (expected & found).total()
    assert right >= _RIGHT * max(expected.total(), found.total())
    assert all(is_marked(item, read) for _, item in found - expected)


def codes(name: str) -> list[tuple[str, str]]:
    file = Path(__file__).parent / "layouts" / name
    return [(lint.code, lint.where) for lint in plan_of(file.read_bytes()).lint]


def test_rows_that_lost_a_cell_are_marked_and_not_filled_in() -> None:
    found = codes("shifted.txt")
    assert ("owner-lost", "2-1-2") in found
    assert [code for code, _ in found].count("shifted-row") == 3


def test_what_noise_hides_is_marked() -> None:
    found = codes("noise.txt")
    assert ("lost-ordinal", "2-2") in found
    assert ("missing-ordinal", "") in found
    assert ("table-left-out", "") in found


def test_a_date_that_is_none_is_marked() -> None:
    assert ("date-unclear", "") in codes("indicators.txt")


def test_further_columns_are_kept_as_remarks() -> None:
    file = Path(__file__).parent / "layouts" / "indicators.txt"
    item = plan_of(file.read_bytes()).item("1-1-1-1")
    assert [(one.name, one.text) for one in item.remarks] == [
        ("預期目標", "抽測平均九十分"),
        ("檢討管考", "每月檢討"),
    ]


def test_every_item_knows_where_it_stands() -> None:
    for file in _LAYOUTS:
        read = imported(file.read_bytes(), file.name)
        assert set(read.places) == {item.key for item in read.plan.items}
        assert all(place.line for place in read.places.values())


def test_a_header_that_is_cut_in_two_lines_is_one() -> None:
    file = Path(__file__).parent / "layouts" / "practice_and_date.txt"
    plan = plan_of(file.read_bytes())
    assert plan.levels == ("工作項目", "具體作法")
    assert [one.name for one in plan.item("1-2").remarks] == ["備註"]


def test_cells_that_are_told_in_every_row_are_marked() -> None:
    found = [code for code, _ in codes("repeated_cells.txt")]
    assert found.count("repeated-cell") == 1
