"""The four real plans come out whole, without a hand touching them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from forms.plan.building.repeats import said
from forms.plan.library import built_in_plan
from forms.plan.model import DeadlineKind
from tests.forms.plan.documents import (
    REAL,
    WRITERS,
    as_pdf,
    imported,
    parts,
    plan_of,
    real_text,
)

if TYPE_CHECKING:
    from forms.plan.building.build import Imported
    from forms.plan.model import Item, Plan

CHIAYI, COAST_GUARD, KAOHSIUNG, MARITIME = REAL


@cache
def read(code: str) -> Imported:
    return imported(real_text(code))


def plan(code: str) -> Plan:
    return read(code).plan


def by_level(plan: Plan, category: str | None = None) -> list[int]:
    counts = Counter(item.level for item in plan.items if item.category == category)
    return [counts[level] for level in sorted(counts)]


def kinds(plan: Plan) -> dict[DeadlineKind, int]:
    return Counter(i.deadline.kind for i in plan.items if i.deadline.kind)


def lints(plan: Plan, code: str) -> list[str]:
    return [lint.where for lint in plan.lint if lint.code == code]


def test_maritime_plan() -> None:
    maritime = plan(MARITIME)
    assert by_level(maritime) == [6, 22, 83]
    assert maritime.levels == ("策略", "推動作法", "執行內容")
    owners = {owner for item in maritime.items for owner in item.owners}
    assert len(owners) == 13
    assert not any("MTNet" in owner for owner in owners)
    assert len(lints(maritime, "owner-is-system")) == 2
    assert maritime.document_number == "航秘字第1091010156號"
    assert maritime.approved_on == "2020-02-04"
    assert (maritime.period.start, maritime.period.end) == ("2020-01-01", "2020-12-31")
    assert (len(maritime.bases), len(maritime.objectives)) == (2, 3)
    assert maritime.task_force is not None
    assert [seat.role for seat in maritime.task_force.seats] == [
        "召集人",
        "副召集人",
        "推動組員",
    ]
    assert lints(maritime, "deadline-clash") == ["3-4-2", "5-2-4"]


def test_chiayi_plan() -> None:
    chiayi = plan(CHIAYI)
    assert by_level(chiayi) == [5, 10, 26, 44]
    assert kinds(chiayi) == {DeadlineKind.ONGOING: 25, DeadlineKind.YEARLY: 1}
    assert (chiayi.approved_on, chiayi.revised_on) == ("2016-02-01", ("2017-03-02",))
    assert (chiayi.period.start, chiayi.period.end) == ("2017-01", "2020-12")
    assert (len(chiayi.bases), len(chiayi.objectives)) == (4, 3)
    assert lints(chiayi, "duplicate-ordinal") == ["1-2-4-2b"]
    assert lints(chiayi, "missing-ordinal") == ["section-6"]
    assert lints(chiayi, "count-differs") == []
    assert {one.count for one in read(CHIAYI).stated} == {5, 10, 26}


def test_coast_guard_plan() -> None:
    coast_guard = plan(COAST_GUARD)
    assert by_level(coast_guard, "overall") == [4, 9, 20, 41]
    assert by_level(coast_guard, "project")[0] == 3
    assert [one.title for one in coast_guard.categories] == ["整體服務", "專案規劃"]
    excluded = [item.excluded for item in coast_guard.items if item.excluded]
    assert Counter(excluded) == {
        ("偵防", "東南沙"): 16,
        ("偵防", "東南沙", "艦隊"): 3,
    }
    assert kinds(coast_guard) == {DeadlineKind.ROUTINE: 36, DeadlineKind.NEXT_YEAR: 1}
    inherited = [i.key for i in coast_guard.items if i.owners_inherited]
    assert inherited == ["3-2-2-1", "3-2-3-1", "3-2-4-1", "4-2-1-2", "4-2-1-3"]
    lost = ["2-2-1-1", "3-1-1-1", "3-1-1-2", "3-1-1-3"]
    assert lints(coast_guard, "deadline-lost") == lost
    assert all(coast_guard.item(key).deadline.text is None for key in lost)
    assert len(lints(coast_guard, "shifted-row")) == 3


def test_kaohsiung_plan() -> None:
    kaohsiung = plan(KAOHSIUNG)
    assert by_level(kaohsiung)[:2] == [6 + 1, 22]
    assert len(kaohsiung.actions()) == 79 + 1
    assert kaohsiung.item("0").owners == ("秘書室",)
    assert all(action.owners for action in kaohsiung.actions())
    tests = [i for i in kaohsiung.items if i.deadline.kind is DeadlineKind.YEARLY]
    assert [(t.deadline.min, t.deadline.max) for t in tests] == [(2, 3), (2, 3)]
    assert [t.repeats for t in tests] == [None, tests[0].key]


@pytest.mark.parametrize("code", REAL)
def test_document_and_built_in_plan_are_the_same_tree(code: str) -> None:
    def bones(item: Item) -> tuple[object, ...]:
        deadline = item.deadline
        return (
            item.key,
            item.level,
            item.ordinal,
            item.parent,
            item.category,
            item.owners,
            item.excluded,
            item.owners_inherited,
            (deadline.kind, deadline.text, deadline.min, deadline.max, deadline.on),
            deadline.stated,
            deadline.suspended_until is None,
        )

    built_in = built_in_plan(code)
    assert list(map(bones, plan(code).items)) == list(map(bones, built_in.items))
    sections = {section.key for section in plan(code).sections}
    assert {section.key for section in built_in.sections} <= sections
    assert plan(code).title == built_in.title
    assert plan(code).agency == built_in.agency


@pytest.mark.parametrize("code", REAL)
def test_no_word_of_a_table_is_lost(code: str) -> None:
    whole = "".join(
        said(text)
        for item in plan(code).items
        for text in (item.ordinal or "", item.text)
    )
    names = {owner for item in plan(code).items for owner in item.owners}
    header: set[str] = set()
    for part in parts(real_text(code)):
        if isinstance(part, str):
            continue
        header |= {said(cell) for cell in part[0]}
        for row in part:
            for cell in row:
                for line in cell.replace("<", "\n<").replace(">", ">\n").splitlines():
                    words = said(line[1:] if line[:1] == "•" else line)
                    is_told = (
                        line.startswith("<")
                        or words in header
                        or len(words) < 14
                        or words[:12] in whole
                        or any(words.startswith(said(name)) for name in names)
                    )
                    assert is_told or words[6:16] in whole, line


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("code", REAL)
def test_every_file_type_gives_the_same_tree(code: str, kind: str) -> None:
    written = WRITERS[kind](list(parts(real_text(code))))
    again = plan_of(written, f"plan.{kind}")
    assert again.items == plan(code).items
    assert again.title == plan(code).title
    assert again.sections == plan(code).sections
    assert again.period == plan(code).period


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp950"])
def test_every_encoding_gives_the_same_tree(encoding: str) -> None:
    data = real_text(MARITIME).encode(encoding)
    assert plan_of(data).items == plan(MARITIME).items


@pytest.mark.parametrize("code", REAL)
def test_a_pdf_with_its_broken_lines_gives_the_same_tree(code: str) -> None:
    def bones(item: Item) -> tuple[object, ...]:
        deadline = item.deadline
        return (
            (item.key, item.level, item.ordinal, said(item.text)),
            (item.owners, item.excluded, item.owners_inherited),
            (deadline.kind, deadline.text, deadline.min, deadline.max, deadline.on),
        )

    again = plan_of(as_pdf(list(parts(real_text(code)))), "plan.pdf")
    assert list(map(bones, again.items)) == list(map(bones, plan(code).items))
    assert again.title == plan(code).title
