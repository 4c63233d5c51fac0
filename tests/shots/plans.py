"""Pictures of the plans: the list, one plan's page with its tabs, its dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtTest import QTest

from desktop.dialogs.execution_note import ExecutionNoteDialog
from desktop.dialogs.plan_comparison import PlanComparisonDialog
from desktop.dialogs.plan_links import PlanLinksDialog
from desktop.dialogs.waiver import WaiverDialog
from desktop.pages.plan import PlanPage
from desktop.session import Session
from desktop.settings import Settings
from desktop.widgets.places import PlanOf, Plans, Today
from desktop.workflows.plan_in_force import put_in_force
from desktop.workflows.plan_item import PlanItems
from desktop.workplace import Workplace
from tests.bench.visits import store_of
from tests.desktop.conftest import NOW
from tests.desktop.pages import example_day
from tests.desktop.picturing import dress, now, shown
from tests.desktop.plans_day import PLAN, busy, large, revised

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

_PATIENCE: Final = 500
"""Milliseconds until a page that was shown asks what is known of its plan."""


def shots(
    folder: Path, size: tuple[int, int], scheme: str, language: str
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what is on it; a widget lives until the next is asked."""
    dress(scheme)
    with store_of(folder / "profile", 0) as store:
        example_day.ordinary(store)
        yield from of_session(Session(store, Settings(language=language), now), size)


def of_session(
    session: Session, size: tuple[int, int]
) -> Iterator[tuple[str, QWidget]]:
    """The pages and dialogs of an agency in the middle of its year."""
    busy(session.store)
    put_in_force(session.store, PLAN, NOW.date())
    work = Workplace(session)
    work.resize(*size)
    work.go(Today())
    shown(work)
    QTest.qWait(_PATIENCE)
    yield "plan-today", shown(work)
    work.go(Plans())
    yield "plans", shown(work)
    yield from pages(work)
    for code in ("coast-guard-107", "kaohsiung-marine-bureau-113"):
        work.go(PlanOf(code))
        yield f"plan-{code}", _known(work)
    session.store.plans.add(large())
    work.go(PlanOf("large", "4-8-6"))
    yield "plan-large", _known(work)
    yield from dialogs(session)
    work.close()


def pages(work: Workplace) -> Iterator[tuple[str, QWidget]]:
    """One plan's page with each of its tabs."""
    work.go(PlanOf(f"{PLAN.code}@{PLAN.version}", "1-3-8"))
    yield "plan", _known(work)
    page = work.page
    assert isinstance(page, PlanPage)
    for name, tab in (
        ("coverage", page.coverage),
        ("obligations", page.obligations),
        ("document", page.document),
        ("doubts", page.doubts),
    ):
        page.tabs.setCurrentWidget(tab)
        yield f"plan-{name}", shown(work)


def dialogs(session: Session) -> Iterator[tuple[str, QWidget]]:
    """Each dialog of a plan with a name."""
    items = PlanItems(PLAN, session.store, session.texts)
    note = next(iter(items.notes("1-3-8")))
    yield (
        "execution-note",
        ExecutionNoteDialog(
            None,
            session.texts,
            note,
            units=("秘書室", "人事室"),
            today=NOW.date(),
            is_new=False,
        ),
    )
    yield (
        "waiver",
        WaiverDialog(
            None,
            session.texts,
            item="一、(三)8　電話禮貌測試",
            units=("秘書室",),
            by="王堃霖",
        ),
    )
    yield "plan-links", PlanLinksDialog(None, session, items, "3-3-1")
    new = revised()
    yield (
        "plan-comparison",
        PlanComparisonDialog(None, session.texts, (PLAN, new), PLAN, new),
    )


def _known(work: Workplace) -> QWidget:
    """With what is found out about the plan beside the window."""
    work.show()
    QTest.qWait(_PATIENCE)
    return shown(work)
