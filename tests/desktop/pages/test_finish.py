from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton

from desktop.dialogs.open_key import OpenKeyDialog
from desktop.dialogs.refusal import RefusalDialog
from desktop.pages.finish import FinishPage
from desktop.widgets.places import Fill, Finish, ReportOf
from desktop.workflows.signing_key import OpenedKey
from desktop.workflows.verify_report import Registry, judge_pdf
from forms.errors import UserError
from forms.inspection import InspectionState, Role
from forms.signing.chain import Demand
from forms.signing.identity import make_identity
from forms.signing.verdict import Integrity
from tests.desktop.conftest import PASSPHRASE
from tests.desktop.signing_day import OFFICER, PATIENT, finished, is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.widgets.places import Place
    from forms.inspection import Inspection


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


class Desk:
    """The page and whoever sits before it."""

    def __init__(self, qtbot: QtBot, session: Session, draft: Inspection) -> None:
        self.qtbot = qtbot
        self.session = session
        self.draft = draft
        self.went: list[Place] = []
        self.told: list[str] = []
        self.page = FinishPage(session, Finish(draft.id))
        self.page.going.connect(self.went.append)
        self.page.told.connect(self._on_told)
        self.page.resize(1100, 760)
        qtbot.addWidget(self.page)
        self.page.show()

    def _on_told(self, error: UserError) -> None:
        self.told.append(str(error))

    def button(self, name: str) -> QPushButton:
        button = self.page.findChild(QPushButton, name)
        assert isinstance(button, QPushButton), name
        return button

    def edit(self, name: str) -> QLineEdit:
        edit = self.page.findChild(QLineEdit, name)
        assert isinstance(edit, QLineEdit), name
        return edit

    def label(self, name: str) -> str:
        label = self.page.findChild(QLabel, name)
        assert isinstance(label, QLabel), name
        return label.text() if label.isVisible() else ""

    def next(self) -> None:
        """Press the button that leads on, and wait until it has done so."""
        self.button("finish-next").click()
        self.qtbot.waitUntil(lambda: not self.page._busy, timeout=PATIENT)

    def to_signing(self) -> None:
        self.next()
        self.next()

    def sign(self, passphrase: str = PASSPHRASE) -> None:
        self.edit("sign-passphrase").setText(passphrase)
        self.next()

    def seal(self) -> str:
        self.button("finish-next").click()
        self.qtbot.waitUntil(lambda: bool(self.went), timeout=PATIENT)
        (place,) = self.went
        assert isinstance(place, ReportOf)
        return place.number

    def inspection(self) -> Inspection:
        kept = self.session.store.inspections.get(self.draft.id)
        assert kept is not None
        return kept


@pytest.fixture
def desk(qtbot: QtBot, session: Session) -> Desk:
    return Desk(qtbot, session, finished(session))


def test_every_line_that_is_missing_leads_to_its_item(
    qtbot: QtBot, session: Session
) -> None:
    desk = Desk(qtbot, session, finished(session, unanswered=3))
    lines = desk.page.findChild(QListWidget, "missing-blocking")
    assert isinstance(lines, QListWidget)
    assert lines.count() == 3
    assert not desk.button("finish-next").isEnabled()
    assert "3" in desk.label("finish-hint")
    lines.setCurrentRow(1)
    lines.itemActivated.emit(lines.item(1))
    assert desk.went == [Fill(desk.draft.id, "EN02")]


def test_the_keys_begin_where_something_is_to_be_done(
    qtbot: QtBot, session: Session
) -> None:
    lacking = Desk(qtbot, session, finished(session, unanswered=3)).page
    assert lacking.focusProxy() is lacking.findChild(QListWidget, "missing-blocking")
    complete = Desk(qtbot, session, finished(session))
    assert complete.page.focusProxy() is complete.button("finish-next")
    alone = replace(
        complete.inspection(),
        people=tuple(
            one
            for one in complete.inspection().people
            if one.role is not Role.ACCOMPANYING
        ),
    )
    session.store.inspections.save(alone)
    complete.page.refresh()
    assert complete.page.focusProxy() is complete.edit("finish-accompanying-name")


def test_a_draft_becomes_a_valid_report_in_four_steps(desk: Desk) -> None:
    desk.next()
    shown = desk.page._view.pdf
    desk.next()
    paper = desk.page._desk._inspector.pad.paper
    QTest.mousePress(paper, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    QTest.mouseMove(paper, QPoint(120, 80))
    QTest.mouseRelease(paper, Qt.MouseButton.LeftButton, pos=QPoint(200, 40))
    desk.sign()
    number = desk.seal()
    store = desk.session.store
    pdf = store.reports.pdf(number)
    assert pdf.startswith(shown)
    verdict = judge_pdf(pdf, Registry.of(store))
    assert verdict.verdict is Integrity.VALID
    assert [one.by for one in verdict.signatures] == ["王堃霖", OFFICER]
    assert desk.inspection().state is InspectionState.SEALED
    assert list(store.backups.iterdir())
    assert not desk.told


def test_keys_alone_lead_to_the_report(desk: Desk) -> None:
    page, qtbot = desk.page, desk.qtbot
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    for _ in range(2):
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: not page._busy, timeout=PATIENT)
    # QTest types ASCII alone.
    desk.edit("sign-passphrase").setText(PASSPHRASE)
    for _ in range(2):
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: not page._busy or bool(desk.went), timeout=PATIENT)
    qtbot.waitUntil(lambda: bool(desk.went), timeout=PATIENT)
    assert isinstance(desk.went[0], ReportOf)


