"""One of the levels of a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.widgets.answers.button import TONES
from desktop.widgets.answers.options import Option, OptionsEditor

if TYPE_CHECKING:
    from collections.abc import Sequence


class LevelEditor(OptionsEditor):
    """The levels, best first."""

    @override
    def options(self) -> Sequence[Option]:
        return [
            Option(level.key, self.texts.of(level.label), TONES[level.verdict])
            for level in self.checklist.levels(self.item)
        ]
