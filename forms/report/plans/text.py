"""A document of lines and ruled tables, whatever file it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Column(StrEnum):
    """What a column of a plan's table holds."""

    LEVEL = "level"
    DEADLINE = "deadline"
    OWNERS = "owners"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph.

    Attributes:
        text: With its number.
        level: 0 for a chapter's heading; how deep it is indented.
        is_heading: A line of the outline, which others may stand below.
        is_numbered: It begins with a number, which hangs out at the left.
    """

    text: str
    level: int = 0
    is_heading: bool = False
    is_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table.

    Attributes:
        rows: How many rows it spans; 0 for a place that another cell covers.
        columns: How many columns it spans.
    """

    text: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The items of a plan as a table with merged cells.

    Attributes:
        title: Of its category, in a plan with several.
        shares: Of the width, by column; they add up to 1.
    """

    title: str
    kinds: tuple[Column, ...]
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


Part: TypeAlias = Line | Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """A plan as a document.

    Attributes:
        agency: Empty where the title names it.
        issued: When it was approved and revised, with its number; a line each.
        archive: Labels of what is to be written in at the top right.
    """

    title: str
    agency: str
    issued: tuple[str, ...]
    archive: tuple[str, ...]
    parts: tuple[Part, ...]
    language: str
