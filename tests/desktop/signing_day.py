"""A visit that is done, on the way to its report."""

from __future__ import annotations

import gc
import weakref
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from db.store import Store
from desktop.session import Session
from desktop.settings import Settings
from desktop.workflows.start_inspection import start_inspection
from forms.checklist.library import built_in
from forms.checklist.model import AnswerKind, InspectionKind
from forms.inspection import Answer, Finding, Participant, Role, Sample
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from forms.inspection import Inspection

OFFICER: Final = "林雅婷"
PATIENT: Final = 20_000


@contextmanager
def opened(profile: Path, language: str = "en") -> Iterator[Session]:
    """A session on the profile; time stands still, after the profile was made."""
    now = datetime.now(UTC).astimezone(NOW.tzinfo).replace(second=0, microsecond=0)
    now += timedelta(minutes=1)
    with Store.open(profile, PASSPHRASE, now=lambda: now, cost=CHEAP) as store:
        yield Session(store, Settings(language=language), now=lambda: now)


def finished(
    session: Session, *, officer: str = OFFICER, unanswered: int = 0, ended: bool = True
) -> Inspection:
    """A draft in which everything is answered but the first few items."""
    store, checklist = session.store, built_in("EN")
    inspector = session.member
    assert inspector is not None
    made = start_inspection(
        store,
        kind=InspectionKind.UNANNOUNCED,
        unit="北部航務中心",
        place="一樓服務櫃檯",
        started=session.now() - timedelta(minutes=60),
        checklists=[checklist],
        people=[
            Participant(role=Role.INSPECTOR, name=inspector.name, title="專員"),
            *([Participant(role=Role.ACCOMPANYING, name=officer)] if officer else []),
        ],
    )
    required = [item for item in checklist.items() if item.required]
    for item in required[unanswered:]:
        sampled = item.kind is AnswerKind.SAMPLE
        answer = Answer(
            item=item.key,
            value=None if sampled else "conform",
            sample=Sample(n=4, m=4) if sampled else None,
            note="已看過",
        )
        store.answers.save(made.id, answer)
    finding = Finding(id=store.ids.new(), number=1, text="燈管閃爍", item="EN02")
    store.findings.save(made.id, finding)
    if ended:
        made = replace(made, ended=session.now())
        store.inspections.save(made)
    return made


def is_freed(qtbot: QtBot, make: Callable[[], QWidget]) -> bool:
    """Whether nothing holds a widget after it was shown and dropped."""
    widget = make()
    widget.show()
    qtbot.wait(10)
    gone = weakref.ref(widget)
    widget.close()
    widget.deleteLater()
    del widget
    qtbot.wait(10)
    gc.collect()
    return gone() is None
