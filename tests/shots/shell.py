"""Pictures of the gate, the window around the pages, and the preferences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QThreadPool
from PySide6.QtWidgets import QApplication, QLabel

from db.backup import Reason
from db.people import Post
from desktop import theme
from desktop.dialogs.bug import BugDialog
from desktop.pages.unlock import UnlockPage
from desktop.pages.welcome import Beginning, WelcomePage
from desktop.session import Session
from desktop.settings import Scheme, Settings
from desktop.widgets.passphrase_edit import PassphraseEdit
from desktop.widgets.places import Fill, Preferences, Today
from desktop.widgets.roc_date import RocDateEdit
from desktop.window import Window
from desktop.workflows.profile import make_profile
from desktop.workplace import Workplace
from forms.errors import UserError
from resources.texts import Texts
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

_CODE: Final = "LYHB-KM3H-36K6-5PF6-SKYL-QFZS-XA6M-UYVO"
_WHO: Final = Beginning(
    agency="交通部航港局",
    name="王堃霖",
    title="科員",
    unit="秘書室",
    role=Post.INSPECTOR,
)
_REPORT: Final = (
    "zoucha 0.1.0, Python 3.11.7, Qt 6.11.3, Linux x86_64\n"
    "ValueError\n"
    "desktop/pages/fill.py:210 _on_chosen\n"
    "forms/checklist/scoring.py:84 score"
)


def shots(
    folder: Path, size: tuple[int, int], scheme: str, language: str
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what is on it; a widget lives until the next is asked."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, Scheme(scheme))
    texts = Texts(language)
    yield from _gate(folder / "new", texts, size)
    made = make_profile(
        folder / "profile",
        agency=_WHO.agency,
        name=_WHO.name,
        title=_WHO.title,
        unit=_WHO.unit,
        role=_WHO.role,
        passphrase=PASSPHRASE,
        now=_now,
        cost=CHEAP,
    )
    with made.store as store:
        store.back_up(Reason.ASKED)
        session = Session(store, Settings(language=language), _now)
        yield from _window(session, size)
    yield from _locked(folder / "profile", texts, size)
    yield "bug", BugDialog(None, texts, _REPORT)
    edit = RocDateEdit(texts, today=NOW.date())
    edit.show_day(date(2026, 11, 27))
    yield "roc-date", edit


def _gate(
    profile: Path, texts: Texts, size: tuple[int, int]
) -> Iterator[tuple[str, QWidget]]:
    for name, beginning in (("empty", None), ("filled", _WHO)):
        page = WelcomePage(texts, profile, now=_now, beginning=beginning)
        if beginning is not None:
            for edit in page.findChildren(PassphraseEdit):
                edit.edit.setText(PASSPHRASE)
                edit.typed.emit(PASSPHRASE)
        yield f"welcome-{name}", _in_window(page, size)
    page = WelcomePage(texts, profile, now=_now, beginning=_WHO)
    page.show_code(_CODE)
    yield "recovery-code", _in_window(page, size)


def _locked(
    profile: Path, texts: Texts, size: tuple[int, int]
) -> Iterator[tuple[str, QWidget]]:
    yield "unlock", _in_window(UnlockPage(texts, profile, now=_now), size)
    page = UnlockPage(texts, profile, now=_now)
    page.findChildren(PassphraseEdit)[0].edit.setText("wrong wrong")
    told = page.findChild(QLabel, "unlock-told")
    assert told is not None
    page.refuse(
        UserError(
            "The passphrase does not open this profile. Look at the keyboard's "
            "language and Caps Lock and try again, or use the recovery code."
        )
    )
    yield "unlock-wrong", _in_window(page, size)
    page = UnlockPage(texts, profile, now=_now)
    page.refuse(
        UserError(
            "{file} is damaged; bring back a backup with “zoucha restore”.",
            file=profile / "zoucha.db",
        )
    )
    yield "unlock-damaged", _in_window(page, size)


def _window(session: Session, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    place = Workplace(session)
    place.resize(*size)
    place.go(Preferences())
    yield "preferences", _settled(place)
    place.go(Today())
    yield "window", _settled(place)
    place.tell(
        UserError(
            "The disk that holds {file} is full, and nothing of this step was saved. "
            "Make room and try again.",
            file=session.store.connection.path,
        )
    )
    yield "window-not-saved", _settled(place)
    place.warn(
        [
            UserError(
                "Zoucha was not closed properly last time. Everything that had been "
                "saved is there, and the files were checked and are sound."
            )
        ],
        go_on=Fill("a"),
    )
    yield "window-after-a-crash", _settled(place)
    place.close()


def _in_window(gate: WelcomePage | UnlockPage, size: tuple[int, int]) -> Window:
    window = Window()
    window.resize(*size)
    window.show_gate(gate)
    return window


def _settled(place: Workplace) -> Workplace:
    """Filled, as a page is when it is shown."""
    place.show()
    for _ in range(10):
        QCoreApplication.processEvents()
        QThreadPool.globalInstance().waitForDone()
    return place


def _now() -> datetime:
    return NOW
