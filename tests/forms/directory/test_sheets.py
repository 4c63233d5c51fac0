"""A directory survives its workbook, and mistakes in one are told by their place."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.directory.layout import COLUMNS, SHEETS
from forms.directory.library import built_in_directories, built_in_directory
from forms.directory.model import (
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
from forms.directory.reading import read_directory
from forms.directory.writing import write_directory
from forms.errors import UserError
from forms.workbook import WorkbookError
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn

ENGLISH = Texts("en")
SMALL = Directory(agency="a", units=(Unit(id="a", name="機關"),))

# What a cell can hold: no control characters, no blanks around it, nothing that
# separates names.
words = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="、_"
    ),
    min_size=1,
    max_size=8,
) | st.sampled_from(["=1+1", "+1", "@a", "-1", "1e5", "TRUE", "#REF!", "堃 𡍼", "007"])
maybe = st.just("") | words
several = st.lists(words, max_size=2).map(tuple)
days = st.none() | st.dates(min_value=date(1912, 1, 1))
years = st.none() | st.integers(0, 9999)


def some(value: type[Any], **fields: st.SearchStrategy[Any]) -> Any:
    return st.lists(st.builds(value, **fields), max_size=3).map(tuple)


@st.composite
def directories(draw: DrawFn) -> Directory:
    names = draw(st.lists(words, min_size=1, max_size=5, unique=True))
    former = some(FormerName, name=words, start=days, end=days)
    units = tuple(
        Unit(
            id=f"u{at}",
            name=name,
            short_name=draw(maybe),
            parent=draw(st.sampled_from([None, *(f"u{above}" for above in range(at))])),
            titles=draw(several),
            former_names=draw(former),
            source=draw(st.sampled_from(Source)),
        )
        for at, name in enumerate(names)
    )
    unit = st.sampled_from([unit.id for unit in units])
    units_of = st.lists(unit, max_size=3).map(tuple)
    perhaps = st.none() | unit
    places = tuple(
        Place(
            id=f"p{at}",
            name=name,
            kind=draw(maybe),
            unit=draw(perhaps),
            address=draw(maybe),
            note=draw(maybe),
        )
        for at, name in enumerate(draw(st.lists(words, max_size=3, unique=True)))
    )
    people = tuple(
        Person(
            id=f"h{at}",
            name=name,
            titles=draw(several),
            roles=draw(several),
            unit=draw(perhaps),
        )
        for at, name in enumerate(draw(st.lists(words, max_size=3)))
    )
    person = st.sampled_from([None, *(person.id for person in people)])
    seats = some(TaskForceSeat, role=words, held_by=maybe)
    return Directory(
        agency=draw(unit),
        units=units,
        groups=tuple(
            Group(
                name=name,
                members=draw(units_of),
                excluded=draw(units_of),
                from_year=draw(years),
                to_year=draw(years),
                note=draw(maybe),
                source=draw(st.sampled_from(Source)),
            )
            for name in draw(st.lists(words, max_size=3, unique=True))
        ),
        places=places,
        equipment=draw(
            some(
                Equipment,
                place=st.sampled_from([place.id for place in places]),
                kind=st.sampled_from(EquipmentKind),
                label=maybe,
                count=st.integers(0, 9999),
            )
        )
        if places
        else (),
        people=people,
        extensions=draw(
            some(Extension, unit=unit, number=words, label=maybe, person=person)
        ),
        hotlines=draw(
            some(
                Hotline, name=words, number=maybe, hours=maybe, unit=perhaps, note=maybe
            )
        ),
        task_forces=tuple(
            TaskForce(name=name, tasks=draw(maybe), seats=draw(seats))
            for name in draw(st.lists(words, max_size=2, unique=True))
        ),
        duties=draw(
            some(SpecialDuty, name=words, unit=perhaps, held_by=maybe, note=maybe)
        ),
    )


@settings(deadline=None, max_examples=60)
@given(directories())
def test_directory_survives_its_workbook(directory: Directory) -> None:
    data = write_directory(directory, ENGLISH)
    assert read_directory(data, ENGLISH, file="d.xlsx") == directory


@pytest.mark.parametrize("agency", built_in_directories())
def test_built_in_directory_survives_its_workbook(agency: str) -> None:
    directory = built_in_directory(agency)
    data = write_directory(directory, ENGLISH)
    assert read_directory(data, ENGLISH, file="d.xlsx") == directory


def changed(directory: Directory, change: Callable[[Any], object]) -> bytes:
    """The directory's workbook after somebody has worked on it."""
    workbook = openpyxl.load_workbook(io.BytesIO(write_directory(directory, ENGLISH)))
    change(workbook)
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def told(data: bytes) -> list[str]:
    with pytest.raises(WorkbookError) as refused:
        read_directory(data, ENGLISH, file="d.xlsx")
    return [str(error) for error in refused.value.errors]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    name = "=HYPERLINK(1)"
    directory = Directory(agency="a", units=(Unit(id="a", name=name),))
    workbook = openpyxl.load_workbook(io.BytesIO(write_directory(directory, ENGLISH)))
    cell = workbook["Units"]["B2"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_all_mistakes_are_told_with_sheet_row_and_column() -> None:
    def spoil(workbook: Any) -> None:
        workbook["Units"].append(["b", "", "", "nobody", "", "", "guessed"])
        workbook["Former names"].append(["機關", "舊名", "13月1日", ""])
        workbook["Groups"].append(["各組", "機關、別處", "", "百", "", "", ""])
        workbook["Equipment"].append(["cellar", "Robot", "", "-1"])

    place = "d.xlsx, sheet {}, row 2, column {}: "
    sources = "、".join(
        (
            "From the plan",
            "From the organisation statute; please check",
            "The agency's own",
        )
    )
    not_there = (
        "{} is not on the sheet {}, or several are called so; write the code instead."
    )
    units = "d.xlsx, sheet Units, row 3, column {}: "
    assert sorted(told(changed(SMALL, spoil))) == sorted(
        [
            units.format("Name") + "Something has to stand here.",
            units.format("Unit above") + not_there.format("nobody", "Units"),
            units.format("Source") + f"guessed is not among {sources}.",
            place.format("Former names", "From")
            + "13月1日 is no date; write it as 2026-11-20 or 115年11月20日.",
            place.format("Groups", "Members") + not_there.format("別處", "Units"),
            place.format("Groups", "From ROC year") + "百 is no number from 0 to 9999.",
            place.format("Equipment", "Standing in")
            + not_there.format("cellar", "Places"),
            place.format("Equipment", "Kind")
            + "Robot is not among Water dispenser、AED、Lift、Lactation room"
            "、Other equipment.",
            place.format("Equipment", "Count") + "-1 is no number from 0 to 9999.",
        ]
    )


def test_contradictions_are_told_by_their_row() -> None:
    def spoil(workbook: Any) -> None:
        sheet = workbook["Units"]
        sheet.append([])
        sheet.append(["b", "甲", "", "c"])
        sheet.append(["c", "乙", "", "b"])
        sheet.append(["d", "乙", "", "b"])

    place = "d.xlsx, sheet Units, row {}, column {}: {}"
    assert told(changed(SMALL, spoil)) == [
        place.format(6, "Name", "The name 乙 stands twice; keep it once."),
        place.format(4, "Unit above", "甲 stands above itself; mend what is above it."),
        place.format(5, "Unit above", "乙 stands above itself; mend what is above it."),
    ]


def test_agency_has_to_be_marked_once() -> None:
    def unmark(workbook: Any) -> None:
        workbook["Units"]["F2"] = None

    assert told(changed(SMALL, unmark)) == [
        "d.xlsx, sheet Units, row 1, column The agency itself: "
        "Mark one unit, and only one, as the agency itself."
    ]


def test_unknown_and_missing_columns_are_told() -> None:
    def rename(workbook: Any) -> None:
        workbook["Places"]["C1"] = "Sort"

    kinds = "、".join(COLUMNS["places"].values())
    assert told(changed(SMALL, rename)) == [
        "d.xlsx, sheet Places, row 1, column Sort: "
        f"There is no column Sort here; the columns are {kinds}.",
        "d.xlsx, sheet Places, row 1, column Kind: The column Kind is missing.",
    ]


def test_columns_may_be_moved_and_sheets_left_out() -> None:
    def move(workbook: Any) -> None:
        for title in (*SHEETS.values(), "Notes"):
            if title in workbook.sheetnames and title != "Units":
                del workbook[title]
        workbook["Units"].move_range("G1:G2", cols=3)
        workbook["Units"]["G1"] = None

    data = changed(SMALL, move)
    assert read_directory(data, ENGLISH, file="d.xlsx") == SMALL


def test_new_line_without_a_code_gets_one() -> None:
    def add(workbook: Any) -> None:
        workbook["Units"].append(["", "新股", "", "機關"])

    directory = read_directory(changed(SMALL, add), ENGLISH, file="d.xlsx")
    assert directory.units[1] == Unit(id="units-3", name="新股", parent="a")


def test_dates_may_be_roc_dates_and_numbers_may_be_numbers() -> None:
    def fill(workbook: Any) -> None:
        workbook["Former names"].append(["機關", "舊名", "106年3月2日", "112/9/14"])
        workbook["Former names"].append(["機關", "古名", None, date(2017, 3, 1)])
        workbook["Extensions"].append(["機關", 1301])

    directory = read_directory(changed(SMALL, fill), ENGLISH, file="d.xlsx")
    assert directory.units[0].former_names == (
        FormerName(name="舊名", start=date(2017, 3, 2), end=date(2023, 9, 14)),
        FormerName(name="古名", end=date(2017, 3, 1)),
    )
    assert directory.extensions == (Extension(unit="a", number="1301"),)


def test_workbook_without_units_is_refused() -> None:
    def drop(workbook: Any) -> None:
        workbook["Units"].title = "Elsewhere"

    with pytest.raises(UserError, match="has no sheet Units"):
        read_directory(changed(SMALL, drop), ENGLISH, file="d.xlsx")
