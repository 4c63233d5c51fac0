from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.pages.verify import VerifyPage
from desktop.widgets.places import Verify
from forms.errors import UserError
from forms.signing.verdict import Integrity, Verdict
from tests.desktop.signing_day import PATIENT, is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.widgets.verdict_list import Judged
    from desktop.workflows.demo import Example


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


def page_of(qtbot: QtBot, session: Session, *files: Path) -> VerifyPage:
    page = VerifyPage(session, Verify(tuple(files)))
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def judged(qtbot: QtBot, page: VerifyPage) -> tuple[Judged, ...]:
    qtbot.waitUntil(
        lambda: all(row.verdict is not None for row in page._list.rows()),
        timeout=PATIENT,
    )
    return page._list.rows()


def test_a_report_is_valid_and_shown_as_the_inspector_sealed_it(
    qtbot: QtBot, session: Session, example: Example
) -> None:
    page = page_of(qtbot, session, example.report)
    (row,) = judged(qtbot, page)
    assert isinstance(row.verdict, Verdict)
    assert row.verdict.verdict is Integrity.VALID
    assert row.verdict.known is False
    whole = example.report.read_bytes()
    qtbot.waitUntil(lambda: bool(page._view.pdf), timeout=PATIENT)
    assert whole.startswith(page._view.pdf)
    assert len(page._view.pdf) < len(whole)
    said = page._verdict.said()
    assert "Nothing was changed" in said
    assert "not who signed" in said


def test_of_what_is_not_genuine_nothing_is_shown(
    qtbot: QtBot, session: Session, example: Example, tmp_path: Path
) -> None:
    altered = bytearray(example.report.read_bytes())
    altered[5_000] ^= 1
    path = tmp_path / "altered.pdf"
    path.write_bytes(bytes(altered))
    page = page_of(qtbot, session, path)
    (row,) = judged(qtbot, page)
    assert isinstance(row.verdict, Verdict)
    assert row.verdict.verdict is Integrity.INVALID
    assert "Do not rely on this file." in page._verdict.said()
    assert not page._view.isVisible()


def test_each_of_many_files_gets_its_row(
    qtbot: QtBot, session: Session, example: Example, tmp_path: Path
) -> None:
    text = tmp_path / "notes.pdf"
    text.write_bytes(b"only notes")
    gone = tmp_path / "gone.pdf"
    page = page_of(qtbot, session, example.report, text, gone, example.report)
    rows = judged(qtbot, page)
    assert [row.path.name for row in rows] == ["report.pdf", "notes.pdf", "gone.pdf"]
    assert isinstance(rows[1].verdict, Verdict)
    assert rows[1].verdict.verdict is Integrity.UNSIGNED
    assert isinstance(rows[2].verdict, UserError)
    page._list.selectRow(2)
    assert "gone.pdf" in page._verdict.said()


def test_files_are_dropped_on_the_page(
    qtbot: QtBot, session: Session, example: Example
) -> None:
    page = page_of(qtbot, session)
    assert not page._list.isVisible()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(example.report))])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    assert len(judged(qtbot, page)) == 1
    assert page._list.isVisible()


def test_a_file_that_changes_after_its_verdict_is_not_shown(
    qtbot: QtBot, session: Session, example: Example, tmp_path: Path
) -> None:
    first = tmp_path / "a.pdf"
    second = tmp_path / "b.pdf"
    for path in (first, second):
        path.write_bytes(example.report.read_bytes())
    page = page_of(qtbot, session, first, second)
    judged(qtbot, page)
    second.write_bytes(b"%PDF-1.7 something else")
    with qtbot.waitSignal(page.told, timeout=PATIENT) as told:
        page._list.selectRow(1)
    assert "b.pdf" in str(told.args[0])
    assert page._view.pdf == b""


def test_the_page_is_freed(qtbot: QtBot, session: Session, example: Example) -> None:
    place = Verify((example.report,))
    assert is_freed(qtbot, lambda: VerifyPage(session, place))
