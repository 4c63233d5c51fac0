"""Inspecting the plan itself, from the choice of actions to what it moves."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import openpyxl
import pytest

from desktop.workflows.correct_report import correct_report
from desktop.workflows.execution_sheet import (
    hand_out,
    rows_for,
    start_execution_visit,
    take_back,
)
from desktop.workflows.filling import Filling
from desktop.workflows.keep_accounts import sheet_in
from desktop.workflows.plan_coverage import coverage_of, obligations_of, units_of
from desktop.workflows.profile import own_identity
from desktop.workflows.seal_report import (
    Signatory,
    gather,
    keep_report,
    make_preview,
    sign_preview,
)
from forms.checklist.check import check
from forms.checklist.execution import ACCOUNT, DONE_ON, PROOF, rows_of
from forms.errors import UserError
from forms.inspection import Participant, Role
from forms.plan.coverage import Seen
from forms.plan.execution import ExecutionNote, NoteKind
from forms.plan.library import built_in_plan
from forms.plan.model import DeadlineKind
from forms.plan.obligations import State
from resources.texts import Texts
from tests.desktop.conftest import PASSPHRASE
from tests.desktop.signing_day import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from openpyxl import Workbook

    from desktop.session import Session
    from forms.checklist.model import Checklist
    from forms.inspection import Inspection

TEXTS: Final = Texts("zh-TW")
BUILT_IN: Final = built_in_plan("maritime-port-bureau-109")
YEARLY: Final = replace(
    next(one for one in BUILT_IN.items if one.deadline.kind is DeadlineKind.YEARLY),
    owners=("企劃組", "航務組"),
)
PLAN: Final = replace(
    BUILT_IN,
    items=tuple(YEARLY if one.key == YEARLY.key else one for one in BUILT_IN.items),
)
START, END = date(2020, 1, 1), date(2020, 12, 31)


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as one:
        yield one


def units(count: int) -> tuple[str, ...]:
    return units_of(PLAN, None)[PLAN.owned(YEARLY.key).key][:count]


def visit(
    session: Session, *names: str, key: str = YEARLY.key
) -> tuple[Inspection, Filling, Checklist]:
    store = session.store
    made = start_execution_visit(
        store,
        PLAN,
        rows_for(PLAN, [key], names or units(1), store),
        start=START,
        end=END,
        people=[
            Participant(role=Role.INSPECTOR, name="王堃霖"),
            Participant(role=Role.ACCOMPANYING, name="林雅婷"),
        ],
        now=session.now(),
        texts=TEXTS,
    )
    filling = Filling(store, made.id, session.now)
    sheet = sheet_in(filling.checklists)
    assert sheet is not None
    return made, filling, sheet


def test_the_units_themselves_are_what_is_inspected(session: Session) -> None:
    assert visit(session, "企劃組")[0].unit == "企劃組"
    assert visit(session, "企劃組", "航務組")[0].unit == "企劃組、航務組"


def test_of_many_units_the_first_stands_for_all(session: Session) -> None:
    action = max(PLAN.actions(), key=lambda one: len(bound(one.key)))
    many = bound(action.key)
    assert len(many) > 3
    inspection, *_ = visit(session, *many, key=action.key)
    assert inspection.unit == f"{many[0]}等{len(many)}個單位"


def test_the_period_is_told_as_the_language_writes_days(session: Session) -> None:
    _, _, sheet = visit(session)
    assert "民國109年1月1日至109年12月31日。由受查單位" in sheet.intro["zh-TW"]
    assert "2020-01-01 to 2020-12-31" in sheet.intro["en"]


def bound(key: str) -> tuple[str, ...]:
    return units_of(PLAN, None).get(PLAN.owned(key).key, ())


def filled(workbook: bytes, fill: Callable[[int], tuple[str, str, str]]) -> bytes:
    """The workbook with account, day and proof in each row."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    (page,) = book.worksheets
    for number in range(2, page.max_row + 1):
        for column, value in enumerate(fill(number), start=5):
            page.cell(number, column, value)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def seal(session: Session, inspection: Inspection) -> str:
    store, now = session.store, session.now()
    ended = replace(inspection, ended=now)
    store.inspections.save(ended)
    identity = own_identity(store, PASSPHRASE, now)
    preview = make_preview(
        gather(store, ended),
        inspector=Signatory.of(identity),
        signing_here=[Role.ACCOMPANYING],
        refusals={},
        now=now,
        texts=TEXTS,
    )
    signings = sign_preview(preview, inspector=identity, inks={}, now=now, texts=TEXTS)
    return keep_report(store, preview, signings).number


