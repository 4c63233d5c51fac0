"""A round is agreed, drawn once, called through and sealed like every visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.workflows.correct_report import correct_report
from desktop.workflows.discard_visit import bring_back, discard
from desktop.workflows.phone_call import open_call
from desktop.workflows.phone_frame import (
    frame_of,
    hotlines_of,
    known_testers,
    unlisted_tester,
)
from desktop.workflows.phone_results import (
    IMPROVEMENT_REPORT,
    RETEST,
    make_findings,
    record_round,
    results,
)
from desktop.workflows.phone_rounds import (
    assign,
    changed_since,
    close_round,
    draw_round,
    make_round,
    next_call,
    replace_call,
    save_round,
    unfinished,
)
from desktop.workflows.plan_coverage import obligations_of
from desktop.workflows.verify_report import judge_pdf
from forms.errors import UserError
from forms.phone.call import EventKind
from forms.phone.frame import Line, frame_sha256
from forms.phone.record import result_of, retest_of
from forms.phone.round import Question, RoundState
from forms.phone.sampling import draw
from forms.phone.timetable import Timetable
from forms.plan.library import built_in_plans
from forms.plan.obligations import State
from forms.signing.verdict import Integrity
from tests.desktop.conftest import NOW
from tests.desktop.workflows import phone_day
from tests.desktop.workflows.phone_day import DUTY, SCALE, TEXTS, UNITS, Watch

if TYPE_CHECKING:
    from db.store import Store


@pytest.fixture
def agency(store: Store) -> Store:
    phone_day.fill_directory(store)
    return store


def test_seed_and_frame_are_on_record_before_the_calls(agency: Store) -> None:
    before = agency.journal.head().seq
    round = phone_day.drawn(agency)
    kinds = [one.kind for one in agency.journal.entries(after=before)]
    assert kinds.index("round.drawn") < kinds.index("call.drawn")
    assert round.draw is not None
    (entry,) = [
        one for one in agency.journal.entries(after=before) if one.kind == "round.drawn"
    ]
    assert entry.body["seed"] == "115-1"
    assert entry.body["frame_sha256"] == frame_sha256(round.definition.frame)


def test_the_calls_are_those_that_anybody_draws(agency: Store) -> None:
    round = phone_day.drawn(agency)
    sample = draw(
        round.definition.frame,
        seed="115-1",
        per_unit=3,
        timetable=round.definition.timetable,
    )
    calls = [one.call for one in agency.calls.of(round.inspection)]
    assert [(one.order, one.unit, one.extension, one.at) for one in calls] == [
        (one.order, one.unit, one.extension, one.at) for one in sample.calls
    ]
    assert len(calls) == 12


def test_nobody_tests_their_own_unit(agency: Store) -> None:
    round = phone_day.drawn(agency)
    for kept in agency.calls.of(round.inspection):
        tester = round.definition.tester(kept.call.tester)
        assert kept.call.unit not in tester.barred
    mine = next(
        one for one in agency.calls.of(round.inspection) if one.call.unit == "秘書室"
    )
    with pytest.raises(UserError, match="belongs to 秘書室"):
        assign(agency, mine.call.id, "lin")


def test_a_unit_that_nobody_may_test_is_refused(agency: Store) -> None:
    (lin, _) = known_testers(agency)
    with pytest.raises(UserError, match="Nobody may test 秘書室"):
        phone_day.planned(agency, testers=(lin,))


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ((), "no extension"),
        ((Line(unit="秘書室", extension="101"),) * 2, "stands twice"),
    ],
)
def test_an_unusable_frame_is_refused_and_leaves_no_visit(
    agency: Store, frame: tuple[Line, ...], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        phone_day.planned(agency, frame=frame)
    assert agency.inspections.all() == []


def test_a_round_that_no_report_can_show_is_refused(agency: Store) -> None:
    for changes in (
        {"title": " "},
        {"title": "第1次\n第2次"},
        {"questions": (Question(text="\u202e題問"),)},
    ):
        with pytest.raises(UserError):
            phone_day.planned(agency, **changes)
    assert agency.rounds.all() == []
    round = phone_day.drawn(agency)
    with pytest.raises(UserError, match="invisible"):
        replace_call(agency, agency.calls.of(round.inspection)[0].call.id, "\u202e機停")


def test_a_round_is_drawn_once(agency: Store) -> None:
    round = phone_day.drawn(agency)
    with pytest.raises(UserError, match="drawn once"):
        draw_round(agency, round.inspection, now=NOW, seed="another")


def test_what_was_drawn_from_cannot_change(agency: Store) -> None:
    round = phone_day.drawn(agency)
    frame = round.definition.frame[1:]
    with pytest.raises(UserError, match="have changed since"):
        save_round(
            agency, replace(round, definition=replace(round.definition, frame=frame))
        )
    longer = Timetable(first=date(2026, 11, 23), last=date(2026, 11, 30))
    with pytest.raises(UserError, match="The sample is drawn"):
        save_round(
            agency,
            replace(round, definition=replace(round.definition, timetable=longer)),
        )


def test_what_was_not_drawn_from_can(agency: Store) -> None:
    round = phone_day.drawn(agency)
    asked = replace(round.definition, questions=(Question(text="如何申請？"),))
    save_round(agency, replace(round, definition=asked))
    kept = agency.rounds.get(round.inspection)
    assert kept is not None
    assert (kept.definition.questions, kept.state) == (
        asked.questions,
        RoundState.DRAWN,
    )


def test_a_tester_with_calls_stays(agency: Store) -> None:
    round = phone_day.drawn(agency)
    stranger = unlisted_tester(agency, "李國華", "")
    testers = (*round.definition.testers, stranger)
    definition = replace(round.definition, testers=testers)
    save_round(agency, replace(round, definition=definition))
    without = replace(definition, testers=testers[1:])
    with pytest.raises(UserError, match="has calls in this round"):
        save_round(agency, replace(round, definition=without))
    for kept in agency.calls.of(round.inspection):
        assign(agency, kept.call.id, stranger.key)
    save_round(agency, replace(round, definition=without))


def test_a_directory_that_changed_since_is_told(agency: Store) -> None:
    round = phone_day.drawn(agency)
    assert changed_since(agency, round) is None
    phone_day.fill_directory(agency, extensions=6)
    told = changed_since(agency, round)
    assert told is not None
    assert "have changed since" in str(told)


def test_a_planned_round_can_be_changed_whole(agency: Store) -> None:
    round = phone_day.planned(agency)
    fewer = replace(round.definition, per_unit=1)
    save_round(agency, replace(round, definition=fewer))
    draw_round(agency, round.inspection, now=NOW)
    assert len(agency.calls.of(round.inspection)) == len(UNITS)


def test_questions_are_drawn_from_the_units_own(agency: Store) -> None:
    round = phone_day.drawn(
        agency,
        questions=(
            Question(text="漁業執照怎麼換？", unit="漁業行政科"),
            Question(text="上班時間？"),
        ),
    )
    for kept in agency.calls.of(round.inspection):
        own = kept.call.unit == "漁業行政科"
        assert kept.call.question == ("漁業執照怎麼換？" if own else "上班時間？")


def test_hotlines_are_tested_in_and_out_of_hours(agency: Store) -> None:
    hotlines = hotlines_of(agency)
    assert [one.name for one in hotlines][:2] == ["海污專線", "立即服務電話"]
    round = phone_day.drawn(agency, hotlines=hotlines[:1])
    calls = [one.call for one in agency.calls.of(round.inspection)]
    inside, outside = (one for one in calls if one.hotline)
    assert (inside.in_hours, outside.in_hours) == (True, False)
    assert inside.at is not None
    assert outside.at is not None
    assert 9 <= inside.at.hour < 17
    assert outside.at.hour < 7 or outside.at.hour >= 19
    assert {inside.order, outside.order} == {13, 14}


def test_the_next_call_is_the_one_that_goes_on_or_else_the_earliest(
    agency: Store,
) -> None:
    round = phone_day.drawn(agency)
    kept = next_call(agency, round.inspection)
    assert kept is not None
    assert kept.call.order == 1
    third = agency.calls.of(round.inspection)[2].call
    call = open_call(agency, third.id, Watch().stopwatch)
    call.record_event(EventKind.DIAL)
    going = next_call(agency, round.inspection)
    assert going is not None
    assert going.call.id == third.id


def test_a_withdrawn_line_is_replaced_from_the_same_draw(agency: Store) -> None:
    round = phone_day.drawn(agency)
    gone = agency.calls.of(round.inspection)[0].call
    with pytest.raises(UserError, match="Say why"):
        replace_call(agency, gone.id, " ")
    instead = replace_call(agency, gone.id, "分機已停用")
    assert instead is not None
    assert (instead.order, instead.at, instead.unit) == (gone.order, gone.at, gone.unit)
    used = {one.call.extension for one in agency.calls.of(round.inspection)}
    assert instead.extension in used
    first, second, *_ = agency.calls.of(round.inspection)
    assert (first.call.withdrawn, second.call.stands_in_for) == ("分機已停用", gone.id)
    left = replace_call(agency, instead.id, "分機已停用")
    assert left is not None
    assert replace_call(agency, left.id, "分機已停用") is None
    assert len(unfinished(agency, round.inspection)) == 11


def test_a_round_comes_to_means_grades_and_findings(agency: Store) -> None:
    round = phone_day.drawn(agency, ranked=True)
    phone_day.call_through(agency, round, poor="海洋事務科")
    result = results(agency, round.inspection)
    assert result is not None
    means = {one.name: one.means.mean for one in result.units}
    assert set(means) == set(UNITS)
    assert means["秘書室"] == 100
    assert means["海洋事務科"] < 70
    findings = make_findings(agency, round.inspection, on=NOW.date(), texts=TEXTS)
    assert [(one.item, one.responsible_unit) for one in findings] == [
        (IMPROVEMENT_REPORT, "海洋事務科"),
        (RETEST, "海洋事務科"),
    ]
    assert all(one.due for one in findings)
    record = record_round(agency, round.inspection)
    assert record is not None
    again = retest_of(record)
    assert again is not None
    assert again.units == ("海洋事務科",)
    worked_on = replace(findings[0], recommendation="辦理教育訓練")
    agency.findings.save(round.inspection, worked_on)
    made_again = make_findings(agency, round.inspection, on=NOW.date(), texts=TEXTS)
    assert made_again == (worked_on, findings[1])


def test_findings_go_when_the_scores_no_longer_ask_for_them(agency: Store) -> None:
    round = phone_day.drawn(agency)
    phone_day.call_through(agency, round, poor="海洋事務科")
    make_findings(agency, round.inspection, on=NOW.date(), texts=TEXTS)
    for kept in agency.calls.of(round.inspection):
        call = open_call(agency, kept.call.id, Watch().stopwatch)
        call.reopen()
        call.write(replace(call.sheet, answers={}))
        phone_day.answer_all(call)
        call.finish_call()
    assert make_findings(agency, round.inspection, on=NOW.date(), texts=TEXTS) == ()
    assert agency.findings.of(round.inspection) == []


def test_an_unfinished_round_is_not_closed(agency: Store) -> None:
    round = phone_day.drawn(agency)
    with pytest.raises(UserError, match="still to be made"):
        close_round(agency, round.inspection)


def test_a_sealed_round_tells_everything_and_verifies(agency: Store) -> None:
    round = phone_day.drawn(agency)
    phone_day.call_through(agency, round, poor="海洋事務科")
    report = phone_day.sealed(agency, round)
    verdict = judge_pdf(report.pdf, None)
    assert verdict.verdict is Integrity.VALID, verdict.reasons
    kept = agency.reports.sealed(report.number)
    assert kept is not None
    assert kept.phone is not None
    assert kept.phone.scale == SCALE
    assert kept.phone.round.draw == round.draw
    assert len(kept.phone.calls) == 12
    result = result_of(kept.phone)
    assert result is not None
    assert result.means.mean == kept.phone.totals[0].mean
    (summary,) = agency.inspections.summaries()
    assert summary.percent == kept.score.percent
    assert summary.grade is not None
    assert summary.grade.key == kept.score.grade
    assert (summary.answered, summary.total, summary.checklists) == (12, 12, ())
    assert (summary.unit, summary.findings) == (kept.agency, 2)
    with pytest.raises(UserError, match="sealed"):
        open_call(agency, kept.phone.calls[0].call.id, Watch().stopwatch)


def test_a_second_round_tells_its_change_against_the_first(agency: Store) -> None:
    first = phone_day.drawn(agency)
    phone_day.call_through(agency, first, poor="海洋事務科")
    number = phone_day.sealed(agency, first).number
    later = NOW.replace(month=12)
    timetable = Timetable(first=date(2026, 12, 21), last=date(2026, 12, 25))
    second = phone_day.drawn(agency, later, timetable=timetable)
    phone_day.call_through(agency, second, later)
    record = record_round(agency, second.inspection)
    assert record is not None
    assert record.earlier is not None
    assert record.earlier.number == number
    result = result_of(record)
    assert result is not None
    changes = {one.name: one.means.change for one in result.units}
    assert changes["秘書室"] == 0
    assert changes["海洋事務科"] is not None
    assert changes["海洋事務科"] > 30
    assert result.means.change is not None
    assert result.means.change * 4 == changes["海洋事務科"]


def test_the_obligation_goes_from_due_to_met_as_rounds_are_sealed(
    agency: Store,
) -> None:
    (plan,) = [one for one in built_in_plans() if one.code == DUTY.plan]
    duty = replace(DUTY, version=plan.version)
    on = date(2024, 11, 30)

    def states() -> dict[str, tuple[State, int]]:
        return {
            one.unit: (one.state, one.count)
            for one in obligations_of(plan, on, agency)
            if one.item == DUTY.item
        }

    owners = set(states())
    assert set(UNITS) < owners
    assert set(states().values()) == {(State.DUE, 0)}
    for month, expected in ((3, (State.DUE, 1)), (9, (State.MET, 2))):
        now = NOW.replace(year=2024, month=month)
        days = Timetable(first=date(2024, month, 4), last=date(2024, month, 29))
        round = phone_day.drawn(agency, now, timetable=days, duty=duty)
        assert round.definition.frequency is not None
        assert round.definition.frequency.text == "每年二~三次"
        phone_day.call_through(agency, round, now)
        phone_day.sealed(agency, round, now)
        assert states() == dict.fromkeys(owners, expected)


def test_a_corrected_round_begins_as_it_was_sealed(agency: Store) -> None:
    round = phone_day.drawn(agency)
    gone = agency.calls.of(round.inspection)[0].call
    replace_call(agency, gone.id, "分機已停用")
    phone_day.call_through(agency, round)
    number = phone_day.sealed(agency, round).number
    draft = correct_report(agency, number)
    copied = record_round(agency, draft.id)
    original = record_round(agency, round.inspection)
    assert copied is not None
    assert original is not None
    assert copied.earlier is None
    assert copied.round.draw == original.round.draw
    assert copied.totals == original.totals
    assert [one.events for one in copied.calls] == [
        one.events for one in original.calls
    ]
    assert copied.calls[1].call.stands_in_for == copied.calls[0].call.id
    call = open_call(agency, copied.calls[1].call.id, Watch().stopwatch)
    call.reopen()
    call.write(replace(call.sheet, remarks="更正"))
    call.finish_call()
    corrected = agency.rounds.get(draft.id)
    assert corrected is not None
    phone_day.sealed(agency, corrected)
    assert len(agency.rounds.sealed_on_scale(SCALE.code)) == 1


def test_a_discarded_round_comes_back_whole(agency: Store) -> None:
    round = phone_day.drawn(agency)
    phone_day.call_through(agency, round)
    before = record_round(agency, round.inspection)
    discarded = discard(agency, round.inspection)
    assert agency.rounds.all() == []
    assert agency.calls.of(round.inspection) == []
    bring_back(agency, discarded)
    assert record_round(agency, round.inspection) == before


def test_a_round_of_one_unit_is_a_visit_to_it(agency: Store) -> None:
    definition = phone_day.definition(
        agency, frame=frame_of(agency, ["海洋事務科"]), per_unit=2
    )
    round = make_round(agency, definition, scale=SCALE, people=(), now=NOW)
    inspection = agency.inspections.get(round.inspection)
    assert inspection is not None
    assert inspection.unit == "海洋事務科"
    assert inspection.place == definition.title


def test_scores_are_sealed_as_decimal_text(agency: Store) -> None:
    round = phone_day.drawn(agency)
    phone_day.call_through(agency, round)
    record = record_round(agency, round.inspection)
    assert record is not None
    marks = record.calls[0].marks
    assert marks is not None
    assert (marks.total, marks.shown) == (Decimal(100), "100")
    assert marks.multiplier == Decimal(1)
