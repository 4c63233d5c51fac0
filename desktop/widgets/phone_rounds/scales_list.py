"""The scales of telephone tests as rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.widgets.cells import Row
from desktop.workflows.phone_scales import scales_of
from forms.phone.library import built_ins
from resources.texts import later

if TYPE_CHECKING:
    from db.store import Store
    from forms.phone.scale import Scale
    from resources.texts import Texts

COLUMNS: Final = (
    (later("Name of the scale"), 330),
    (later("Code"), 140),
    (later("Version"), 60),
    (later("Answered in time"), 122),
    (later("Grades"), 230),
    (later("Whose"), 72),
)


def is_built_in(scale: Scale) -> bool:
    """Whether it comes with the program, and nobody edits it."""
    return any(one.code == scale.code for one in built_ins())


def scale_rows(store: Store, texts: Texts) -> list[Row]:
    """The newest version of each."""
    return [
        Row(
            key=scale.ref,
            cells=(
                texts.of(scale.title),
                scale.code,
                str(scale.version),
                texts(
                    "{rings} rings or {seconds} s",
                    rings=scale.ring_limit,
                    seconds=scale.second_limit,
                ),
                texts(", ").join(
                    f"{texts.of(grade.label)} {grade.at_least}"
                    for grade in scale.grades
                ),
                texts("built in") if is_built_in(scale) else texts("this agency's"),
            ),
        )
        for scale in scales_of(store)
    ]
