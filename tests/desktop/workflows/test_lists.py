from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from desktop.workflows.captures import capture
from desktop.workflows.discard_visit import bring_back, discard
from desktop.workflows.export_list import as_sheet
from desktop.workflows.filling import Filling
from desktop.workflows.trace_back import grounds
from forms.checklist.library import built_in
from tests.desktop.conftest import NOW
from tests.desktop.pages import example_day
from tests.desktop.workflows.make import draft

if TYPE_CHECKING:
    from db.store import Store


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "=HYPERLINK(1)"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    data = as_sheet("查核/清單*", ["單位"], [[text]])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_list_without_rows_has_its_headings() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_sheet("a", ["x", "y"], []))).active
    assert sheet is not None
    assert [cell.value for cell in next(sheet.iter_rows())] == ["x", "y"]


def test_a_discarded_draft_comes_back_whole(store: Store) -> None:
    example_day.ordinary(store)
    for visit in store.inspections.all():
        before = store.history.draft(visit.id)
        discarded = discard(store, visit.id)
        assert store.inspections.get(visit.id) is None
        bring_back(store, discarded)
        assert store.history.draft(visit.id) == before


def test_a_discarded_draft_comes_back_with_what_can_be_undone_in_it(
    store: Store,
) -> None:
    visit = draft(store)
    filling = Filling(store, visit.id, lambda: NOW)
    filling.set_value("EN01", "conform")
    filling.set_value("EN01", "nonconform")
    filling.set_note("EN01", "wet floor")
    filling.undo()
    changes = store.history.changes(visit.id)
    discarded = discard(store, visit.id)
    assert store.history.changes(visit.id) == ()
    bring_back(store, discarded)
    assert store.history.changes(visit.id) == changes
    again = Filling(store, visit.id, lambda: NOW)
    again.redo()
    answer = again.answer("EN01")
    assert answer is not None
    assert (answer.value, answer.note) == ("nonconform", "wet floor")
    for _ in range(3):
        assert again.undo() is not None
    assert again.undo() is None
    assert again.answers() == {}


def test_a_quick_capture_goes_back_with_the_draft_that_had_taken_it_in(
    store: Store,
) -> None:
    visit = draft(store)
    noticed = capture(store, text="wet floor", now=NOW)
    Filling(store, visit.id, lambda: NOW).take_capture(noticed.id)
    discarded = discard(store, visit.id)
    assert [one.id for one in store.captures.open()] == [noticed.id]
    bring_back(store, discarded)
    assert store.captures.open() == []
    Filling(store, visit.id, lambda: NOW).undo()
    assert [one.id for one in store.captures.open()] == [noticed.id]


def test_an_item_is_traced_to_the_plan_of_the_visit(store: Store) -> None:
    visit = example_day.visit(store)
    item = built_in("SI").item("SI07")
    found = grounds(store, visit, item)
    plans = {ground.plan for ground in found if ground.plan}
    assert len(plans) == 1
    assert all(ground.sentence for ground in found if ground.plan)


def test_laws_are_named_with_their_articles(store: Store) -> None:
    visit = example_day.visit(store, "ST")
    item = next(one for one in built_in("ST").items() if one.laws)
    laws = [g.place for g in grounds(store, visit, item) if not g.plan]
    assert len(laws) == len(item.laws)
    assert all("第" in law for law in laws)