def states(session: Session) -> dict[str, State]:
    found = obligations_of(PLAN, END, session.store)
    return {one.unit: one.state for one in found if one.item == YEARLY.key}


def seen(session: Session) -> dict[str, Seen]:
    for row in coverage_of(PLAN, session.store):
        if row.item == YEARLY.key:
            return {cell.unit: cell.state for cell in row.cells}
    raise LookupError(YEARLY.key)


def test_there_is_a_row_for_each_action_and_each_unit_that_it_binds(
    session: Session,
) -> None:
    bound = units_of(PLAN, session.store)
    names = tuple(dict.fromkeys(unit for some in bound.values() for unit in some))[:4]
    rows = rows_for(PLAN, ["1"], names, session.store)
    wanted = [
        (unit, action.key)
        for unit in names
        for action in PLAN.actions()
        if action.key.startswith("1-") and unit in bound[PLAN.owned(action.key).key]
    ]
    assert list(rows) == wanted
    made, _, sheet = visit(session)
    check(sheet, "sheet")
    (item, trace), *_ = rows_of(sheet)
    assert item.text["zh-TW"] == YEARLY.text
    assert (trace.plan, trace.version, trace.item) == (PLAN.code, "1", YEARLY.key)
    assert made.plan is not None
    assert made.plan.code == PLAN.code


def test_accounts_come_back_by_workbook_turn_the_duty_and_move_the_coverage(
    session: Session,
) -> None:
    first, second = units(2)
    inspection, filling, sheet = visit(session, first, second)
    assert states(session)[first] is State.DUE
    workbook = filled(
        hand_out(sheet, filling, TEXTS),
        lambda row: ("已於六月辦理講習", "109/6/15", f"航企字第{row}號"),
    )
    came = take_back(
        session.store, filling, sheet, workbook, "accounts.xlsx", session.now()
    )
    assert (came.taken, came.replaced, came.unknown) == (2, 0, ())
    for row, (item, _) in enumerate(rows_of(sheet), start=2):
        answer = filling.answer(item.key)
        assert answer is not None
        assert answer.attached == {
            ACCOUNT: "已於六月辦理講習",
            DONE_ON: "2020-06-15",
            PROOF: f"航企字第{row}號",
        }
    (done, _), (missing, _) = rows_of(sheet)
    filling.set_value(done.key, "done")
    filling.set_value(missing.key, "not-done")
    number = seal(session, inspection)
    assert states(session)[first] is State.MET
    assert states(session)[second] is State.DUE
    assert seen(session)[first] is Seen.SEEN
    assert seen(session)[second] is Seen.SEEN
    notes = {note.unit: note for note in session.store.execution.notes(PLAN.code)}
    assert {note.report for note in notes.values()} == {number}
    assert (notes[first].is_confirmed, notes[second].is_confirmed) == (True, False)
    sealed = session.store.reports.sealed(number)
    assert sealed is not None
    assert YEARLY.text.encode() in sealed.content


def test_taking_back_is_one_step_to_undo(session: Session) -> None:
    _, filling, sheet = visit(session, *units(2))
    workbook = filled(hand_out(sheet, filling, TEXTS), lambda _: ("辦理中", "", ""))
    take_back(session.store, filling, sheet, workbook, "a.xlsx", session.now())
    filling.undo()
    assert all(filling.answer(item.key) is None for item, _ in rows_of(sheet))
    assert len(session.store.execution.notes(PLAN.code)) == 2  # the units did say so


def test_a_second_workbook_changes_the_account_and_keeps_one_note(
    session: Session,
) -> None:
    _, filling, sheet = visit(session)
    handed_out = hand_out(sheet, filling, TEXTS)
    first = filled(handed_out, lambda _: ("辦理中", "", ""))
    second = filled(handed_out, lambda _: ("已辦理完成", "", ""))
    replaced = [
        take_back(
            session.store, filling, sheet, workbook, "a.xlsx", session.now()
        ).replaced
        for workbook in (first, second)
    ]
    assert replaced == [0, 1]
    (note,) = session.store.execution.notes(PLAN.code)
    assert note.text == "已辦理完成"


