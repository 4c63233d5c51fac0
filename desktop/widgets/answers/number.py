"""A number with its unit."""

from __future__ import annotations

from typing_extensions import override

from desktop.widgets.answers.field_editor import FieldEditor
from desktop.widgets.answers.fields import NumberField, outside, range_in_words


class NumberEditor(FieldEditor):
    """A number outside the expected range is pointed out, and taken."""

    @override
    def make_field(self) -> NumberField:
        return NumberField(self.item.key, self.texts)

    @override
    def remark(self, value: str) -> tuple[str, bool]:
        if self.item.expected is None:
            return "", False
        unit = self.texts.of(self.item.unit)
        if wrong := outside(self.texts, self.item.expected, value, unit):
            return wrong, True
        said = range_in_words(self.texts, self.item.expected, unit)
        return self.texts("Expected: {range}", range=said), False
