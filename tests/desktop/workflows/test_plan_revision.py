from __future__ import annotations

from desktop.workflows.plan_revision import Change, revision
from tests.desktop.plans_day import PLAN, revised


def test_every_item_of_both_versions_stands_in_it_once() -> None:
    new = revised()
    rows = revision(PLAN, new)
    assert [row.new.key for row in rows if row.new] == [item.key for item in new.items]
    assert {row.old.key for row in rows if row.old} == {i.key for i in PLAN.items}


def test_what_became_of_each_item_is_told_where_it_stood() -> None:
    rows = revision(PLAN, revised())
    changed = [
        (row.changes, (row.old or row.new).key)  # type: ignore[union-attr]
        for row in rows
        if row.changes
    ]
    assert changed == [
        ((Change.REMOVED,), "1-3-4"),
        ((Change.REWORDED,), "1-3-5"),
        ((Change.OWNERS, Change.DEADLINE), "1-3-8"),
        ((Change.ADDED,), "1-3-9"),
    ]


def test_a_version_beside_itself_has_not_changed() -> None:
    assert not any(row.changes for row in revision(PLAN, PLAN))


def test_turned_round_what_was_added_is_removed() -> None:
    rows = revision(revised(), PLAN)
    assert [r.changes for r in rows if r.old and r.old.key == "1-3-9"] == [
        (Change.REMOVED,)
    ]
    assert [r.changes for r in rows if r.new and r.new.key == "1-3-4"] == [
        (Change.ADDED,)
    ]
