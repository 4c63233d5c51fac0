"""A small spreadsheet program: what Excel and LibreOffice make of our formulas.

Written from the descriptions of both formats and of the functions; it knows nothing of
how we work anything out. Numbers are binary floats, as they are there.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml import etree
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

Value: TypeAlias = "float | str | bool | None"
Range: TypeAlias = "list[Value]"
Cells: TypeAlias = "dict[tuple[str, int, int], Any]"

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_EXCEL = re.compile(
    r"""(?P<string>"(?:[^"]|"")*")
    |(?P<area>(?:'[^']+'!)?\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)
    |(?P<name>[A-Z]+)(?=\()
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<sign>>=|<=|<>|[-+*/&=<>(),;])""",
    re.VERBOSE,
)
_OPEN = re.compile(
    r"""(?P<string>"(?:[^"]|"")*")
    |(?P<area>\[[^\]]+\])
    |(?P<name>[A-Z]+)(?=\()
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<sign>>=|<=|<>|[-+*/&=<>(),;])""",
    re.VERBOSE,
)
_PLACE = re.compile(r"\$?([A-Z]+)\$?(\d+)")


class Wrong(Exception):  # noqa: N818 - it is a value of a spreadsheet
    """#DIV/0! and its like."""


@dataclass(frozen=True)
class Area:
    sheet: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass
class Book:
    """A file: its formulas, the values beside them, and what we calculate."""

    cells: Cells
    formulas: dict[tuple[str, int, int], str]
    opendocument: bool

    def __post_init__(self) -> None:
        self._known: dict[tuple[str, int, int], Value] = {}

    def value(self, place: tuple[str, int, int]) -> Value:
        """A cell's value, calculated where there is a formula."""
        if place not in self.formulas:
            value = self.cells.get(place)
            return float(value) if isinstance(value, int) else value
        if place not in self._known:
            self._known[place] = _Reader(self, place[0], self.formulas[place]).whole()
        return self._known[place]

    def range(self, area: Area) -> Range:
        return [
            self.value((area.sheet, row, column))
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        ]


def open_xlsx(data: bytes) -> Book:
    formulas: dict[tuple[str, int, int], str] = {}
    cells: Cells = {}
    for with_values in (False, True):
        for sheet in load_workbook(io.BytesIO(data), data_only=with_values):
            for cell in (one for row in sheet.iter_rows() for one in row):
                place = (sheet.title, int(cell.row or 0), int(cell.column or 0))
                if with_values:
                    cells[place] = cell.value
                elif cell.data_type == "f":
                    formulas[place] = str(cell.value)[1:]
    return Book(cells, formulas, opendocument=False)


def open_ods(data: bytes) -> Book:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    formulas: dict[tuple[str, int, int], str] = {}
    cells: Cells = {}
    for table in root.iter(f"{_TABLE}table"):
        name = str(table.get(f"{_TABLE}name"))
        for row, line in enumerate(table.iter(f"{_TABLE}table-row"), start=1):
            for column, cell in enumerate(line, start=1):
                place = (name, row, column)
                formula = cell.get(f"{_TABLE}formula")
                if formula is not None:
                    assert formula.startswith("of:=")
                    assert cell.nsmap["of"].endswith(":of:1.2")
                    formulas[place] = formula[len("of:=") :]
                kind = cell.get(f"{_OFFICE}value-type")
                if kind == "float":
                    cells[place] = float(str(cell.get(f"{_OFFICE}value")))
                elif kind == "string":
                    lines = (
                        "".join(map(str, p.itertext())) for p in cell.iter(f"{_TEXT}p")
                    )
                    cells[place] = "\n".join(lines)
    return Book(cells, formulas, opendocument=True)


class _Reader:
    """Reads a formula and calculates as it goes."""

    def __init__(self, book: Book, sheet: str, formula: str) -> None:
        self._book, self._sheet = book, sheet
        pattern = _OPEN if book.opendocument else _EXCEL
        self._separator = ";" if book.opendocument else ","
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(formula):
            match = pattern.match(formula, at)
            assert match, formula[at:]
            self._tokens.append((str(match.lastgroup), match.group()))
            at = match.end()
        self._at = 0

    def whole(self) -> Value:
        value = self._compared()
        assert self._at == len(self._tokens), self._tokens
        return _one(value)

    def _next(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self) -> tuple[str, str]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _compared(self) -> Any:
        left = self._joined()
        while (sign := self._next()) in ("=", "<", ">", ">=", "<=", "<>"):
            self._take()
            left = _compare(sign, _one(left), _one(self._joined()))
        return left

    def _joined(self) -> Any:
        left = self._summed()
        while self._next() == "&":
            self._take()
            left = _text(_one(left)) + _text(_one(self._summed()))
        return left

    def _summed(self) -> Any:
        left = self._multiplied()
        while (sign := self._next()) in ("+", "-"):
            self._take()
            right = _number(_one(self._multiplied()))
            left = _number(_one(left)) + (right if sign == "+" else -right)
        return left

    def _multiplied(self) -> Any:
        left = self._primary()
        while (sign := self._next()) in ("*", "/"):
            self._take()
            right = _number(_one(self._primary()))
            if sign == "/" and not right:
                raise Wrong
            number = _number(_one(left))
            left = number * right if sign == "*" else number / right
        return left

    def _primary(self) -> Any:
        kind, text = self._take()
        if kind == "number":
            return float(text)
        if kind == "string":
            return text[1:-1].replace('""', '"')
        if kind == "area":
            return self._area(text)
        if kind == "name":
            return self._function(text)
        assert text == "(", text
        value = self._compared()
        assert self._take()[1] == ")"
        return value

    def _area(self, text: str) -> Any:
        if self._book.opendocument:
            sheet, _, corners = text[1:-1].partition(".")
            corners, sheet = corners.replace(":.", ":"), sheet.strip("$'")
        else:
            sheet, _, corners = text.rpartition("!")
            sheet = sheet.strip("'")
        places = [
            (_column(match[1]), int(match[2])) for match in _PLACE.finditer(corners)
        ]
        (left, top), (right, bottom) = places[0], places[-1]
        area = Area(sheet or self._sheet, left, top, right, bottom)
        values = self._book.range(area)
        return values if ":" in corners else values[0]

    def _function(self, name: str) -> Any:
        self._take()
        arguments: list[Any] = []
        while self._next() != ")":
            start = self._at
            try:
                arguments.append(self._compared())
            except Wrong:
                self._skip(start)
                arguments.append(Wrong)
            if self._next() == self._separator:
                self._take()
        self._take()
        if Wrong in arguments and name not in ("IF", "IFERROR"):
            raise Wrong
        # A range of one cell may be written as a cell.
        value = _FUNCTIONS[name](
            *(
                [one]
                if place in _RANGES.get(name, ()) and not isinstance(one, list)
                else one
                for place, one in enumerate(arguments)
            )
        )
        if value is Wrong:
            raise Wrong
        return value

    def _skip(self, start: int) -> None:
        """To the end of the argument that begins there and came to an error."""
        self._at, inside = start, 0
        while inside or self._next() not in (self._separator, ")"):
            inside += {"(": 1, ")": -1}.get(self._next(), 0)
            self._take()