def test_what_a_unit_has_said_before_stands_in_the_sheet(session: Session) -> None:
    (unit,) = units(1)
    store = session.store
    for kind, text in (
        (NoteKind.ACCOUNT, "已訂定講習計畫"),
        (NoteKind.TRAINING, "第一梯次講習"),
    ):
        note = ExecutionNote(
            id=store.ids.new(),
            plan=PLAN.code,
            version=PLAN.version,
            item=YEARLY.key,
            unit=unit,
            start=START,
            end=END,
            kind=kind,
            text=text,
            at=session.now(),
            on=date(2020, 3, 2),
            reference="簽到單",
        )
        store.execution.save_note(note)
    _, filling, sheet = visit(session)
    ((item, _),) = rows_of(sheet)
    answer = filling.answer(item.key)
    assert answer is not None
    assert not answer.given
    assert "已訂定講習計畫" in answer.attached[ACCOUNT]
    assert "第一梯次講習" in answer.attached[ACCOUNT]
    assert answer.attached[DONE_ON] == "2020-03-02"


def test_a_workbook_of_another_sheet_is_refused(session: Session) -> None:
    _, filling, sheet = visit(session)
    _, other, others = visit(session)
    workbook = filled(hand_out(others, other, TEXTS), lambda _: ("已辦理", "", ""))
    with pytest.raises(UserError, match="another execution sheet"):
        take_back(session.store, filling, sheet, workbook, "a.xlsx", session.now())
    assert filling.can_undo is None


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("六月", "no day"),
        ("109/13/45", "no day"),
        ("9" * 30 + "/6/1", "no day"),
        ("9" * 30000, "no day"),
        ("7109/6/15", "no day"),
    ],
)
def test_what_is_no_day_is_told_with_its_row(
    session: Session, day: str, said: str
) -> None:
    _, filling, sheet = visit(session)
    workbook = filled(hand_out(sheet, filling, TEXTS), lambda _: ("已辦理", day, ""))
    with pytest.raises(UserError) as refused:
        take_back(session.store, filling, sheet, workbook, "a.xlsx", session.now())
    told = refused.value.told(Texts("en"))
    assert said in told
    assert ", 2:" in told


def test_a_sheet_without_a_row_is_refused(session: Session) -> None:
    with pytest.raises(UserError, match="binds any"):
        start_execution_visit(
            session.store,
            PLAN,
            (),
            start=START,
            end=END,
            people=(),
            now=session.now(),
            texts=TEXTS,
        )


