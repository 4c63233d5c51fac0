"""The composition root: the only place that builds what lives long.

How the program starts:

1. `desktop.start` sees that Qt finds what it needs, and hands over to the window that
   is already open on the profile, if there is one.
2. `run` reads the settings, since Qt takes the size of everything from the
   environment, and makes the application.
3. `Program` brings in fonts, look and Qt's own words, shows the window, and in it the
   gate: the first start where there is no profile, unlocking where there is one.
4. While the person looks for the passphrase, what is behind the gate is read in by
   another thread: the store, the workplace, the page it begins with, and the one that
   has most of the work. Every other page is read in when it is first shown.
5. Behind the gate a `Session` begins and the window becomes a workplace.

Locking goes back to the gate, and from there to the place where one was.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QLibraryInfo,
    QObject,
    QProcess,
    QSize,
    QTimer,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from desktop import log, tasks, theme
from desktop import settings as window_settings
from desktop.errors import Errors
from desktop.idle import Idle
from desktop.one_window import OneWindow
from desktop.settings import Scheme
from desktop.widgets.places import (
    Locked,
    Place,
    StartedAgain,
    Today,
    Verify,
    recalled,
    remembered,
)
from desktop.window import Window
from forms.errors import UserError
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from db.keys import Cost, Unlocked
    from desktop.pages.welcome import Beginning
    from desktop.session import Session
    from desktop.settings import Settings

_LOG_FOLDER: Final = "log"
_FIRST_PICTURE: Final = 50
_READ_IN: Final = (
    "db.store",
    "desktop.workplace",
    "desktop.pages.today",
    "desktop.pages.fill",
)
_OF_A_PROFILE: Final = ("zoucha.db", "keys.json")


def run(profile: Path, files: Sequence[Path] = ()) -> int:
    """Show the window on the profile in this folder, until it is closed."""
    theme.enlarge(window_settings.load(profile).scale)
    application = QApplication([sys.argv[0]])
    application.setDesktopFileName("zoucha")
    errors = Errors()
    program = Program(profile, errors=errors)
    errors.begin(profile / _LOG_FOLDER)
    # Looking for garbage in everything that is read in takes a tenth of a second, which
    # would fall into some answer. What is here by then stays to the end.
    program.ready.connect(gc.freeze)
    program.show()
    program.open_files(tuple(files))
    try:
        code = application.exec()
    finally:
        program.close()
        errors.end()
    if program.starts_again:
        QProcess.startDetached(sys.executable, sys.orig_argv[1:])
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    """Who left which place when the profile was closed."""

    person: str | None
    place: Place


class Program(QObject):
    """A whole program on a folder.

    Attributes:
        window: The one it has.
        session: While the profile is open.
        starts_again: The person wants it once more after it has ended.

    Signals:
        ready(): What is behind the gate has been read in.
    """

    ready = Signal()

    def __init__(
        self,
        profile: Path,
        *,
        now: Callable[[], datetime] | None = None,
        cost: Cost | None = None,
        errors: Errors | None = None,
    ) -> None:
        super().__init__()
        self._profile = profile
        self._now = now or _now
        self._cost = cost
        self.session: Session | None = None
        self.starts_again = False
        self._closed = False
        self._left: _Left | None = None
        self._waiting: tuple[Path, ...] = ()
        self._application = _application()
        self._settings = window_settings.load(profile)
        self._translator = QTranslator(self)
        self._log = log.begin(profile / _LOG_FOLDER) if _exists(profile) else None
        self._errors = errors or Errors()
        self._one = OneWindow(profile)
        self._idle = Idle()
        self.window = Window()
        theme.load_fonts()
        self._take_settings(self._settings)
        self._connect()
        self.show_gate()

    def show(self) -> None:
        """Show the window where and as it was."""
        room = self.window.screen().availableGeometry().size()
        self.window.resize(QSize(*self._settings.size).boundedTo(room))
        if self._settings.maximized:
            self.window.showMaximized()
        else:
            self.window.show()
        # After the first picture: two at once would be slower than one by one.
        QTimer.singleShot(_FIRST_PICTURE, self._read_in)
        handle = self.window.windowHandle()
        if handle is not None:
            self._idle.watch(handle)

    def _read_in(self) -> None:
        reading = tasks.Task()
        reading.done.connect(self._on_read_in)
        reading.start(_read_in)

    def show_gate(self, backup: Path | None = None) -> None:
        """Ask for what opens the profile, or for what makes one."""
        if _exists(self._profile):
            from desktop.pages.unlock import UnlockPage

            gate = UnlockPage(
                Texts(self._settings.language),
                self._profile,
                now=self._now,
                backup=backup,
            )
            gate.unlocked.connect(self._on_unlocked)
            self.window.show_gate(gate)
            gate.setFocus()
        else:
            self._show_welcome(None)

    def open_files(self, files: tuple[Path, ...]) -> None:
        """Open each where it belongs; once the profile is open."""
        workplace = self.window.workplace
        if workplace is None:
            self._waiting += files
            return
        reports = tuple(file for file in files if file.suffix.lower() == ".pdf")
        if reports:
            workplace.go(Verify(reports))
        for file in files:
            if file not in reports:
                workplace.tell(_no_report(file))

    def lock(self, backup: Path | None = None) -> None:
        """Close the profile and show the gate."""
        self._leave()
        self.show_gate(backup)

    def close(self) -> None:
        """Close the profile and everything else; may be called twice."""
        if self._closed:
            return
        self._closed = True
        self._keep_geometry()
        self._leave()
        tasks.finish()
        self._one.close()
        log.end(self._log)
        self.window.close()

    def _connect(self) -> None:
        hints = self._application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_scheme)
        self._one.called.connect(self._on_called)
        self._idle.left_alone.connect(self._on_left_alone)
        self.window.files_dropped.connect(self.open_files)
        self.window.closing.connect(self.close)
        self._errors.bug_met.connect(self._on_bug)
        self._errors.refused.connect(self._on_refused)

    def _show_welcome(self, beginning: Beginning | None) -> None:
        from desktop.pages.welcome import WelcomePage

        gate = WelcomePage(
            Texts(self._settings.language),
            self._profile,
            now=self._now,
            cost=self._cost,
            beginning=beginning,
        )
        gate.language_chosen.connect(self._on_language)
        gate.finished.connect(self._on_unlocked)
        self.window.show_gate(gate)
        gate.setFocus()

    def _take_settings(self, settings: Settings) -> None:
        before = self._settings
        self._settings = settings
        theme.apply(self._application, settings.scheme)
        self._application.removeTranslator(self._translator)
        if settings.language == "zh-TW":
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            # qt_zh_TW only names this one and does not load by itself.
            self._translator.load("qtbase_zh_TW", folder)
            self._application.installTranslator(self._translator)
        if self.session is not None:
            self._idle.agree(settings.lock_after)
            if before.language != settings.language:
                self._enter(self._place())

    def _enter(self, place: Place) -> None:
        """Have a workplace in the window, at this place."""
        if self.session is None:
            return
        workplace = self.window.enter(self.session)
        workplace.leaving.connect(self._on_leaving)
        workplace.moved.connect(self._on_moved)
        workplace.go(place)

    def _leave(self) -> None:
        if self.session is None:
            return
        self._left = _Left(person=self.session.store.person, place=self._place())
        self._idle.agree(0)
        # A page that still waits for an outcome would look into a closed store.
        tasks.abandon()
        self.window.shut()
        self.session.store.close()
        self.session.deleteLater()
        self.session = None

    def _place(self) -> Place:
        workplace = self.window.workplace
        return Today() if workplace is None else workplace.place

    def _begin(self, session: Session, *, crashed: bool) -> None:
        self.session = session
        session.kept.connect(self._take_settings)
        self._idle.agree(session.settings.lock_after)
        last = recalled(session.settings.last_place) if crashed else None
        left, self._left = self._left, None
        same = left is not None and left.person == session.store.person
        self._enter(left.place if left is not None and same else Today())
        workplace = self.window.workplace
        if workplace is not None and session.store.warnings:
            workplace.warn(session.store.warnings, go_on=last)
        files, self._waiting = self._waiting, ()
        self.open_files(files)

    def _keep_geometry(self) -> None:
        if not _exists(self._profile) or not self.window.isVisible():
            return
        size = self.window.normalGeometry().size()
        self._keep(
            replace(
                window_settings.load(self._profile),
                size=(size.width(), size.height()),
                maximized=self.window.isMaximized(),
            )
        )

    def _keep(self, settings: Settings) -> None:
        """Keep what is only a courtesy; a full disk leaves it out."""
        try:
            window_settings.save(self._profile, settings)
        except UserError:
            return

    def _on_read_in(self, _: None) -> None:
        self.ready.emit()

    def _on_unlocked(self, unlocked: Unlocked) -> None:
        from db import instance
        from desktop.session import Session
        from desktop.workflows.profile import open_profile

        crashed = instance.ended_badly(self._profile)
        try:
            store = open_profile(self._profile, unlocked, now=self._now)
        except UserError as error:
            self._refuse_at_gate(error)
            return
        settings = window_settings.load(self._profile)
        settings = replace(settings, language=self._settings.language)
        self._log = self._log or log.begin(self._profile / _LOG_FOLDER)
        self._begin(Session(store, settings, self._now), crashed=crashed)

    def _refuse_at_gate(self, error: UserError) -> None:
        from desktop.pages.unlock import UnlockPage

        gate = self.window.gate
        if not isinstance(gate, UnlockPage):
            self.show_gate()
            gate = self.window.gate
        if isinstance(gate, UnlockPage):
            gate.refuse(error)

    def _on_language(self, language: str, beginning: Beginning) -> None:
        self._take_settings(replace(self._settings, language=language))
        self._show_welcome(beginning)

    def _on_leaving(self, place: Place) -> None:
        if isinstance(place, Locked):
            self.lock(place.backup)
        elif isinstance(place, StartedAgain):
            self.starts_again = True
            self.window.close()

    def _on_moved(self, place: Place) -> None:
        if self.session is None:
            return
        kept = remembered(place)
        if kept and kept != self.session.settings.last_place:
            settings = replace(self.session.settings, last_place=kept)
            self._keep(settings)
            self.session.settings = settings

    def _on_left_alone(self) -> None:
        # Somebody may be half through a sentence in a dialog, and nothing that was
        # typed is to be lost, be the disk full: it is tried again later.
        workplace = self.window.workplace
        if (
            workplace is not None
            and self._application.activeModalWidget() is None
            and workplace.keep() is None
        ):
            self.lock()

    def _on_system_scheme(self) -> None:
        if self._settings.scheme is Scheme.SYSTEM:
            theme.apply(self._application, Scheme.SYSTEM)

    def _on_called(self, files: tuple[Path, ...]) -> None:
        self.window.come_to_front()
        self.open_files(files)

    def _on_bug(self, report: str) -> None:
        from desktop.dialogs.bug import BugDialog

        BugDialog.ask(self.window, Texts(self._settings.language), report)

    def _on_refused(self, error: UserError) -> None:
        if self.window.workplace is not None:
            self.window.workplace.tell(error)
        else:
            self._refuse_at_gate(error)


def _application() -> QApplication:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        return application
    return QApplication([sys.argv[0]])


def _no_report(file: Path) -> UserError:
    """Why nothing is shown of the file, and what can be done with it."""
    if file.suffix.lower() == ".zoucha":
        return UserError(
            "{file} is a package from another Zoucha, and this version takes no "
            "packages in; ask for the report as a PDF, which opens here.",
            file=file.name,
        )
    return UserError(
        "{file} cannot be opened here; a report is a PDF, and a photo is dropped on "
        "the item that it shows.",
        file=file.name,
    )


def _exists(profile: Path) -> bool:
    """Whether there is a profile; one whose making was cut short is made anew."""
    database, keys = (profile / name for name in _OF_A_PROFILE)
    if database.exists() or not keys.exists():
        return database.exists()
    # Rare, and the store comes slowly: the gate does not wait for it otherwise.
    from db.profile_folder import is_unfinished

    return not is_unfinished(profile)


def _read_in(step: Callable[[int, int], None]) -> None:
    """Import what opening a profile needs, then what is shown."""
    for number, module in enumerate(_READ_IN):
        step(number, len(_READ_IN))
        import_module(module)


def _now() -> datetime:
    return datetime.now().astimezone()
