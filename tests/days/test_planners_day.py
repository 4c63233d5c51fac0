"""A planner's day in the real window, from the agency's document to what it moves."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)

from desktop.pages.fill import FillPage
from desktop.pages.finish import FinishPage
from desktop.pages.import_plan import ImportPlanPage
from desktop.pages.plan import PlanPage
from desktop.pages.report import ReportPage
from desktop.pages.today import TodayPage
from desktop.widgets.owed_card import OwedCard
from desktop.widgets.places import ReportOf
from desktop.widgets.signature_pad import SignaturePad
from forms.checklist.execution import rows_of
from forms.plan.coverage import Seen
from forms.plan.obligations import State
from forms.report.plans.wording import SEEN_SIGNS
from tests.days.hands import Clock, Hands, leave, take_a_seat, wait_until
from tests.days.planning import (
    SHIFTED,
    TITLE,
    UNITS,
    YEARLY,
    account_for,
    answering,
    bring_in,
    choose,
    in_hand,
    issued_plan,
    make_sheet,
    number_the_shifted_row,
    open_plan,
    put_in_force,
    say_when_it_is_due,
    show_tab,
)
from tests.days.test_inspectors_day import draw_on, findings_of, stand_at
from tests.days.visiting import current_item, unlock
from tests.desktop.conftest import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.widgets.places import Place


FIRST, SECOND = UNITS
DONE: Final = "六月辦理講習，32人參加。"
PROOF: Final = "航務字第1150000456號"
WANTING: Final = "講師尚未洽定。"
FINDING: Final = "本年度尚未辦理講習。"
SHOULD: Final = "請於期限前辦理，並留存簽到紀錄。"
PLACE: Final = "二、(二)2"
SAID: Final = {
    (FIRST, YEARLY): (DONE, "115/6/12", PROOF),
    (SECOND, YEARLY): (WANTING, "", ""),
}
DOUBTS: Final = {"shifted-row", "duplicate-ordinal", "no-deadline"}


def inspect(hands: Hands) -> None:
    """Row by row with keys; what the second unit owes still is a finding."""
    session = hands.program.session
    assert session is not None
    (draft,) = session.store.inspections.all()
    (sheet,) = session.store.checklists.of_inspection(draft.id)
    for item, trace in rows_of(sheet):
        falls_short = (trace.unit, item.text["zh-TW"]) == (SECOND, YEARLY)
        hands.press("3" if falls_short else "1")
        assert current_item() == item.key
        if falls_short:
            with answering(partial(write_finding, hands)):
                hands.press("F")
        hands.press("Return")


def write_finding(hands: Hands) -> None:
    hands.press("Ctrl+A")
    hands.write(FINDING)
    hands.tab_to("recommendation")
    hands.write(SHOULD)
    unit = hands.find(QLineEdit, "responsible-unit")
    assert unit.text() == SECOND
    said = hands.program.window.findChildren(QLabel)
    assert any(PLACE in one.text() and YEARLY in one.text() for one in said)
    hands.press("Ctrl+Return")


def sign(hands: Hands) -> None:
    """Check, preview, two drawn signatures, and the end of it."""
    hands.tab_to("finish-accompanying-name")
    hands.write("陳喆宇")
    hands.press("Ctrl+Return")
    stand_at(hands, 2)
    hands.press("Ctrl+Return")
    stand_at(hands, 3)
    for pad in hands.program.window.findChildren(SignaturePad):
        if pad.isVisible():
            draw_on(pad)
    hands.find(QLineEdit, "sign-passphrase").setFocus()
    hands.write(PASSPHRASE)
    hands.press("Ctrl+Return")
    stand_at(hands, 4)
    hands.press("Ctrl+Return")


@dataclass(frozen=True)
class Known:
    """What the plan's page says of the yearly duty, unit by unit."""

    owed: dict[str, State]
    seen: dict[str, str]


def correct_what_is_doubtful(hands: Hands) -> None:
    page = hands.page
    assert isinstance(page, ImportPlanPage)
    assert {one.code for one in in_hand(hands).doubts()} == DOUBTS
    number_the_shifted_row(hands)
    hands.press("F9")  # all else is right in that row
    hands.press("F7")
    say_when_it_is_due(hands)
    assert page.doubts.waiting() == 0


def standing_of(hands: Hands, page: PlanPage) -> Known:
    """What the page shows of the yearly duty, as soon as that is known."""
    show_tab(page, page.coverage)
    wait_until(lambda: bool(page.coverage.shown()[1]))
    units, rows = page.coverage.shown()
    (row,) = (row for row in rows if any(YEARLY in cell for cell in row))
    show_tab(page, page.obligations)
    hands.find(QComboBox, "owed-state").setFocus()
    choose(hands, "owed-state", "every")
    hands.press("Ctrl+F")
    hands.write("講習")
    return Known(
        owed={one.unit: one.state for one in page.obligations.obligations()},
        seen={unit: row[units.index(unit)].split()[0] for unit in UNITS},
    )


