"""One of the answers to a question that is not scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.widgets.answers.options import Option, OptionsEditor

if TYPE_CHECKING:
    from collections.abc import Sequence


class ChoiceEditor(OptionsEditor):
    """The choices in the checklist's order; none is better than another."""

    @override
    def options(self) -> Sequence[Option]:
        return [Option(one.key, self.texts.of(one.label)) for one in self.item.choices]
