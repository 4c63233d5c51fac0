"""A time of day."""

from __future__ import annotations

from typing_extensions import override

from desktop.widgets.answers.field_editor import FieldEditor
from desktop.widgets.answers.fields import TimeField


class TimeEditor(FieldEditor):
    """A time, typed as 1320 or 13:20."""

    @override
    def make_field(self) -> TimeField:
        return TimeField(self.item.key, self.texts)
