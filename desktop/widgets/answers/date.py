"""A day in the calendar of the Republic."""

from __future__ import annotations

from typing_extensions import override

from desktop.widgets.answers.field_editor import FieldEditor
from desktop.widgets.answers.fields import DayField


class DateEditor(FieldEditor):
    """A day, typed or taken from the calendar."""

    @override
    def make_field(self) -> DayField:
        return DayField(self.item.key, self.texts, self.now().date())