def walk_back(hands: Hands, number: str) -> None:
    """To the report by the finding's words, and by the plan's sentence."""
    with answering(partial(find_finding, hands)):
        hands.press("Ctrl+K")
    hands.wait_for(ReportPage)
    assert place_of(hands) == ReportOf(number)
    page = open_plan(hands)
    wait_until(lambda: bool(page.coverage.shown()[1]))
    hands.press("Ctrl+F")
    hands.write("服務應對講習")
    hands.press("Return")
    hands.press("End")
    assert hands.find(QLabel, "item-text").text() == YEARLY
    (finding,) = findings_of(hands)
    hands.click(f"row-finding-{finding.id}")
    hands.wait_for(ReportPage)
    assert place_of(hands) == ReportOf(number)


def place_of(hands: Hands) -> Place:
    workplace = hands.program.window.workplace
    assert workplace is not None
    return workplace.place


def find_finding(hands: Hands) -> None:
    hands.write(FINDING)
    hands.press("Return")


def units_today(hands: Hands) -> set[str]:
    """Who is asked for something on the first page of the day."""
    hands.press("Ctrl+1")
    hands.wait_for(TodayPage)
    card = hands.program.window.findChild(OwedCard)
    assert card is not None
    wait_until(lambda: not card._is_wanted and not card._at_work)
    shown = {row.objectName() for row in card.findChildren(QPushButton)}
    return {unit for unit in UNITS if f"row-owed-{unit}" in shown}


def printed(pdf: bytes, folder: Path) -> str:
    """All words of the report, without the blanks and lines between them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext of poppler-utils is not installed")
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    made = subprocess.run(
        ["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True
    )
    return "".join(made.stdout.split())


def report_of(hands: Hands) -> tuple[str, bytes]:
    session = hands.program.session
    assert session is not None
    (visit,) = session.store.inspections.all()
    assert visit.number is not None
    return visit.number, session.store.reports.pdf(visit.number)


@pytest.fixture
def sit(qapp: QApplication) -> Iterator[Callable[[Path], Hands]]:
    clock = Clock()
    seated: list[Hands] = []

    def down(profile: Path) -> Hands:
        hands = take_a_seat(profile, clock)
        seated.append(hands)
        return hands

    yield down
    for hands in seated:
        leave(hands)


def test_from_the_agencys_document_to_a_duty_that_is_met(
    sit: Callable[[Path], Hands],
    new_profile: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands = sit(shutil.copytree(new_profile, tmp_path / "profile"))
    unlock(hands)
    bring_in(hands, issued_plan(tmp_path))
    correct_what_is_doubtful(hands)
    with answering(partial(hands.press, "Return")):
        hands.press("Ctrl+S")
    hands.wait_for(PlanPage)
    put_in_force(hands)
    assert units_today(hands) == set(UNITS)
    before = standing_of(hands, open_plan(hands))
    assert before.owed == dict.fromkeys(UNITS, State.DUE)
    assert before.seen == dict.fromkeys(UNITS, SEEN_SIGNS[Seen.UNCOVERED])
    with answering(partial(make_sheet, hands)):
        hands.press("Ctrl+Shift+E")
    hands.wait_for(FillPage)
    workbook = tmp_path / "辦理情形.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(workbook), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(workbook), ""))
    hands.click("accounts-out")
    account_for(workbook, SAID)
    hands.click("accounts-in")
    inspect(hands)
    hands.press("Ctrl+Return")
    hands.wait_for(FinishPage)
    sign(hands)
    hands.wait_for(ReportPage)
    number, pdf = report_of(hands)
    assert units_today(hands) == {SECOND}
    after = standing_of(hands, open_plan(hands))
    assert after.owed == {FIRST: State.MET, SECOND: State.DUE}
    assert after.seen == dict.fromkeys(UNITS, SEEN_SIGNS[Seen.SEEN])
    walk_back(hands, number)
    told = printed(pdf, tmp_path)
    for words in (TITLE, YEARLY, PLACE, DONE, PROOF, WANTING, FINDING, SHOULD):
        assert words in told


@pytest.mark.logs_warnings
def test_a_correction_outlives_a_program_killed_in_the_middle_of_it(
    sit: Callable[[Path], Hands], new_profile: Path, tmp_path: Path
) -> None:
    profile = shutil.copytree(new_profile, tmp_path / "profile")
    corrected_until_killed(profile, issued_plan(tmp_path))
    hands = sit(profile)
    unlock(hands)
    hands.click("notice-action")  # of the notice that tells of the crash
    hands.wait_for(ImportPlanPage)
    assert ordinal_of_shifted(hands) == "3"
    hands.press("Ctrl+Z")
    assert ordinal_of_shifted(hands) == "2"
    hands.press("Ctrl+Y")
    assert ordinal_of_shifted(hands) == "3"


def ordinal_of_shifted(hands: Hands) -> str | None:
    rows = in_hand(hands).work.rows
    return next(row.item.ordinal for row in rows if row.item.text == SHIFTED)


def corrected_until_killed(profile: Path, plan: Path) -> None:
    """Until a first row is corrected, and another one is being written."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.days.killed_planner", str(profile), str(plan)],
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        said = program.stdout.readline()
        program.kill()
    assert said.strip() == "corrected", "the program ended by itself"
