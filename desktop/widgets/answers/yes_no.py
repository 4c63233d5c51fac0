"""Yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.widgets.answers.button import Tone
from desktop.widgets.answers.options import Option, OptionsEditor

if TYPE_CHECKING:
    from collections.abc import Sequence


class YesNoEditor(OptionsEditor):
    """Two buttons; which of them conforms is the item's to say."""

    @override
    def options(self) -> Sequence[Option]:
        return [
            Option(
                value,
                label,
                Tone.CONFORM if value == self.item.good else Tone.NONCONFORM,
            )
            for value, label in (("yes", self.texts("Yes")), ("no", self.texts("No")))
        ]
