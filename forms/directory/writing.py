"""A directory as a workbook that people can edit and `read_directory` takes back."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from forms.directory.layout import BETWEEN, COLUMNS, SHEETS
from forms.directory.model import EQUIPMENT_LABELS, SOURCE_LABELS, Directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from forms.directory.model import Person, Place, Unit
    from resources.texts import Texts

_WIDE = frozenset({"name", "members", "excluded", "note", "tasks", "address"})


def write_directory(directory: Directory, texts: Texts) -> bytes:
    """The directory as xlsx, one sheet for each kind of thing in it."""
    workbook = Workbook(write_only=True)
    tables = _tables(directory, texts)
    for table, title in SHEETS.items():
        sheet = workbook.create_sheet(texts(title))
        sheet.freeze_panes = "A2"
        for position, field in enumerate(COLUMNS[table], start=1):
            letter = get_column_letter(position)
            sheet.column_dimensions[letter].width = 36 if field in _WIDE else 16
        sheet.append(_cells(sheet, map(texts, COLUMNS[table].values()), bold=True))
        for row in tables[table]:
            sheet.append(_cells(sheet, (row.get(f, "") for f in COLUMNS[table])))
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _cells(
    sheet: WriteOnlyWorksheet, row: Iterable[str], *, bold: bool = False
) -> list[Cell]:
    """Cells that stay text whatever they start with: never a formula."""
    cells = []
    for text in row:
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
        cell.data_type = "s"
        cell.font = Font(bold=bold)
        cells.append(cell)
    return cells


def _tables(directory: Directory, texts: Texts) -> dict[str, list[dict[str, str]]]:
    """Every sheet's rows, by field."""
    units = _shown(directory.units)
    places = _shown(directory.places)
    people = _shown(directory.people)
    return {
        "units": [
            {
                "id": unit.id,
                "name": unit.name,
                "short_name": unit.short_name,
                "parent": units.get(unit.parent, ""),
                "titles": BETWEEN.join(unit.titles),
                "agency": texts("Yes") if unit.id == directory.agency else "",
                "source": texts(SOURCE_LABELS[unit.source]),
            }
            for unit in directory.units
        ],
        "former_names": [
            {
                "unit": units[unit.id],
                "name": former.name,
                "start": former.start.isoformat() if former.start else "",
                "end": former.end.isoformat() if former.end else "",
            }
            for unit in directory.units
            for former in unit.former_names
        ],
        "groups": [
            {
                "name": group.name,
                "members": BETWEEN.join(units[unit] for unit in group.members),
                "excluded": BETWEEN.join(units[unit] for unit in group.excluded),
                "from_year": "" if group.from_year is None else str(group.from_year),
                "to_year": "" if group.to_year is None else str(group.to_year),
                "note": group.note,
                "source": texts(SOURCE_LABELS[group.source]),
            }
            for group in directory.groups
        ],
        "places": [
            {
                "id": place.id,
                "name": place.name,
                "kind": place.kind,
                "unit": units.get(place.unit, ""),
                "address": place.address,
                "note": place.note,
            }
            for place in directory.places
        ],
        "equipment": [
            {
                "place": places[equipment.place],
                "kind": texts(EQUIPMENT_LABELS[equipment.kind]),
                "label": equipment.label,
                "count": str(equipment.count),
            }
            for equipment in directory.equipment
        ],
        "people": [
            {
                "id": person.id,
                "name": person.name,
                "titles": BETWEEN.join(person.titles),
                "roles": BETWEEN.join(person.roles),
                "unit": units.get(person.unit, ""),
            }
            for person in directory.people
        ],
        "extensions": [
            {
                "unit": units[extension.unit],
                "number": extension.number,
                "label": extension.label,
                "person": people.get(extension.person, ""),
            }
            for extension in directory.extensions
        ],
        "hotlines": [
            {
                "name": hotline.name,
                "number": hotline.number,
                "hours": hotline.hours,
                "unit": units.get(hotline.unit, ""),
                "note": hotline.note,
            }
            for hotline in directory.hotlines
        ],
        "task_forces": list(_seats(directory)),
        "duties": [
            {
                "name": duty.name,
                "unit": units.get(duty.unit, ""),
                "held_by": duty.held_by,
                "note": duty.note,
            }
            for duty in directory.duties
        ],
    }


def _seats(directory: Directory) -> Iterator[dict[str, str]]:
    """A row for each seat, or one for a task force without any."""
    for force in directory.task_forces:
        head = {"name": force.name, "tasks": force.tasks}
        if not force.seats:
            yield head
        for seat in force.seats:
            yield head | {"role": seat.role, "held_by": seat.held_by}


def _shown(values: Iterable[Unit | Place | Person]) -> dict[str | None, str]:
    """How cells name things: by name, or by code where the name would not do."""
    values = tuple(values)
    taken = Counter(value.name for value in values) + Counter(v.id for v in values)
    return {
        value.id: value.name
        if taken[value.name] == 1 and BETWEEN not in value.name
        else value.id
        for value in values
    }
