"""Pictures of the sheet that inspects the plan itself: the dialog, and being filled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.dialogs.execution_sheet import ExecutionSheetDialog
from desktop.pages.fill import FillPage
from desktop.widgets.places import Fill
from desktop.workflows.execution_sheet import rows_for, start_execution_visit
from desktop.workflows.filling import Filling
from desktop.workplace import Workplace
from forms.checklist.execution import ACCOUNT, DONE_ON, PROOF
from forms.inspection import Participant, Role
from forms.plan.library import built_in_plan
from tests.desktop.conftest import NOW
from tests.desktop.picturing import dress, new_session, now, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.session import Session

_SAID = (
    "109年3月至10月各航務中心辦理走動式服務共12場次，由主管於服務檯現場協助民眾；\n"
    "民眾反映事項7件，均於3日內回復。"
)


def shots(
    folder: Path, size: tuple[int, int], scheme: str, language: str
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what is on it; a widget lives until the next is asked."""
    dress(scheme)
    with new_session(folder, language) as session:
        yield from _dialog(session)
        yield from _filled(session, size)


def _dialog(session: Session) -> Iterator[tuple[str, QWidget]]:
    plan = built_in_plan("maritime-port-bureau-109")
    dialog = ExecutionSheetDialog(None, session, plan, ("1",))
    dialog.show()
    settle()
    yield "dialog-execution-sheet", dialog
    dialog.close()


def _filled(session: Session, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    plan = built_in_plan("maritime-port-bureau-109")
    visit = start_execution_visit(
        session.store,
        plan,
        rows_for(plan, ["1", "2"], ("秘書室", "人事室"), session.store),
        start=date(2020, 1, 1),
        end=date(2020, 12, 31),
        people=[Participant(role=Role.INSPECTOR, name="王堃霖")],
        now=NOW,
        texts=session.texts,
    )
    filling = Filling(session.store, visit.id, now)
    first, second, *_ = [item.key for item in filling.checklists[0].items()]
    filling.take_accounts(
        {first: {ACCOUNT: _SAID, DONE_ON: "2020-10-30", PROOF: "航企字第1090012345號"}}
    )
    filling.set_value(first, "done")
    filling.set_value(second, "partly")
    place = Workplace(session, {Fill: FillPage})
    place.resize(*size)
    place.show()
    place.go(Fill(visit.id, first))
    settle()
    yield "fill-execution-sheet", place
