"""The directory as a workbook: its sheets, and their columns."""

from __future__ import annotations

from typing import Final

from resources.texts import later

SHEETS: Final = {
    "units": later("Units"),
    "former_names": later("Former names"),
    "groups": later("Groups"),
    "places": later("Places"),
    "equipment": later("Equipment"),
    "people": later("People"),
    "extensions": later("Extensions"),
    "hotlines": later("Hotlines"),
    "task_forces": later("Task forces"),
    "duties": later("Special duties"),
}
"""Titles of the sheets, by the directory's fields."""

_NAME: Final = {"name": later("Name")}
_CODE: Final = {"id": later("Code")}
_UNIT: Final = {"unit": later("Unit")}
_NOTE: Final = {"note": later("Note")}
_SOURCE: Final = {"source": later("Source")}
_TITLES: Final = {"titles": later("Titles")}
_KIND: Final = {"kind": later("Kind")}
_LABEL: Final = {"label": later("Label")}
_NUMBER: Final = {"number": later("Telephone number")}
_HELD_BY: Final = {"held_by": later("Held by")}

COLUMNS: Final = {
    "units": _CODE
    | _NAME
    | {"short_name": later("Short name"), "parent": later("Unit above")}
    | _TITLES
    | {"agency": later("The agency itself")}
    | _SOURCE,
    "former_names": _UNIT | _NAME | {"start": later("From"), "end": later("Until")},
    "groups": _NAME
    | {
        "members": later("Members"),
        "excluded": later("Excluded"),
        "from_year": later("From ROC year"),
        "to_year": later("Until ROC year"),
    }
    | _NOTE
    | _SOURCE,
    "places": _CODE | _NAME | _KIND | _UNIT | {"address": later("Address")} | _NOTE,
    "equipment": {"place": later("Standing in")}
    | _KIND
    | _LABEL
    | {"count": later("Count")},
    "people": _CODE | _NAME | _TITLES | {"roles": later("Roles")} | _UNIT,
    "extensions": _UNIT | _NUMBER | _LABEL | {"person": later("Person")},
    "hotlines": _NAME | _NUMBER | {"hours": later("Hours")} | _UNIT | _NOTE,
    "task_forces": _NAME | {"tasks": later("Tasks"), "role": later("Role")} | _HELD_BY,
    "duties": _NAME | _UNIT | _HELD_BY | _NOTE,
}
"""Headings of the columns, by the fields that stand in them."""

BETWEEN: Final = "、"
"""What separates several names in one cell; a line break does as well."""
