"""A directory out of a workbook, with everything that is wrong in it told at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from forms.directory.check import problems
from forms.directory.layout import COLUMNS, SHEETS
from forms.directory.model import (
    EQUIPMENT_LABELS,
    SOURCE_LABELS,
    Directory,
    Equipment,
    EquipmentKind,
    Extension,
    FormerName,
    Group,
    Hotline,
    Person,
    Place,
    Source,
    SpecialDuty,
    TaskForce,
    TaskForceSeat,
    Unit,
)
from forms.errors import UserError
from forms.workbook import WorkbookError, open_workbook, rows
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.workbook import Workbook
_LIST: Final = re.compile("[、\n]")
_DAY: Final = re.compile(r"(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ROC_YEARS: Final = 1000  # a year below is one of the Republic
_YEAR_ZERO: Final = 1911
_Choice = TypeVar("_Choice")


def read_directory(data: bytes, texts: Texts, *, file: str) -> Directory:
    """The directory that a workbook holds.

    Things are named by their name, or by their code where a name is not the only
    one. A new line may leave its code empty.

    Args:
        data: The workbook's bytes.
        texts: The language of its sheets and headings.
        file: The name to say in refusals.

    Raises:
        WorkbookError: With every mistake and its sheet, row and column.
        UserError: It is no workbook that can be read.
    """
    reading = _Reading(texts=texts, file=file)
    workbook = open_workbook(data, file)
    try:
        tables = {table: reading.records(workbook, table) for table in SHEETS}
    finally:
        workbook.close()
    directory = _directory(tables, reading)
    for problem in problems(directory):
        lines = tables[problem.table]
        row = lines[problem.position].row if problem.position < len(lines) else 1
        reading.refuse(problem.table, row, problem.field, problem.error)
    if reading.errors:
        raise WorkbookError(file, list(reading.errors.values()))
    return directory


@dataclass(kw_only=True)
class _Reading:
    """What is known while a workbook is read.

    Attributes:
        errors: The first one for each sheet, row and field.
        codes: By table, from names and codes to codes.
    """

    texts: Texts
    file: str
    errors: dict[tuple[str, int, str], UserError] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def refuse(self, table: str, row: int, name: str, problem: UserError) -> None:
        error = UserError(
            "{file}, sheet {sheet}, row {row}, column {column}: {problem}",
            file=self.file,
            sheet=self.texts(SHEETS[table]),
            row=row,
            column=self.texts(COLUMNS[table].get(name, name)),
            problem=problem,
        )
        self.errors.setdefault((table, row, name), error)

    def records(self, workbook: Workbook, table: str) -> list[_Record]:
        """The rows of a sheet that say anything; none if there is no such sheet."""
        title = self.texts(SHEETS[table])
        if title not in workbook.sheetnames:
            if table == "units":
                raise UserError(
                    "{file} has no sheet {sheet}; write the directory out and fill "
                    "that file in.",
                    file=self.file,
                    sheet=title,
                )
            return []
        lines = rows(workbook, title, self.file)
        fields = self._fields(table, next(lines, ()))
        return [
            _Record(
                reading=self,
                table=table,
                row=row,
                cells=dict(zip(fields, cells, strict=False)),
            )
            for row, cells in enumerate(lines, start=2)
            if any(cells)
        ]

    def _fields(self, table: str, headings: Sequence[str]) -> list[str]:
        known = {self.texts(text): name for name, text in COLUMNS[table].items()}
        for heading in headings:
            if heading and heading not in known:
                problem = UserError(
                    "There is no column {heading} here; the columns are {columns}.",
                    heading=heading,
                    columns="、".join(known),
                )
                self.refuse(table, 1, heading, problem)
        for heading, name in known.items():
            if heading not in headings:
                problem = UserError("The column {heading} is missing.", heading=heading)
                self.refuse(table, 1, name, problem)
        return [known.get(heading, heading) for heading in headings]


@dataclass(frozen=True, kw_only=True)
class _Record:
    """One row, read field by field; what cannot be read is refused by its place."""

    reading: _Reading
    table: str
    row: int
    cells: Mapping[str, str]

    def refuse(self, name: str, problem: UserError) -> None:
        self.reading.refuse(self.table, self.row, name, problem)

    def text(self, name: str) -> str:
        return self.cells.get(name, "")

    def needed(self, name: str) -> str:
        if not self.text(name):
            self.refuse(name, UserError("Something has to stand here."))
        return self.text(name)

    def several(self, name: str) -> tuple[str, ...]:
        parts = (part.strip() for part in _LIST.split(self.text(name)))
        return tuple(part for part in parts if part)

    def number(self, name: str) -> int | None:
        text = self.text(name)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < len("10000")):
            problem = UserError("{text} is no number from 0 to 9999.", text=text)
            self.refuse(name, problem)
            return None
        return int(text)

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        try:
            year, month, day = map(int, _DAY.fullmatch(text).groups())  # type: ignore[union-attr]
            return date(year + _YEAR_ZERO * (year < _ROC_YEARS), month, day)
        except (AttributeError, ValueError):
            problem = UserError(
                "{text} is no date; write it as 2026-11-20 or 115年11月20日.", text=text
            )
            self.refuse(name, problem)
            return None

    def choice(self, name: str, labels: Mapping[_Choice, str]) -> _Choice | None:
        known = {self.reading.texts(label): value for value, label in labels.items()}
        text = self.text(name)
        if text and text not in known:
            problem = UserError(
                "{text} is not among {choices}.", text=text, choices="、".join(known)
            )
            self.refuse(name, problem)
        return known.get(text)

    def code(self, name: str, table: str) -> str | None:
        """The code of the thing that a cell names."""
        text = self.text(name)
        return self._code_of(text, name, table) if text else None

    def code_needed(self, name: str, table: str) -> str:
        return self._code_of(self.needed(name), name, table)

    def codes(self, name: str, table: str) -> tuple[str, ...]:
        return tuple(self._code_of(text, name, table) for text in self.several(name))

    def _code_of(self, text: str, name: str, table: str) -> str:
        known = self.reading.codes[table]
        if text not in known:
            problem = UserError(
                "{text} is not on the sheet {sheet}, or several are called so; "
                "write the code instead.",
                text=text,
                sheet=self.reading.texts(SHEETS[table]),
            )
            self.refuse(name, problem)
        return known.get(text, text)


def _directory(tables: Mapping[str, Sequence[_Record]], reading: _Reading) -> Directory:
    for table in ("units", "places", "people"):
        reading.codes[table] = _codes(tables[table])
    return Directory(
        agency=_agency(tables["units"], reading),
        units=tuple(_units(tables["units"], tables["former_names"])),
        groups=tuple(map(_group, tables["groups"])),
        places=tuple(
            Place(
                id=_code(record),
                name=record.needed("name"),
                kind=record.text("kind"),
                unit=record.code("unit", "units"),
                address=record.text("address"),
                note=record.text("note"),
            )
            for record in tables["places"]
        ),
        equipment=tuple(_equipment(tables["equipment"])),
        people=tuple(
            Person(
                id=_code(record),
                name=record.needed("name"),
                titles=record.several("titles"),
                roles=record.several("roles"),
                unit=record.code("unit", "units"),
            )
            for record in tables["people"]
        ),
        extensions=tuple(
            Extension(
                unit=record.code_needed("unit", "units"),
                number=record.needed("number"),
                label=record.text("label"),
                person=record.code("person", "people"),
            )
            for record in tables["extensions"]
        ),
        hotlines=tuple(
            Hotline(
                name=record.needed("name"),
                number=record.text("number"),
                hours=record.text("hours"),
                unit=record.code("unit", "units"),
                note=record.text("note"),
            )
            for record in tables["hotlines"]
        ),
        task_forces=_task_forces(tables["task_forces"]),
        duties=tuple(
            SpecialDuty(
                name=record.needed("name"),
                unit=record.code("unit", "units"),
                held_by=record.text("held_by"),
                note=record.text("note"),
            )
            for record in tables["duties"]
        ),
    )


def _codes(records: Sequence[_Record]) -> dict[str, str]:
    """From names that only one thing bears, and from codes, to codes."""
    names = Counter(record.text("name") for record in records)
    by_name = {
        record.text("name"): _code(record)
        for record in records
        if names[record.text("name")] == 1
    }
    return by_name | {_code(record): _code(record) for record in records}


def _code(record: _Record) -> str:
    return record.text("id") or f"{record.table}-{record.row}"


def _agency(records: Sequence[_Record], reading: _Reading) -> str:
    marked = [record for record in records if record.text("agency")]
    if len(marked) != 1:
        problem = UserError("Mark one unit, and only one, as the agency itself.")
        row = marked[1].row if marked else 1
        reading.refuse("units", row, "agency", problem)
    return next((_code(record) for record in (*marked, *records)), "")


def _units(records: Sequence[_Record], former: Sequence[_Record]) -> Iterator[Unit]:
    names: dict[str, list[FormerName]] = {}
    for record in former:
        name = FormerName(
            name=record.needed("name"), start=record.day("start"), end=record.day("end")
        )
        names.setdefault(record.code_needed("unit", "units"), []).append(name)
    for record in records:
        yield Unit(
            id=_code(record),
            name=record.needed("name"),
            short_name=record.text("short_name"),
            parent=record.code("parent", "units"),
            titles=record.several("titles"),
            former_names=tuple(names.get(_code(record), ())),
            source=record.choice("source", SOURCE_LABELS) or Source.OWN,
        )


def _group(record: _Record) -> Group:
    return Group(
        name=record.needed("name"),
        members=record.codes("members", "units"),
        excluded=record.codes("excluded", "units"),
        from_year=record.number("from_year"),
        to_year=record.number("to_year"),
        note=record.text("note"),
        source=record.choice("source", SOURCE_LABELS) or Source.OWN,
    )


def _equipment(records: Sequence[_Record]) -> Iterator[Equipment]:
    for record in records:
        place = record.code_needed("place", "places")
        record.needed("kind")
        count = record.number("count")
        yield Equipment(
            place=place,
            kind=record.choice("kind", EQUIPMENT_LABELS) or EquipmentKind.OTHER,
            label=record.text("label"),
            count=1 if count is None else count,
        )


def _task_forces(records: Sequence[_Record]) -> tuple[TaskForce, ...]:
    """One for each name; its rows are its seats."""
    tasks: dict[str, str] = {}
    seats: dict[str, list[TaskForceSeat]] = {}
    for record in records:
        name = record.needed("name")
        tasks[name] = tasks.get(name) or record.text("tasks")
        seats.setdefault(name, [])
        if record.text("role") or record.text("held_by"):
            role = record.needed("role")
            seat = TaskForceSeat(role=role, held_by=record.text("held_by"))
            seats[name].append(seat)
    return tuple(
        TaskForce(name=name, tasks=tasks[name], seats=tuple(seats[name]))
        for name in seats
    )
