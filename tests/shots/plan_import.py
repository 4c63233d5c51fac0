"""Pictures of bringing a plan in: nothing yet, a real one, a hundred pages, dialogs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.dialogs.plan_columns import PlanColumnsDialog
from desktop.dialogs.plan_keep import PlanKeepDialog
from desktop.dialogs.plan_levels import PlanLevelsDialog
from desktop.pages.import_plan import ImportPlanPage
from desktop.session import Session
from desktop.settings import Settings
from desktop.widgets.places import ImportPlan
from desktop.workflows.import_plan import known_plans
from desktop.workflows.plan_draft import Chosen, PlanInHand, begin_draft
from desktop.workplace import Workplace
from forms.plan.building.build import build_plan
from forms.plan.editing.counts import level_counts
from forms.plan.editing.read import read_plan_of
from forms.plan.editing.saying import TakeAsRight
from forms.plan.editing.shaping import LeaveOut
from forms.plan.reading.read import read_document
from tests.bench.plans import _plan
from tests.bench.visits import store_of
from tests.desktop.conftest import NOW
from tests.desktop.picturing import dress, now, shown
from tests.desktop.workflows.test_plan_draft import PLAN
from tests.forms.plan.documents import as_odt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from db.store import Store
    from resources.texts import Texts

_DOCUMENTS: Final = Path(__file__).parents[1] / "forms" / "plan" / "layouts"
_SHOWN: Final = ("six_columns", "cut_cells", "shifted_six")


def shots(
    folder: Path, size: tuple[int, int], scheme: str, language: str
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what is on it; a widget lives until the next is asked."""
    dress(scheme)
    with closing(store_of(folder / "profile", 0)) as store:
        session = Session(store, Settings(language=language), now)
        place = Workplace(session)
        place.resize(*size)
        place.show()
        place.go(ImportPlan(""))
        yield "import-plan-empty", shown(place)
        for name in _SHOWN:
            path = _DOCUMENTS / f"{name}.txt"
            draft = draft_of(store, path.read_bytes(), path.name, session.texts)
            yield from _walked(place, draft, name.replace("_", "-"))
        big = as_odt(list(_plan()))
        place.go(ImportPlan(draft_of(store, big, "百頁計畫.odt", session.texts)))
        yield "import-plan-full", shown(place)
        yield from _dialogs(session)


def draft_of(store: Store, content: bytes, file: str, texts: Texts) -> str:
    """The draft that a file of that content becomes."""
    document = read_document(content, file)
    read = read_plan_of(build_plan(document, texts, file=file, code=""))
    return begin_draft(
        store,
        Chosen(file=file, content=content, media_type="text/plain", read=read),
    )


def every_page(place: Workplace) -> Iterator[tuple[str, QWidget]]:
    """The page without a draft, and with a small one in the middle of the work."""
    session = place.session
    place.go(ImportPlan(""))
    yield "import-plan-empty", shown(place)
    draft = draft_of(session.store, PLAN.encode(), "plan.txt", session.texts)
    yield from _walked(place, draft, "small")


def every_dialog(session: Session) -> Iterator[tuple[str, QWidget]]:
    """The dialogs of the page."""
    draft_of(session.store, PLAN.encode(), "plan.txt", session.texts)
    yield from _dialogs(session)


def _walked(place: Workplace, draft: str, name: str) -> Iterator[tuple[str, QWidget]]:
    """As it is opened, and in the middle of the doubts with some corrected."""
    place.go(ImportPlan(draft))
    yield f"import-plan-{name}", shown(place)
    page = place.page
    assert isinstance(page, ImportPlanPage)
    for _ in range(3):
        page.doubts.go(1)
    row = page.tree.current()
    one = page.doubts._at
    if row is not None and one is not None and one.doubt is not None:
        doubt = one.doubt
        page.do(TakeAsRight(code=doubt.code, row=doubt.row, said=doubt.said))
        page.do(LeaveOut(row=row.id))
        page.doubts.go(1)
    yield f"import-plan-{name}-walked", shown(place)


def _dialogs(session: Session) -> Iterator[tuple[str, QWidget]]:
    store, texts = session.store, session.texts
    plan = PlanInHand(store, store.plan_drafts.open()[-1].id, texts)
    corrected = plan.work.corrected
    counts = level_counts(corrected, ())
    known = {one.code: one.title for one in known_plans(store)}
    for name, dialog in (
        ("plan-levels", PlanLevelsDialog(None, texts, counts)),
        ("plan-columns", PlanColumnsDialog(None, texts, 0, plan.tables()[0])),
        (
            "plan-keep",
            PlanKeepDialog(
                None, texts, corrected, known=known, doubts=3, today=NOW.date()
            ),
        ),
    ):
        yield name, shown(dialog)
        dialog.deleteLater()