def edited(workbook: bytes, edit: Callable[[Workbook], None]) -> bytes:
    """The workbook after what somebody has done to it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    edit(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_rows_that_were_sorted_without_the_hidden_column_are_refused(
    session: Session,
) -> None:
    def sort(book: Workbook) -> None:
        (page,) = book.worksheets
        first, second = page["A2"].value, page["A3"].value
        page["A2"], page["A3"], page["E2"] = second, first, "已辦理"

    _, filling, sheet = visit(session, *units(2))
    workbook = edited(hand_out(sheet, filling, TEXTS), sort)
    with pytest.raises(UserError) as refused:
        take_back(session.store, filling, sheet, workbook, "a.xlsx", session.now())
    assert f"reads “{units(1)[0]}”" in refused.value.told(Texts("en"))
    assert filling.can_undo is None


def test_the_accounts_are_found_behind_a_sheet_of_the_units_own(
    session: Session,
) -> None:
    def add(book: Workbook) -> None:
        book.worksheets[0]["E2"] = "已辦理"
        book.worksheets[0]["G2"] = "簽到單\n講義"
        book.create_sheet("附件", 0).append(["本組說明"])

    _, filling, sheet = visit(session)
    workbook = edited(hand_out(sheet, filling, TEXTS), add)
    take_back(session.store, filling, sheet, workbook, "a.xlsx", session.now())
    ((item, _),) = rows_of(sheet)
    answer = filling.answer(item.key)
    assert answer is not None
    assert answer.attached == {ACCOUNT: "已辦理", PROOF: "簽到單\n講義"}


def test_accounts_that_cannot_be_kept_are_not_told_as_taken(session: Session) -> None:
    _, filling, sheet = visit(session, *units(2))
    workbook = filled(hand_out(sheet, filling, TEXTS), lambda _: ("已" * 9000, "", ""))
    database = session.store.connection.database
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages + 12}")
    with pytest.raises(UserError, match="full"):
        take_back(session.store, filling, sheet, workbook, "a.xlsx", session.now())
    assert all(filling.answer(item.key) is None for item, _ in rows_of(sheet))
    assert filling.can_undo is None
    assert not session.store.execution.notes(PLAN.code)
    database.execute("PRAGMA max_page_count = 1000000")
    came = take_back(session.store, filling, sheet, workbook, "a.xlsx", session.now())
    assert came.taken == len(session.store.execution.notes(PLAN.code)) == 2


def test_a_later_workbook_leaves_what_an_inspector_has_judged(session: Session) -> None:
    inspection, filling, sheet = visit(session)
    ((item, _),) = rows_of(sheet)
    filling.set_attached(item.key, ACCOUNT, "尚未辦理")
    filling.set_value(item.key, "not-done")
    number = seal(session, inspection)
    _, filling, sheet = visit(session)
    workbook = filled(
        hand_out(sheet, filling, TEXTS), lambda _: ("已辦理", "109/6/15", "簽到單")
    )
    take_back(session.store, filling, sheet, workbook, "a.xlsx", session.now())
    (note,) = session.store.execution.notes(PLAN.code)
    assert (note.report, note.is_confirmed) == (number, False)
    assert states(session)[note.unit] is State.DUE


def test_a_correction_judges_anew_and_counts_once(session: Session) -> None:
    inspection, filling, sheet = visit(session)
    ((item, _),) = rows_of(sheet)
    filling.set_attached(item.key, ACCOUNT, "已辦理")
    filling.set_value(item.key, "done")
    number = seal(session, inspection)
    corrected = correct_report(session.store, number)
    Filling(session.store, corrected.id, session.now).set_value(item.key, "not-done")
    later = seal(session, corrected)
    (note,) = session.store.execution.notes(PLAN.code)
    assert (note.report, note.is_confirmed) == (later, False)
    assert states(session)[note.unit] is State.DUE


def test_what_a_unit_said_stays_where_the_sealed_sheet_is_silent(
    session: Session,
) -> None:
    inspection, filling, sheet = visit(session)
    ((item, _),) = rows_of(sheet)
    workbook = filled(
        hand_out(sheet, filling, TEXTS), lambda _: ("已辦理", "109/6/15", "簽到單")
    )
    take_back(session.store, filling, sheet, workbook, "a.xlsx", session.now())
    filling.undo()
    filling.set_value(item.key, "done")
    seal(session, inspection)
    (note,) = session.store.execution.notes(PLAN.code)
    assert (note.text, note.is_confirmed) == ("已辦理", True)


def test_an_account_under_an_earlier_version_of_the_plan_is_the_same_account(
    session: Session,
) -> None:
    later = replace(PLAN, version="2")
    session.store.plans.add(later)
    (unit,) = units(1)
    for plan in (PLAN, later):
        inspection = start_execution_visit(
            session.store,
            plan,
            [(unit, YEARLY.key)],
            start=START,
            end=END,
            people=[
                Participant(role=Role.INSPECTOR, name="王堃霖"),
                Participant(role=Role.ACCOMPANYING, name="林雅婷"),
            ],
            now=session.now(),
            texts=TEXTS,
        )
        filling = Filling(session.store, inspection.id, session.now)
        sheet = sheet_in(filling.checklists)
        assert sheet is not None
        ((item, _),) = rows_of(sheet)
        filling.set_attached(item.key, ACCOUNT, "已辦理")
        filling.set_value(item.key, "done")
        seal(session, inspection)
    (note,) = session.store.execution.notes(PLAN.code)
    assert note.version == "2"


def test_more_notes_than_a_field_holds_leave_a_workbook_that_comes_back(
    session: Session,
) -> None:
    (unit,) = units(1)
    store = session.store
    for number in range(1, 21):
        note = ExecutionNote(
            id=store.ids.new(),
            plan=PLAN.code,
            version=PLAN.version,
            item=YEARLY.key,
            unit=unit,
            start=START,
            end=END,
            kind=NoteKind.TRAINING,
            text=f"第{number}梯次" * 200,
            at=session.now(),
            reference=f"簽到單第{number}號，" * 20,
        )
        store.execution.save_note(note)
    _, filling, sheet = visit(session)
    workbook = hand_out(sheet, filling, TEXTS)
    take_back(store, filling, sheet, workbook, "a.xlsx", session.now())
    ((item, _),) = rows_of(sheet)
    answer = filling.answer(item.key)
    assert answer is not None
    assert "第20梯次" in answer.attached[ACCOUNT]
