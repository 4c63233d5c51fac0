"""Coverage, against a slow second way of finding it cell by cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from forms.plan.coverage import Cell, Seen, coverage
from forms.plan.library import built_in_plan
from forms.plan.obligations import Done

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.plan.model import Plan

PLAN = built_in_plan("chiayi-vehicle-station-106")
KEYS = [item.key for item in PLAN.items]
UNITS = {item.key: ("甲股", "乙股") for item in PLAN.items if item.owners}


def test_a_check_of_an_item_looks_at_all_below_it() -> None:
    found = coverage(PLAN, units=UNITS, links={"1-2-4": ["SI01"]})
    covered = [row.item for row in found if row.checks]
    assert covered == ["1-2-4-1", "1-2-4-2", "1-2-4-2b", "1-2-4-3"]
    assert {cell.state for row in found for cell in row.cells} == {
        Seen.COVERED,
        Seen.UNCOVERED,
    }


def test_units_that_an_action_excludes_are_not_in_it() -> None:
    found = coverage(PLAN, units={"1-1-1": ("甲股",)}, links={})
    assert [len(row.cells) for row in found[:3]] == [1, 1, 0]


_UNITS = st.sampled_from(["甲股", "乙股", "丙股"])
_ACTS = st.lists(
    st.builds(
        Done,
        item=st.sampled_from(KEYS),
        unit=_UNITS,
        on=st.dates(date(2017, 1, 1), date(2017, 12, 31)),
        source=st.sampled_from(["a", "b", "c"]),
    ),
    max_size=20,
)


def slowly(
    plan: Plan,
    action: str,
    unit: str,
    links: Mapping[str, Sequence[str]],
    done: Sequence[Done],
    waived: set[tuple[str, str]],
) -> Cell:
    line = [key for key in KEYS if action == key or action.startswith(f"{key}-")]
    here = [act for act in done if act.unit == unit and act.item in line]
    if any((key, unit) in waived for key in line):
        state = Seen.WAIVED
    elif here:
        state = Seen.SEEN
    elif any(links.get(key) for key in line):
        state = Seen.COVERED
    else:
        state = Seen.UNCOVERED
    days = sorted(act.on for act in here)
    return Cell(
        unit=unit,
        state=state,
        count=len({act.source for act in here}),
        last=days[-1] if days else None,
    )


@given(
    links=st.dictionaries(st.sampled_from(KEYS), st.just(["EN01"]), max_size=6),
    done=_ACTS,
    waived=st.sets(st.tuples(st.sampled_from(KEYS), _UNITS), max_size=4),
)
def test_matrix_agrees_with_looking_at_every_cell(
    links: dict[str, list[str]], done: list[Done], waived: set[tuple[str, str]]
) -> None:
    for row in coverage(PLAN, units=UNITS, links=links, done=done, waived=waived):
        for cell in row.cells:
            expected = slowly(PLAN, row.item, cell.unit, links, done, waived)
            assert cell == expected
