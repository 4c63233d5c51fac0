"""A round of telephone tests in the real window, from the plan to what it meets."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from desktop.pages.finish import FinishPage
from desktop.pages.phone_round import PhoneRoundPage
from desktop.pages.report import ReportPage
from desktop.widgets.phone.words import EVENTS
from desktop.workflows.phone_results import record_round
from desktop.workflows.verify_report import verify_reports
from forms.phone.call import CallState, EventKind, Outcome
from forms.phone.frame import frame_sha256
from forms.phone.record import result_of
from forms.phone.scale import Interval
from forms.phone.timetable import Timetable
from forms.plan.obligations import State
from forms.report.phone.figures import figure
from forms.report.phone.words import short_moment
from forms.signing.verdict import Integrity
from tests.days.calling import (
    SEED,
    THROUGH,
    Calendar,
    bench,
    bureau,
    correct_rings,
    deduct,
    done,
    draw,
    happen,
    in_hand,
    judge,
    note_message,
    plan_round,
    take_back,
    tell_gap,
    the_round,
)
from tests.days.hands import Hands, leave, take_a_seat, wait_until
from tests.days.planning import choose, open_plan, show_tab
from tests.days.test_inspectors_day import stand_at
from tests.days.test_planners_day import printed
from tests.days.visiting import unlock
from tests.desktop.conftest import PASSPHRASE
from tests.desktop.workflows import phone_day
from tests.desktop.workflows.phone_day import DUTY, TEXTS, UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.store import Store
    from forms.phone.record import PhoneRecord

POOR: Final = "漁港管理科"
GIVEN_UP: Final = "分機已停用，承辦人調職。"
MISHEARD: Final = "第一聲鈴響漏按。"
MESSAGE: Final = {
    "unit": "前鎮漁會",
    "name": "陳先生",
    "phone": "07-1234567",
    "gist": "漁船證照換發應備文件",
    "at": "3月8日上午10時",
    "call-back": "下午3時以後",
    "rings-again": "未回電則隔日再撥",
}


@pytest.fixture
def sit(qapp: QApplication) -> Iterator[Callable[[Path, Calendar], Hands]]:
    seated: list[Hands] = []

    def down(profile: Path, clock: Calendar) -> Hands:
        hands = take_a_seat(profile, clock)
        seated.append(hands)
        return hands

    yield down
    for hands in seated:
        leave(hands)


def store_of(hands: Hands) -> Store:
    session = hands.program.session
    assert session is not None
    return session.store


def record_of(hands: Hands) -> PhoneRecord:
    record = record_round(store_of(hands), the_round(hands).inspection)
    assert record is not None
    return record


def call_through(hands: Hands) -> None:
    """All twelve, as calls go: one is not answered, one is busy at first."""
    for order in range(1, 13):
        assert in_hand(hands).call.order == order
        poor = in_hand(hands).call.unit == POOR
        if order == 1:
            happen(hands, " RR      ")  # the space bar alone says what comes next
        elif order == 2:
            happen(hands, "DVGOTUHSE")
        elif order == 3:
            happen(hands, "DVGOTRRRRRRX")
            take_back(hands, GIVEN_UP)
            happen(hands, THROUGH)
        elif order == 4:
            happen(hands, "DY" + THROUGH)
        else:
            happen(hands, "DVGOTRRRRRRRUE" if poor else THROUGH)
        judge(hands, worst=poor)
        if order == 6:
            correct_rings(hands, 2, MISHEARD)
        elif order == 8:
            note_message(hands, MESSAGE)
        elif order == 10:
            deduct(hands, "side-talk")
        done(hands)


def show_results(hands: Hands) -> None:
    """The tab beside that of the calls."""
    hands.press("Ctrl+Tab")
    hands.find(QPushButton, "round-findings")


def check_calls(hands: Hands) -> None:
    """What the round holds of its calls, one by one."""
    record = record_of(hands)
    (gone,) = (one for one in record.calls if one.state is CallState.WITHDRAWN)
    made = {one.call.order: one for one in record.calls if one is not gone}
    assert (gone.call.order, gone.call.withdrawn) == (3, GIVEN_UP)
    assert made[3].call.stands_in_for == gone.call.id
    assert {one.outcome for one in made.values()} == {Outcome.ANSWERED}
    kinds = [event.kind for event in made[4].events]
    assert kinds[:3] == [EventKind.DIAL, EventKind.BUSY, EventKind.DIAL]
    corrected = made[6].sheet.corrections[Interval.UNIT_ANSWER]
    assert (corrected.rings, corrected.reason) == (2, MISHEARD)
    assert made[8].sheet.message is not None
    assert set(astuple(made[8].sheet.message)) == set(MESSAGE.values())
    assert made[10].sheet.deductions == ("side-talk",)


def sign(hands: Hands) -> None:
    """Check, preview, the passphrase, and the end of it."""
    hands.wait_for(FinishPage)
    hands.tab_to("finish-accompanying-name")
    hands.write("許雅婷")
    hands.press("Ctrl+Return")
    stand_at(hands, 2)
    hands.press("Ctrl+Return")
    stand_at(hands, 3)
    hands.tab_to("sign-passphrase")
    hands.write(PASSPHRASE)
    hands.press("Ctrl+Return")
    stand_at(hands, 4)
    hands.press("Ctrl+Return")
    hands.wait_for(ReportPage)


def report_of(hands: Hands) -> bytes:
    store = store_of(hands)
    visit = store.inspections.get(the_round(hands).inspection)
    assert visit is not None
    assert visit.number is not None
    return store.reports.pdf(visit.number)


def check_report(record: PhoneRecord, told: str) -> None:
    """Seed, frame, every call and every mean stand in the report."""
    draw = record.round.draw
    assert draw is not None
    assert draw.seed == SEED
    assert draw.frame_sha256 == frame_sha256(record.round.definition.frame)
    result = result_of(record)
    assert result is not None
    said = [SEED, draw.frame_sha256, GIVEN_UP, MISHEARD, "2聲＊"]
    said += [figure(record.scale, unit.means.mean) for unit in result.units]
    calls = (one.call for one in record.calls)
    said += [
        f"{one.order}{one.unit}分機{one.extension}{short_moment(TEXTS, one.at)}"
        for one in calls
    ]
    for words in said:
        assert "".join(words.split()) in told


def standing(hands: Hands) -> set[tuple[State, int]]:
    """What the plan's page says today of the duty, of every unit that has it."""
    page = open_plan(hands)
    wait_until(lambda: bool(page.coverage.shown()[1]))
    show_tab(page, page.obligations)
    hands.find(QComboBox, "owed-state").setFocus()
    choose(hands, "owed-state", "every")
    owed = [one for one in page.obligations.obligations() if one.item == DUTY.item]
    assert set(UNITS) < {one.unit for one in owed}
    return {(one.state, one.count) for one in owed}


