from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.dialogs.countersign import CountersignDialog, Given
from desktop.pages.report import ReportPage
from desktop.widgets.places import Fill, ReportOf
from desktop.workflows.signing_key import make_one_time_key
from tests.desktop.signing_day import OFFICER, PATIENT, finished, is_freed, opened
from tests.desktop.workflows.test_seal_report import preview, seal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.widgets.places import Place
    from forms.signing.chain import Link


@pytest.fixture(scope="module")
def sealed(new_profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile whose one report the accompanying officer has not signed."""
    folder = tmp_path_factory.mktemp("sealed") / "profile"
    shutil.copytree(new_profile, folder)
    with opened(folder) as session:
        seal(session, preview(session, finished(session), here=False))
    return folder


@pytest.fixture
def session(sealed: Path, tmp_path: Path) -> Iterator[Session]:
    with opened(shutil.copytree(sealed, tmp_path / "profile")) as session:
        yield session


class Reader:
    """The page of a report that the accompanying officer has not signed."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        (self.number,) = session.store.reports.first_revisions()
        self.went: list[Place] = []
        self.told: list[str] = []
        self.page = ReportPage(session, ReportOf(self.number))
        self.page.going.connect(self.went.append)
        self.page.told.connect(self._on_told)
        qtbot.addWidget(self.page)
        self.page.show()
        self.wait_for("missing")

    def _on_told(self, error: object) -> None:
        self.told.append(str(error))

    def wait_for(self, words: str) -> None:
        self.qtbot.waitUntil(
            lambda: words in self.page._verdict.said(), timeout=PATIENT
        )

    def press(self, name: str) -> None:
        button = self.page.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        button.click()

    def pdf(self) -> bytes:
        return self.session.store.reports.pdf(self.number)


@pytest.fixture
def reader(qtbot: QtBot, session: Session) -> Reader:
    return Reader(qtbot, session)


def test_it_shows_the_kept_bytes_and_says_what_is_missing(reader: Reader) -> None:
    assert reader.page._view.pdf == reader.pdf()
    said = reader.page._verdict.said()
    assert "Nothing was changed, but a signature is still missing." in said
    assert "王堃霖" in said


def test_a_countersignature_completes_the_report(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = reader.session.now()
    asked: list[str] = []

    def ask(_page: object, _session: object, links: Sequence[Link]) -> Given:
        asked.extend(link.role for link in links)
        key = make_one_time_key(OFFICER, agency="航港局", now=now)
        return Given(role="accompanying", key=key, ink=None, acting_for="")

    monkeypatch.setattr(CountersignDialog, "ask", ask)
    reader.press("report-countersign")
    reader.wait_for("every signature is there")
    assert asked == ["accompanying"]
    store = reader.session.store
    names = {one.name for one in store.reports.signatures(reader.number)}
    assert names == {"王堃霖", OFFICER}
    assert reader.page._view.pdf == reader.pdf()


def test_it_is_saved_where_one_likes(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    reader.press("report-save")
    reader.qtbot.waitUntil(target.exists, timeout=PATIENT)
    assert target.read_bytes() == reader.pdf()


def test_a_copy_never_overwrites_another_file(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    reader.press("report-copy")
    target = tmp_path / reader.page._file_name()
    reader.qtbot.waitUntil(target.exists, timeout=PATIENT)
    assert target.read_bytes() == reader.pdf()
    target.write_bytes(b"another")
    reader.press("report-copy")
    assert target.name in reader.told[0]
    assert target.read_bytes() == b"another"


def test_a_stick_that_is_gone_is_told(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: gone)
    reader.press("report-copy")
    reader.qtbot.waitUntil(lambda: bool(reader.told), timeout=PATIENT)
    assert "cannot be written" in reader.told[0]


def test_the_systems_reader_gets_a_copy(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []

    def open_url(url: QUrl) -> bool:
        seen.append(Path(url.toLocalFile()).read_bytes())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    reader.press("report-open")
    assert seen == [reader.pdf()]


def test_a_corrected_version_is_filled_in_next(reader: Reader) -> None:
    reader.press("report-correct")
    (place,) = reader.went
    assert isinstance(place, Fill)
    draft = reader.session.store.inspections.get(place.inspection)
    assert draft is not None
    assert draft.version == 2


def test_without_a_printer_it_says_so(reader: Reader) -> None:
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("there is a printer here")
    reader.press("report-print")
    assert "no printer" in reader.told[0]


def test_a_report_that_was_altered_in_the_profile_is_told(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    altered = bytearray(reader.pdf())
    altered[2_000] ^= 1
    monkeypatch.setattr(
        type(reader.session.store.reports), "pdf", lambda *_: bytes(altered)
    )
    reader.page.refresh()
    reader.wait_for("Do not rely on this file.")
    button = reader.page.findChild(QPushButton, "report-countersign")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()


def test_the_page_is_freed(qtbot: QtBot, session: Session) -> None:
    (number,) = session.store.reports.first_revisions()
    place = ReportOf(number)
    assert is_freed(qtbot, lambda: ReportPage(session, place))
