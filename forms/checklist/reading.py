"""Texts, numbers, days and times as they are typed or sent, or why they cannot be.

Each function takes whatever JSON can hold, and the place that its refusal names.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.errors import UNSEEN, UserError
from forms.roc import YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{0,30})?([eE][+-]?[0-9]{1,2})?")
_NEGATIVE_UNITS: Final = frozenset(("", "％", "%", "℃", "°C"))
"""What is told in them, a change or a temperature, may be below zero; a count or a
measure never is."""

_FULL_WIDTH: Final = {ord("０") + n: str(n) for n in range(10)} | {
    ord("．"): ".",
    ord("－"): "-",
}
_MOST_DECIMALS: Final = 20
_LONGEST_TEXT: Final = 10_000
_LONGEST_LINE: Final = 200
_MOST_LINES: Final = 500
_LONGEST_ECHO: Final = 60


def read_text(raw: object, where: str) -> str:
    """Text as it was typed, every line end a line feed.

    Raises:
        UserError: It is no text, too long, or holds characters nobody can see.
    """
    if not isinstance(raw, str):
        raise UserError("{where}: a text is expected here.", where=where)
    text = "\n".join(re.split("\r\n|[\r\u2028\u2029]", raw))
    _refuse_longer(text, _LONGEST_TEXT, where)
    if not fits(text):
        raise UserError(
            "{where}: the text has more than {most} lines; shorten it.",
            where=where,
            most=_MOST_LINES,
        )
    _refuse_unseen(text.translate({ord("\n"): None, ord("\t"): None}), where)
    return text


def fits(text: str) -> bool:
    """Whether the text is short enough for `read_text`."""
    return len(text) <= _LONGEST_TEXT and text.count("\n") < _MOST_LINES


def read_line(raw: object, where: str) -> str:
    """Text of one line, such as a title or a place, without spaces around it.

    Raises:
        UserError: As `read_text` does; or it goes on in another line.
    """
    if not isinstance(raw, str):
        raise UserError("{where}: a text is expected here.", where=where)
    text = raw.strip()
    _refuse_longer(text, _LONGEST_LINE, where)
    _refuse_unseen(text, where)
    return text


def read_name(raw: object, where: str) -> str:
    """A line that says who or what something is, so that it cannot be empty.

    Raises:
        UserError: As `read_line` does; or there is nothing.
    """
    name = read_line(raw, where)
    if not name:
        raise UserError("{where}: the name is missing.", where=where)
    return name


def refuse_unreadable(value: object, where: str) -> None:
    """Refuse a value of plain JSON that holds a text `read_text` would not take.

    Raises:
        UserError: As `read_text` does.
    """
    if isinstance(value, str):
        read_text(value, where)
    elif isinstance(value, dict):
        for one in value.values():
            refuse_unreadable(one, where)
    elif isinstance(value, list | tuple):
        for one in value:
            refuse_unreadable(one, where)


def _refuse_longer(text: str, most: int, where: str) -> None:
    if len(text) > most:
        raise UserError(
            "{where}: the text is longer than {most} characters; shorten it.",
            where=where,
            most=most,
        )


def _refuse_unseen(text: str, where: str) -> None:
    if unseen := UNSEEN.search(text):
        raise UserError(
            "{where}: the text holds the invisible character {character}; remove it.",
            where=where,
            character=f"U+{ord(unseen[0]):04X}",
        )


def brief(raw: object) -> str:
    """What was given, as short as a sentence can repeat it."""
    text = str(raw)
    return text if len(text) <= _LONGEST_ECHO else f"{text[:_LONGEST_ECHO]}…"


def read_moment(raw: object, where: str) -> datetime:
    """An ISO date and time with its time zone.

    Raises:
        UserError: It is not one, or in no likely year; it names the place.
    """
    try:
        moment = datetime.fromisoformat(str(raw))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UserError(
            "{where}: “{value}” is no date and time with its zone, such as "
            "2026-11-20T13:20:00+08:00.",
            where=where,
            value=brief(raw),
        )
    _refuse_year(moment, where)
    return moment


def read_day(raw: object, where: str) -> date:
    """An ISO date.

    Raises:
        UserError: It is not one, or in no likely year; it names the place.
    """
    try:
        day = date.fromisoformat(str(raw))
    except ValueError:
        raise UserError(
            "{where}: “{value}” is no date such as 2026-11-20.",
            where=where,
            value=brief(raw),
        ) from None
    _refuse_year(day, where)
    return day


def _refuse_year(day: date, where: str) -> None:
    if day.year not in YEARS:
        raise UserError(
            "{where}: {day} is in a year that cannot be meant; correct it.",
            where=where,
            day=day.isoformat()[:10],
        )


def read_number(raw: object, where: str, unit: Mapping[str, str]) -> str:
    """Decimal text without an exponent, with the digits that were given.

    Raises:
        UserError: It is no number, one beyond all measure, or one below zero in a
            unit that knows none; it names the place.
    """
    # A JSON number with a point is a float by now; its shortest text is what was
    # written.
    text = str(raw).strip().translate(_FULL_WIDTH)
    number = Decimal(text if _NUMBER.fullmatch(text) else "NaN")
    exponent = number.as_tuple().exponent
    if (
        isinstance(raw, bool)
        or not isinstance(exponent, int)
        or exponent < -_MOST_DECIMALS
        or abs(number) >= 10**15
    ):
        raise UserError(
            "{where}: “{value}” is no number.", where=where, value=brief(raw)
        )
    if number < 0 and unit.get("zh-TW", "") not in _NEGATIVE_UNITS:
        raise UserError(
            "{where}: “{value}” is below zero; so many or so much there cannot be.",
            where=where,
            value=brief(raw),
        )
    return f"{number:f}"


def read_time(raw: object, where: str) -> str:
    """A time of day as ``HH:MM``.

    Raises:
        UserError: It is not one; it names the place.
    """
    try:
        return time.fromisoformat(str(raw)).strftime("%H:%M")
    except ValueError:
        raise UserError(
            "{where}: “{value}” is no time of day such as 13:20.",
            where=where,
            value=brief(raw),
        ) from None