def _one(value: Any) -> Value:
    assert not isinstance(value, list), "a range where one value is wanted"
    return value  # type: ignore[no-any-return]


def _number(value: Value) -> float:
    if isinstance(value, str):
        raise Wrong
    return float(value or 0)


def _text(value: Value) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value or "")


def _compare(sign: str, left: Value, right: Value) -> bool:
    if isinstance(left, str) != isinstance(right, str):
        assert sign in ("=", "<>")
        blank = None in (left, right) and "" in (left, right)
        return blank == (sign == "=")
    if not isinstance(left, str):
        left, right = _number(left), _number(right)
    return bool(
        {
            "=": left == right,
            "<>": left != right,
            "<": left < right,  # type: ignore[operator]
            ">": left > right,  # type: ignore[operator]
            "<=": left <= right,  # type: ignore[operator]
            ">=": left >= right,  # type: ignore[operator]
        }[sign]
    )


def _numbers(*values: Any) -> list[float]:
    """The numbers among the values; texts and blanks of a range are passed over."""
    flat = [one for v in values for one in (v if isinstance(v, list) else [v])]
    return [one for one in flat if isinstance(one, float)]


def _round(number: Value, places: Value) -> float:
    """Half away from zero, of the number as fifteen digits show it."""
    shown = Decimal(f"{_number(number):.15g}")
    step = Decimal(1).scaleb(-int(_number(places)))
    return float(shown.quantize(step, ROUND_HALF_UP))


def _meets(value: Value, criterion: Value) -> bool:
    if isinstance(criterion, float):
        return isinstance(value, float) and value == criterion
    assert isinstance(criterion, str)
    match = re.fullmatch(r"(>=|<=|<>|>|<|=)?(.*)", criterion, re.DOTALL)
    assert match
    sign, wanted = match.groups()
    if sign:
        return isinstance(value, float) and _compare(sign, value, float(wanted))
    assert not set(wanted) & set("*?~"), "a wildcard"
    return isinstance(value, str) and value.lower() == wanted.lower()


def _sum_if(tested: Range, criterion: Value, added: Range) -> float:
    assert len(tested) == len(added)
    return math.fsum(
        _numbers(
            [b for a, b in zip(tested, added, strict=True) if _meets(a, criterion)]
        )
    )


def _average(*values: Any) -> float:
    numbers = _numbers(*values)
    if not numbers:
        raise Wrong
    return sum(numbers) / len(numbers)


def _average_ifs(averaged: Range, tested: Range, criterion: Value) -> float:
    assert len(tested) == len(averaged)
    return _average(
        [b for a, b in zip(tested, averaged, strict=True) if _meets(a, criterion)]
    )


def _match(value: Value, among: Range, kind: Value) -> float:
    """The last of an ascending list that is no larger."""
    assert kind == 1.0
    limits = _numbers(among)
    assert limits == sorted(limits)
    assert len(limits) == len(among)
    return float(sum(limit <= _number(value) for limit in limits))


_RANGES = {
    "SUMIF": (0, 2),
    "COUNTIF": (0,),
    "AVERAGEIFS": (0, 1),
    "SUMPRODUCT": (0, 1),
    "RANK": (1,),
    "INDEX": (0,),
    "MATCH": (1,),
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *values: sum(_numbers(*values)),
    "COUNT": lambda *values: float(len(_numbers(*values))),
    "AVERAGE": _average,
    "ROUND": _round,
    "MAX": lambda *values: max(_numbers(*values)),
    "MIN": lambda *values: min(_numbers(*values)),
    "AND": lambda *values: all(values),
    "IF": lambda condition, yes, no: yes if condition else no,
    "IFERROR": lambda value, instead: instead if value is Wrong else value,
    "SUMIF": _sum_if,
    "COUNTIF": lambda among, criterion: float(
        sum(_meets(one, criterion) for one in among)
    ),
    "AVERAGEIFS": _average_ifs,
    "SUMPRODUCT": lambda left, right: math.fsum(
        _number(a) * _number(b) for a, b in zip(left, right, strict=True)
    ),
    "RANK": lambda value, among: float(1 + sum(one > value for one in _numbers(among))),
    "INDEX": lambda among, place: among[int(place) - 1],
    "MATCH": _match,
}


def _column(text: str) -> int:
    number = 0
    for letter in text:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
