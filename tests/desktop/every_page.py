"""Every page and every dialog, one after the other, as they are on a working day."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Final

from desktop.dialogs.bug import BugDialog
from desktop.dialogs.directory_entry import DirectoryEntryDialog
from desktop.session import Session
from desktop.settings import Settings
from desktop.widgets.places import (
    DirectoryOf,
    NewVisit,
    Plans,
    Preferences,
    Today,
    Visits,
)
from desktop.window import Window
from resources.texts import Texts
from tests.desktop.pages import example_day
from tests.desktop.picturing import now, shown
from tests.desktop.plans_day import busy
from tests.shots import (
    fill,
    pages,
    phone_rounds,
    plan_import,
    plans,
    shell,
    signing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.workflows.demo import Example
    from desktop.workplace import Workplace

    Shown = Iterator[tuple[str, QWidget]]

SIZE: Final = (1280, 800)
_FEW: Final = 3
"""Without the picture of many files, which has nothing else on it."""


@contextmanager
def at_work(example: Example, folder: Path, language: str) -> Iterator[Workplace]:
    """The window on a profile of its own, in the middle of a day's work."""
    profile = shutil.copytree(example.profile, folder / "profile")
    with example_day.opened(profile) as store:
        example_day.ordinary(store)
        busy(store)
        window = Window()
        window.resize(*SIZE)
        place = window.enter(Session(store, Settings(language=language), now))
        window.show()
        window.activateWindow()
        yield place
        window.shut()
        window.close()
        window.deleteLater()


def every_page(place: Workplace, example: Example, folder: Path) -> Shown:
    """Each page with a name; a page lives until the next is asked for."""
    for name, where in (
        ("today", Today()),
        ("visits", Visits()),
        ("new-visit", NewVisit()),
        ("directory", DirectoryOf("mpb-north")),
        ("preferences", Preferences()),
        ("plans", Plans()),
    ):
        place.go(where)
        yield name, shown(place)
    yield from plans.pages(place)
    yield from signing._finish(place, place.session)
    yield from signing._refusal(place, place.session)
    yield from signing._reports(place, place.session, example.sealed.number)
    yield from islice(signing._verify(place, example.report, folder), _FEW)
    yield from signing._printing(place)
    yield from plan_import.every_page(place)
    yield from fill._visits(place, place.session)
    yield from fill._kinds(place, place.session)
    # Last, because it brings another agency's directory.
    yield from phone_rounds.pages(place)


def every_dialog(session: Session) -> Shown:
    """Each dialog with a name."""
    yield from _shown(pages._dialogs(session))
    yield from _shown(fill._dialogs(session))
    yield from _shown(signing._dialogs(session))
    yield from _shown(plans.dialogs(session))
    yield from _shown(plan_import.every_dialog(session))
    yield from _shown(phone_rounds.dialogs(session))
    directory = example_day.directory()
    for entry in (
        directory.places[0],
        directory.people[0],
        directory.extensions[0],
    ):
        dialog = DirectoryEntryDialog(None, session, directory, entry, is_new=True)
        yield f"new-{type(entry).__name__.lower()}", shown(dialog)
    yield "bug", shown(BugDialog(None, session.texts, shell._REPORT))


def every_gate(example: Example, folder: Path, language: str) -> Shown:
    """What is there before a profile is open."""
    texts = Texts(language)
    yield from _shown(shell._gate(folder / "new", texts, SIZE))
    yield from _shown(shell._locked(example.profile, texts, SIZE))


def _shown(widgets: Shown) -> Shown:
    for name, widget in widgets:
        yield name, shown(widget)
