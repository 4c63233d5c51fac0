"""Which editor an item is answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.widgets.answers.choice import ChoiceEditor
from desktop.widgets.answers.date import DateEditor
from desktop.widgets.answers.level import LevelEditor
from desktop.widgets.answers.number import NumberEditor
from desktop.widgets.answers.sample import SampleEditor
from desktop.widgets.answers.text import TextEditor
from desktop.widgets.answers.time import TimeEditor
from desktop.widgets.answers.wait import WaitEditor
from desktop.widgets.answers.yes_no import YesNoEditor
from forms.checklist.model import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from desktop.widgets.answers.editor import AnswerEditor
    from forms.checklist.model import Checklist, Item
    from resources.texts import Texts

_EDITORS: Final[Mapping[AnswerKind, type[AnswerEditor]]] = {
    AnswerKind.LEVEL: LevelEditor,
    AnswerKind.SAMPLE: SampleEditor,
    AnswerKind.YES_NO: YesNoEditor,
    AnswerKind.NUMBER: NumberEditor,
    AnswerKind.WAIT: WaitEditor,
    AnswerKind.TEXT: TextEditor,
    AnswerKind.CHOICE: ChoiceEditor,
    AnswerKind.DATE: DateEditor,
    AnswerKind.TIME: TimeEditor,
}


def editor_for(
    checklist: Checklist, item: Item, texts: Texts, now: Callable[[], datetime]
) -> AnswerEditor:
    """The editor of the item's kind; it shows no answer yet."""
    return _EDITORS[item.kind](checklist, item, texts, now)
