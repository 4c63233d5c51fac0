from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.workflows.import_plan import known_plans
from desktop.workflows.plan_draft import PlanInHand, begin_draft, read_chosen
from forms.errors import CancelledError, UserError
from forms.plan.building.columns import Role
from forms.plan.editing.saying import AssignColumns, SetOrdinal, SetText
from forms.plan.editing.shaping import LeaveOut, Promote
from resources.texts import Texts
from tests.desktop.signing_day import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.store import Store
    from desktop.session import Session

_TEXTS = Texts("en")
PLAN = (
    "某某局115年度提升服務品質執行計畫\n"
    "推動作法\t執行內容\t完成期限\t執行單位\n"
    "一、完備基礎服務\t1. 建立作業流程。\t持續辦理\t秘書室\n"
    "\t2. 辦理教育訓練。\t每年一次\t人事室\n"
    "二、重視民眾意見\t1. 辦理滿意度調查。\t盡快\t企劃組\n"
)


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    return path


def begin(store: Store, file: Path) -> str:
    return begin_draft(store, read_chosen(file, _TEXTS, _go_on))


def _go_on(done: int, whole: int) -> None:
    del done, whole


def _stop(done: int, whole: int) -> None:
    raise CancelledError


def test_a_file_becomes_a_draft(session: Session, file: Path) -> None:
    draft = begin(session.store, file)
    plan = PlanInHand(session.store, draft, _TEXTS)
    assert [row.item.text for row in plan.work.rows][1] == "建立作業流程。"
    assert plan.head.file == "plan.txt"
    assert session.store.evidence.get(plan.head.original) == file.read_bytes()
    assert plan.read.plan.code.startswith("plan-115-")
    assert "deadline-unclear" in {doubt.code for doubt in plan.doubts()}


def test_reading_can_be_stopped(file: Path) -> None:
    with pytest.raises(CancelledError):
        read_chosen(file, _TEXTS, _stop)


def test_a_file_that_holds_no_plan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("敬啟者：\n謝謝。\n", "utf-8")
    with pytest.raises(UserError, match="holds no plan"):
        read_chosen(path, _TEXTS, _go_on)


def test_undoing_goes_all_the_way_back_and_on_again(
    session: Session, file: Path
) -> None:
    draft = begin(session.store, file)
    plan = PlanInHand(session.store, draft, _TEXTS)
    rows = [row.id for row in plan.work.rows]
    steps = [plan.work]
    for edit in (
        SetText(row=rows[1], text="另訂。"),
        Promote(row=rows[2]),
        AssignColumns(
            table=0, roles=(Role.LEVEL, Role.LEVEL, Role.REMARK, Role.OWNERS)
        ),
        LeaveOut(row=rows[0]),
    ):
        plan.do(edit)
        steps.append(plan.work)
    for step in reversed(steps[:-1]):
        plan.undo()
        assert plan.work == step
    assert not plan.can_undo
    for step in steps[1:]:
        plan.redo()
        assert plan.work == step
    assert not plan.can_redo
    assert PlanInHand(session.store, draft, _TEXTS).work == plan.work


def test_corrections_survive_that_the_program_ends(
    session: Session, file: Path
) -> None:
    draft = begin(session.store, file)
    plan = PlanInHand(session.store, draft, _TEXTS)
    plan.do(SetText(row=plan.work.rows[1].id, text="另訂。"))
    plan.do(Promote(row=plan.work.rows[2].id))
    plan.undo()
    again = PlanInHand(session.store, draft, _TEXTS)
    assert again.work == plan.work
    assert again.can_redo
    again.redo()
    again.undo()
    again.undo()
    assert again.work.rows[1].item.text == "建立作業流程。"


def test_an_edit_that_changes_nothing_is_no_step(session: Session, file: Path) -> None:
    plan = PlanInHand(session.store, begin(session.store, file), _TEXTS)
    row = plan.work.rows[1]
    plan.do(SetText(row=row.id, text=row.item.text))
    assert not plan.can_undo


def test_what_is_refused_is_not_kept(session: Session, file: Path) -> None:
    plan = PlanInHand(session.store, begin(session.store, file), _TEXTS)
    with pytest.raises(UserError, match="at the top"):
        plan.do(Promote(row=plan.work.rows[0].id))
    with pytest.raises(UserError, match="holds no plan"):
        plan.do(AssignColumns(table=0, roles=()))
    for text in ("\u202e理辦", "辦\x00理", "\ud842", "字" * 10_001):
        with pytest.raises(UserError):
            plan.do(SetText(row=plan.work.rows[0].id, text=text))
    assert not plan.can_undo
    assert session.store.plan_drafts.corrections(plan.draft) == ((), ())


def test_corrections_whose_rows_are_gone_are_told_and_come_back(
    session: Session, file: Path
) -> None:
    plan = PlanInHand(session.store, begin(session.store, file), _TEXTS)
    first = SetOrdinal(row=plan.work.rows[0].id, ordinal="壹")
    plan.do(first)
    before = plan.work
    roles = (Role.REMARK, Role.LEVEL, Role.DEADLINE, Role.OWNERS)
    plan.do(AssignColumns(table=0, roles=roles))
    assert plan.unfit == (first,)
    plan.undo()
    assert not plan.unfit
    assert plan.work == before


def test_the_plan_is_kept_with_its_file_and_doubts(
    session: Session, file: Path
) -> None:
    store = session.store
    plan = PlanInHand(store, begin(store, file), _TEXTS)
    plan.do(SetText(row=plan.work.rows[1].id, text="另訂。"))
    kept = plan.keep("own-plan")
    assert store.plans.get("own-plan") == kept
    assert kept.original == plan.head.original
    assert kept.item("1-1").text == "另訂。"
    assert "deadline-unclear" in {one.code for one in kept.lint}
    assert store.plan_drafts.open() == []


def test_a_plan_that_is_known_gets_a_new_version(session: Session, file: Path) -> None:
    store = session.store
    first = PlanInHand(store, begin(store, file), _TEXTS)
    code = first.keep(first.read.plan.code).code
    second = PlanInHand(store, begin(store, file), _TEXTS)
    assert second.read.plan.code == code
    second.do(SetText(row=second.work.rows[1].id, text="另訂。"))
    assert second.keep(code).version == "2"
    assert [one.version for one in known_plans(store) if one.code == code] == ["1", "2"]


def test_a_plan_without_rows_is_not_kept(session: Session, file: Path) -> None:
    plan = PlanInHand(session.store, begin(session.store, file), _TEXTS)
    while plan.work.rows:
        plan.do(LeaveOut(row=plan.work.rows[0].id))
    with pytest.raises(UserError, match="Every row was left out"):
        plan.keep("plan")
    assert session.store.plan_drafts.get(plan.draft) is not None