def test_the_end_of_the_visit_and_what_the_registry_wants_are_kept_at_once(
    qtbot: QtBot, session: Session
) -> None:
    desk = Desk(qtbot, session, finished(session, ended=False))
    assert desk.inspection().ended is None
    desk.button("finish-ended-now").click()
    assert desk.inspection().ended == session.now()
    QTest.keyClicks(desk.edit("finish-file-number"), "115/A/12")
    desk.edit("finish-file-number").editingFinished.emit()
    desk.edit("finish-accompanying-title").setText("科長")
    desk.edit("finish-accompanying-title").editingFinished.emit()
    kept = desk.inspection()
    assert kept.file_number == "115/A/12"
    assert [one.title for one in kept.people] == ["專員", "科長"]


def test_a_visit_cannot_end_before_it_began(desk: Desk) -> None:
    ended = desk.inspection().ended
    day = desk.edit("finish-ended-day-edit")
    day.setText("100/1/1")
    day.editingFinished.emit()
    assert len(desk.told) == 1
    assert desk.inspection().ended == ended


def test_a_visit_that_has_no_end_ends_when_its_preview_is_made(
    qtbot: QtBot, session: Session
) -> None:
    desk = Desk(qtbot, session, finished(session, ended=False))
    desk.next()
    assert desk.inspection().ended == session.now()
    assert desk.page._view.pdf


def test_signing_here_needs_a_name(qtbot: QtBot, session: Session) -> None:
    desk = Desk(qtbot, session, finished(session, officer=""))
    assert not desk.button("finish-next").isEnabled()
    desk.button("finish-officer-later").click()
    assert desk.button("finish-next").isEnabled()


def test_who_signs_later_leaves_the_report_incomplete(desk: Desk) -> None:
    desk.button("finish-officer-later").click()
    desk.to_signing()
    assert not desk.page._desk._officer.pad.isVisible()
    desk.sign()
    verdict = judge_pdf(desk.session.store.reports.pdf(desk.seal()), None)
    assert verdict.verdict is Integrity.INCOMPLETE


def test_a_refusal_needs_a_reason_and_stands_in_the_report(desk: Desk) -> None:
    desk.button("finish-officer-refuses").click()
    assert not desk.button("finish-next").isEnabled()
    QTest.keyClicks(desk.edit("finish-refusal"), "disagrees with finding 1")
    assert desk.button("finish-next").isEnabled()
    desk.to_signing()
    desk.sign()
    number = desk.seal()
    sealed = desk.session.store.reports.sealed(number)
    assert sealed is not None
    assert [one.reason for one in sealed.chain if one.demand is Demand.REFUSED] == [
        "disagrees with finding 1"
    ]


def test_a_refusal_at_the_pad_makes_a_new_preview_and_empties_the_pads(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.to_signing()
    before = desk.page._view.pdf
    desk.button("inspector-pad-write").click()
    monkeypatch.setattr(RefusalDialog, "ask", lambda *_: "不同意缺失認定")
    desk.button("finish-refuse").click()
    desk.qtbot.waitUntil(lambda: not desk.page._busy, timeout=PATIENT)
    assert desk.page._view.pdf != before
    assert "refusal" in desk.label("finish-why")
    assert not desk.page._desk.inks()
    desk.next()
    assert "不同意缺失認定" in desk.page._desk._officer._said.text()


def test_a_wrong_passphrase_is_told_and_nothing_is_lost(desk: Desk) -> None:
    desk.to_signing()
    desk.button("inspector-pad-write").click()
    desk.sign("wrong")
    assert "your signing key" in desk.told[0]
    assert desk.page._desk.inks()
    desk.sign()
    desk.seal()


def test_what_changes_after_the_preview_makes_a_new_one_with_a_sentence(
    desk: Desk,
) -> None:
    desk.next()
    before = desk.page._view.pdf
    desk.session.store.answers.remove(desk.draft.id, "EN01")
    desk.next()
    assert desk.page._view.pdf != before
    assert "changed" in desk.label("finish-why")


def test_another_key_makes_a_new_preview_that_names_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_identity("李佩珊", agency="航港局", now=desk.session.now())
    monkeypatch.setattr(OpenKeyDialog, "ask", lambda *_: OpenedKey.of(made))
    chooser = desk.page._check._signers.source
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    desk.to_signing()
    desk.next()
    sealed = desk.session.store.reports.sealed(desk.seal())
    assert sealed is not None
    assert sealed.inspector_certificate == made.fingerprint


def test_going_back_asks_for_the_passphrase_again(desk: Desk) -> None:
    desk.to_signing()
    desk.sign()
    desk.button("finish-back").click()
    desk.sign("wrong")
    assert len(desk.told) == 1


def test_one_can_always_go_back_to_filling_in(desk: Desk) -> None:
    desk.to_signing()
    desk.button("finish-fill").click()
    assert desk.went == [Fill(desk.draft.id)]
    assert desk.inspection().state is InspectionState.DRAFT


def test_a_disk_without_room_for_a_backup_does_not_undo_the_report(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.to_signing()
    desk.sign()

    def full(_: object) -> None:
        raise UserError("The disk is full; make room.")

    monkeypatch.setattr(desk.session.store, "back_up", full)
    number = desk.seal()
    assert desk.told == ["The disk is full; make room."]
    assert desk.session.store.reports.sealed(number) is not None


def test_a_report_stays_sealed_where_no_backup_can_be_put(desk: Desk) -> None:
    desk.to_signing()
    desk.sign()
    backups = desk.session.store.backups
    backups.rmdir()
    backups.write_bytes(b"")
    number = desk.seal()
    (told,) = desk.told
    assert str(backups) in told
    assert desk.session.store.reports.sealed(number) is not None


def test_the_page_is_freed(qtbot: QtBot, session: Session) -> None:
    place = Finish(finished(session).id)
    assert is_freed(qtbot, lambda: FinishPage(session, place))
