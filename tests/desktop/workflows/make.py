"""A draft on built-in checklists, and a picture for it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from desktop.workflows.start_inspection import start_inspection
from forms.checklist.library import built_in
from forms.checklist.model import InspectionKind
from forms.inspection import Participant, Role
from tests.desktop.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.store import Store
    from forms.inspection import Inspection

UNIT: Final = "北部航務中心"


def picture(colour: str = "teal") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(written, "JPEG")
    return written.getvalue()


def draft(store: Store, codes: Sequence[str] = ("EN",), **changes: Any) -> Inspection:
    plain: dict[str, Any] = {
        "kind": InspectionKind.ROUTINE,
        "unit": UNIT,
        "place": "服務檯",
        "started": NOW,
        "people": (Participant(role=Role.INSPECTOR, name="王堃霖"),),
        "checklists": [built_in(code) for code in codes],
    }
    return start_inspection(store, **{**plain, **changes})
