from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.store import Store
from forms.plan.building.build import build_plan
from forms.plan.editing.read import ReadPlan, read_plan_of
from forms.plan.editing.saying import SetText
from forms.plan.editing.shaping import LeaveOut, Promote
from forms.plan.editing.work import work_of
from forms.plan.reading.read import read_document
from resources.texts import Texts
from tests.db import make

if TYPE_CHECKING:
    from pathlib import Path

_PLAN = (
    "某某局115年度提升服務品質執行計畫\n"
    "策略\t推動作法\t完成期限\t執行單位\n"
    "一、完備基礎服務\t1. 建立作業流程。\t持續辦理\t秘書室\n"
    "\t2. 辦理教育訓練。\t每年一次\t人事室\n"
).encode()


@pytest.fixture(scope="module")
def read() -> ReadPlan:
    document = read_document(_PLAN, "plan.txt")
    texts = Texts("en")
    return read_plan_of(build_plan(document, texts, file="plan.txt", code="plan"))


def test_a_draft_is_there_from_the_moment_the_file_is_chosen(
    store: Store, read: ReadPlan
) -> None:
    draft = store.plan_drafts.begin("plan.txt", _PLAN, "text/plain", read)
    assert store.plan_drafts.open() == [draft]
    assert store.evidence.get(draft.original) == _PLAN
    assert store.plan_drafts.read(draft.id) == read


def test_corrections_and_what_was_undone_survive_a_restart(
    store: Store, read: ReadPlan, folder: Path, clock: make.Clock
) -> None:
    draft = store.plan_drafts.begin("plan.txt", _PLAN, "text/plain", read).id
    row = work_of(read).rows[1].id
    edits = (SetText(row=row, text="另訂"), Promote(row=row), LeaveOut(row=row))
    for edit in edits:
        store.plan_drafts.do(draft, edit)
    store.plan_drafts.undo(draft)
    store.plan_drafts.undo(draft)
    store.plan_drafts.redo(draft)
    store.close()
    with Store.open(folder, make.PASSPHRASE, now=clock, cost=make.CHEAP) as again:
        assert again.plan_drafts.corrections(draft) == (edits[:2], edits[2:])
        assert again.plan_drafts.open()[0].edits == 2


def test_a_new_correction_ends_what_could_be_redone(
    store: Store, read: ReadPlan
) -> None:
    draft = store.plan_drafts.begin("plan.txt", _PLAN, "text/plain", read).id
    row = work_of(read).rows[1].id
    store.plan_drafts.do(draft, Promote(row=row))
    store.plan_drafts.undo(draft)
    store.plan_drafts.undo(draft)
    store.plan_drafts.do(draft, SetText(row=row, text="另訂"))
    store.plan_drafts.redo(draft)
    assert store.plan_drafts.corrections(draft) == (
        (SetText(row=row, text="另訂"),),
        (),
    )


def test_a_discarded_draft_can_be_brought_back(store: Store, read: ReadPlan) -> None:
    draft = store.plan_drafts.begin("plan.txt", _PLAN, "text/plain", read)
    row = work_of(read).rows[1].id
    store.plan_drafts.do(draft.id, Promote(row=row))
    discarded = store.plan_drafts.discard(draft.id)
    assert store.plan_drafts.get(draft.id) is None
    assert store.evidence.has(draft.original)
    store.plan_drafts.bring_back(discarded)
    assert store.plan_drafts.corrections(draft.id) == ((Promote(row=row),), ())
