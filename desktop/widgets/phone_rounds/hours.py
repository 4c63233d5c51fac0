"""The hours of a day in which calls may be made, as they are typed and shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from forms.errors import UserError
from forms.phone.timetable import Window
from forms.report.phone.words import hours_said

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOURS: Final = re.compile(
    r"\s*(\d{1,2})[:：](\d{2})\s*[-–—~～至]\s*(\d{1,2})[:：](\d{2})\s*"
)
_BETWEEN: Final = re.compile(r"[、,，;；]")


def hours_shown(windows: Sequence[Window]) -> str:
    """09:00–12:00、13:30–17:00."""
    return "、".join(hours_said(window) for window in windows)


def hours_typed(text: str) -> tuple[Window, ...]:
    """The hours that the text means.

    Raises:
        UserError: It means none.
    """
    return tuple(_window(part) for part in _BETWEEN.split(text))


def _window(text: str) -> Window:
    found = _HOURS.fullmatch(text)
    if found is None:
        raise UserError(
            "“{text}” are no hours; write them like 09:00–12:00、13:30–17:00.",
            text=text.strip(),
        )
    numbers = [int(one) for one in found.groups()]
    return Window(start=numbers[0] * 60 + numbers[1], end=numbers[2] * 60 + numbers[3])
