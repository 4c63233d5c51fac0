"""An inspector's day in the real window, from first start to a report that verifies."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop.pages.fill import FillPage
from desktop.pages.finish import FinishPage
from desktop.pages.new_visit import NewVisitPage
from desktop.pages.report import ReportPage
from desktop.widgets.signature_pad import SignaturePad
from desktop.workflows.verify_report import verify_reports
from forms.signing.verdict import Integrity
from tests.days.hands import Clock, Hands, leave, take_a_seat, wait_until
from tests.days.visiting import (
    SECRET,
    UNIT,
    answer_all,
    current_item,
    first_start,
    items_of,
    new_visit,
    unlock,
)
from tests.desktop.conftest import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from forms.inspection import Finding


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


def verdict_of(hands: Hands, folder: Path) -> Integrity:
    """What the verifier says of the report that the profile holds."""
    session = hands.program.session
    assert session is not None
    (sealed,) = session.store.inspections.all()
    assert sealed.number is not None
    path = folder / "report.pdf"
    path.write_bytes(session.store.reports.pdf(sealed.number))
    return verify_reports([path], session.store)[0].verdict


def stand_at(hands: Hands, step: int) -> None:
    """Until that step, counted from 1, is the one at work and can be left."""
    here = hands.find(QPushButton, f"step-{step}")
    ready = hands.find(QPushButton, "finish-next")
    wait_until(lambda: here.property("kind") == "step-current" and ready.isEnabled())


def draw_on(pad: SignaturePad) -> None:
    """Two strokes with the mouse."""
    paper, left = pad.paper, Qt.MouseButton.LeftButton
    for row in (0.4, 0.6):
        y = round(paper.height() * row)
        places = [QPoint(x, y + x % 7) for x in range(40, 160, 10)]
        QTest.mousePress(paper, left, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(paper, place)
        QTest.mouseRelease(paper, left, pos=places[-1])
    QApplication.processEvents()


def findings_of(hands: Hands) -> list[Finding]:
    session = hands.program.session
    assert session is not None
    (draft,) = session.store.inspections.all()
    return session.store.findings.of(draft.id)


def test_from_first_start_to_a_verified_report_with_keys_only(
    sit: Callable[[Path], Hands], tmp_path: Path
) -> None:
    hands = sit(tmp_path / "profile")
    first_start(hands)
    new_visit(hands)
    assert answer_all(hands) > 50
    hands.press("Ctrl+Return")
    hands.wait_for(FinishPage)
    hands.tab_to("finish-accompanying-name")
    hands.write("陳喆宇")
    hands.press("Ctrl+Return")
    stand_at(hands, 2)
    hands.press("Ctrl+Return")
    stand_at(hands, 3)
    hands.tab_to("sign-passphrase")
    hands.write(SECRET)
    hands.press("Ctrl+Return")
    stand_at(hands, 4)
    hands.press("Ctrl+Return")
    hands.wait_for(ReportPage)
    assert verdict_of(hands, tmp_path) is Integrity.VALID


def test_a_visit_by_mouse_with_a_finding_and_two_drawn_signatures(
    sit: Callable[[Path], Hands], new_profile: Path, tmp_path: Path
) -> None:
    hands = sit(shutil.copytree(new_profile, tmp_path / "profile"))
    unlock(hands)
    hands.click("new")
    hands.wait_for(NewVisitPage)
    hands.find(QLineEdit, "unit").setFocus()
    hands.write(UNIT)
    hands.press("Return")
    hands.click("start")
    hands.wait_for(FillPage)
    items = items_of(hands)
    hands.click("EN01-nonconform")
    wait_until(lambda: len(findings_of(hands)) == 1)
    hands.press("Return")
    answer_all(hands)
    assert items["EN01"].note == "short"
    hands.click("fill-finish")
    hands.wait_for(FinishPage)
    hands.find(QLineEdit, "finish-accompanying-name").setFocus()
    hands.write("陳喆宇")
    hands.click("finish-next")
    stand_at(hands, 2)
    hands.click("finish-next")
    stand_at(hands, 3)
    for pad in hands.program.window.findChildren(SignaturePad):
        if pad.isVisible():
            draw_on(pad)
    hands.find(QLineEdit, "sign-passphrase").setFocus()
    hands.write(PASSPHRASE)
    hands.click("finish-next")
    stand_at(hands, 4)
    hands.click("finish-next")
    hands.wait_for(ReportPage)
    assert verdict_of(hands, tmp_path) is Integrity.VALID


@pytest.mark.logs_warnings
def test_a_program_killed_in_mid_visit_goes_on_where_it_was(
    sit: Callable[[Path], Hands], new_profile: Path, tmp_path: Path
) -> None:
    profile = shutil.copytree(new_profile, tmp_path / "profile")
    given = answered_until_killed(profile, after=7)
    hands = sit(profile)
    unlock(hands)
    session = hands.program.session
    assert session is not None
    (draft,) = session.store.inspections.all()
    kept = {answer.item for answer in session.store.answers.of(draft.id)}
    assert set(given) <= kept
    # The notice that tells of the crash has the way back in it.
    hands.click("notice-action")
    hands.wait_for(FillPage)
    assert current_item() not in kept


def answered_until_killed(profile: Path, *, after: int) -> list[str]:
    """The items that a program said were answered before it was killed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.days.killed", str(profile)],
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        given = [program.stdout.readline().strip() for _ in range(after)]
        program.kill()
    assert all(given), "the program ended by itself"
    return given