def second_round(hands: Hands, calendar: Calendar) -> None:
    """Half a year later, without the window."""
    store = store_of(hands)
    (first,) = store.rounds.all()
    now = calendar.set(9, 2)
    round = phone_day.drawn(
        store,
        now,
        title="113年第2次電話禮貌測試",
        timetable=Timetable(first=date(2024, 9, 2), last=date(2024, 9, 6)),
        duty=first.definition.duty,
    )
    phone_day.call_through(store, round, now)
    phone_day.sealed(store, round, now)


def test_a_round_of_twelve_calls_by_keys_to_a_duty_that_is_met(
    sit: Callable[[Path, Calendar], Hands], tmp_path: Path
) -> None:
    calendar = Calendar(3, 4)
    hands = sit(bureau(tmp_path / "profile"), calendar)
    unlock(hands)
    assert standing(hands) == {(State.DUE, 0)}
    page = plan_round(hands)
    assert page.form.definition().units == UNITS
    draw(hands)
    round = the_round(hands)
    assert [one.name for one in round.definition.testers] == ["林怡君", "陳志明"]
    hands.press("Ctrl+Return")
    bench(hands)
    call_through(hands)
    hands.wait_for(PhoneRoundPage)
    check_calls(hands)
    show_results(hands)
    hands.press("Ctrl+Shift+F")
    findings = store_of(hands).findings
    wait_until(lambda: len(findings.of(round.inspection)) == 2)
    for one in findings.of(round.inspection):
        assert one.responsible_unit == POOR
    hands.press("Ctrl+Return")
    sign(hands)
    record = record_of(hands)
    path = tmp_path / "signed.pdf"
    path.write_bytes(report_of(hands))
    (said,) = verify_reports([path], store_of(hands))
    assert said.verdict is Integrity.VALID
    assert standing(hands) == {(State.DUE, 1)}
    second_round(hands, calendar)
    assert standing(hands) == {(State.MET, 2)}
    check_report(record, printed(path.read_bytes(), tmp_path))


@pytest.mark.logs_warnings
def test_a_call_killed_in_the_middle_is_there_and_is_finished(
    sit: Callable[[Path, Calendar], Hands], tmp_path: Path
) -> None:
    profile = bureau(tmp_path / "profile")
    said = called_until_killed(profile, after=4)
    hands = sit(profile, Calendar(3, 6))
    unlock(hands)
    hands.click("notice-action")  # of the notice that tells of the crash
    before = kinds_of(hands)
    assert [EVENTS[kind][1] for kind in before][:4] == said
    left = THROUGH[len(before) :]
    assert left, "the program was done before it was killed"
    happen(hands, left)
    (gap,) = bench(hands)._hand.gaps()
    assert (gap.after, gap.seconds) == (len(before) + 1, None)
    tell_gap(hands, 7)
    (gap,) = bench(hands)._hand.gaps()
    assert gap.seconds == 7
    judge(hands)
    call = in_hand(hands).call.id
    done(hands)
    assert in_hand(hands).call.order == 2
    (made,) = (one for one in record_of(hands).calls if one.call.id == call)
    assert made.state is CallState.FINISHED
    assert len(made.events) == len(THROUGH)


def kinds_of(hands: Hands) -> list[EventKind]:
    """What has happened in the call on the bench."""
    return [event.kind for event in in_hand(hands).events]


def called_until_killed(profile: Path, *, after: int) -> list[str]:
    """The keys of the events that a program said were kept before it was killed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.days.killed_caller", str(profile)],
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        said = [program.stdout.readline().strip() for _ in range(after)]
        program.kill()
    assert all(said), "the program ended by itself"
    return said
