"""The table at the end of an update, which says where each object is written.

Over a table that says two things, programs differ: some take the first, some the
last. It must be written in the one way that leaves them no choice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forms.errors import UserError

_MOST_OBJECTS: Final = 20_000
_MOST_LINES: Final = 2 * _MOST_OBJECTS

_BEGINNING: Final = re.compile(rb"xref\r?\n")
_SECTION: Final = re.compile(rb"(0|[1-9]\d{0,8}) ([1-9]\d{0,8})\r?\n")
_LINE: Final = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \n|\r\n)")
_FREE: Final = (b"0000000000", b"65535", b"f")
_END: Final = re.compile(rb"trailer[\r\n ]*(?=<<)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One update's table.

    Attributes:
        offsets: Number of each object to where it is written; all of generation 0.
        end: Where the trailer's dictionary begins, after its word.
    """

    offsets: Mapping[int, int]
    end: int


def read_table(pdf: bytes, start: int) -> Table:
    """The table that begins there.

    Raises:
        UserError: Two programs could read it differently, or it deletes something.
    """
    offsets: dict[int, int] = {}
    position = _matched(_BEGINNING, pdf, start).end()
    next_number = 0
    while not (end := _END.match(pdf, position)):
        section = _matched(_SECTION, pdf, position)
        position = section.end()
        first, count = int(section[1]), int(section[2])
        if first < next_number:
            raise _ambiguous()
        if len(offsets) + count > _MOST_LINES:
            raise UserError("The file has more parts than a report can have.")
        next_number = first + count
        for number in range(first, next_number):
            line = _matched(_LINE, pdf, position)
            position = line.end()
            _enter(number, line, offsets)
    if len(offsets) > _MOST_OBJECTS:
        raise UserError("The file has more parts than a report can have.")
    return Table(offsets=offsets, end=end.end())


def _enter(number: int, line: re.Match[bytes], offsets: dict[int, int]) -> None:
    if number == 0:  # the head of the list of free numbers, and never an object
        if line.groups() != _FREE:
            raise _ambiguous()
    elif line[3] == b"f":
        raise UserError("Parts of the report were deleted after it was sealed.")
    elif line[2] != b"00000":
        raise _ambiguous()
    else:
        offsets[number] = int(line[1])


def _matched(pattern: re.Pattern[bytes], pdf: bytes, position: int) -> re.Match[bytes]:
    match = pattern.match(pdf, position)
    if match is None:
        raise _ambiguous()
    return match


def _ambiguous() -> UserError:
    return UserError(
        "The file says two things about where its parts are; it was altered."
    )
