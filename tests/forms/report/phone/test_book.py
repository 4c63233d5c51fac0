from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odfdo import Document
from openpyxl import load_workbook

from forms.phone.library import built_in
from forms.phone.record import result_of
from forms.phone.scoring import shown
from forms.report.phone.book import inside_book, outside_book
from forms.report.phone.cells import letters
from forms.report.phone.ods import as_ods
from forms.report.phone.xlsx import as_xlsx
from resources.texts import Texts
from tests.forms.report.phone import rounds
from tests.forms.report.phone.spreadsheet import Book, open_ods, open_xlsx

if TYPE_CHECKING:
    from forms.phone.record import PhoneRecord

TEXTS = Texts("en")
BOTH = pytest.mark.parametrize("kind", ["xlsx", "ods"])


def opened(record: PhoneRecord, kind: str, *, outside: bool = False) -> Book:
    sheets = tuple((outside_book if outside else inside_book)(record, TEXTS))
    if kind == "ods":
        return open_ods(as_ods(sheets, title="一輪", language="en"))
    return open_xlsx(as_xlsx(sheets, title="一輪"))


def column(book: Book, sheet: str, name: str, heads: int = 1) -> list[object]:
    """What is calculated in the column of that heading, from its first row down."""
    found = [
        place
        for place, value in book.cells.items()
        if place[:2] == (sheet, 1) and value == name
    ]
    assert len(found) == 1, (name, found)
    last = max(row for there, row, _ in book.cells if there == sheet)
    place = found[0][2]
    return [book.value((sheet, row, place)) for row in range(heads + 1, last + 1)]


def line(book: Book, sheet: str, name: str) -> object:
    """What is calculated beside that name, the first time that it stands there."""
    row = min(
        row
        for (there, row, place), value in book.cells.items()
        if there == sheet and place == 1 and value == name
    )
    return book.value((sheet, row, 2))


def compare_with_ours(record: PhoneRecord, book: Book) -> None:
    scale, result = record.scale, result_of(record)
    marks = [one.marks for one in record.calls if one.marks]
    totals = column(book, "Scores of calls", "Score, unrounded", heads=2)
    assert totals == [float(one.total) for one in marks]
    assert column(book, "Scores of calls", "Score", heads=2) == [
        float(one.shown) for one in marks
    ]
    assert column(book, "Scores of calls", "Before the cap", heads=2) == [
        float(one.uncapped) for one in marks
    ]
    labels = {grade.key: grade.label["en"] for grade in scale.grades}
    assert column(book, "Scores of calls", "Grade", heads=2) == [
        labels[one.grade] for one in marks
    ]
    assert result
    assert column(book, "By unit", "Unit") == [unit.name for unit in result.units]
    assert column(book, "By unit", "Mean score") == [
        float(shown(scale, unit.means.mean)) for unit in result.units
    ]
    assert column(book, "By unit", "Grade") == [
        unit.means.grade.label["en"] for unit in result.units
    ]
    assert column(book, "By unit", "Switchboard (mean)") == [
        "" if one is None else float(shown(scale, one))
        for one in (unit.means.switchboard for unit in result.units)
    ]
    assert column(book, "By unit", "Improvement report") == [
        "to be made" if unit.means.report_due else "" for unit in result.units
    ]
    if record.round.definition.ranked:
        assert column(book, "By unit", "Rank") == [unit.rank for unit in result.units]
    means = result.means
    assert line(book, "Whole round", "Mean score") == float(shown(scale, means.mean))
    assert line(book, "Whole round", "Grade") == means.grade.label["en"]
    for grade, count in means.bands:
        assert line(book, "Whole round", grade.label["en"]) == count
    lost = sum((one.lost for one in result.losses), start=0)
    told = column(book, "Where points were lost", "Points lost")
    assert sum(Decimal(str(one)) for one in told) == lost


@BOTH
def test_formulas_come_to_our_figures_in_an_ordinary_round(kind: str) -> None:
    record = rounds.record()
    compare_with_ours(record, opened(record, kind))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    number=st.integers(0, 10**9),
    units=st.integers(1, 6),
    per_unit=st.integers(1, 4),
    three_rings=st.booleans(),
    ranked=st.booleans(),
    earlier=st.booleans(),
    decimals=st.integers(0, 3),
    kind=st.sampled_from(["xlsx", "ods"]),
)
def test_formulas_come_to_our_figures_whatever_happens_in_a_round(
    number: int,
    units: int,
    per_unit: int,
    three_rings: bool,
    ranked: bool,
    earlier: bool,
    decimals: int,
    kind: str,
) -> None:
    scale = built_in("phone-courtesy-3" if three_rings else "phone-courtesy")
    record = rounds.record(
        units,
        per_unit,
        number=number,
        scale=replace(scale, shown_decimals=decimals),
        ranked=ranked,
        earlier=earlier,
        hotline=number % 2 == 0,
    )
    if result_of(record) is not None:
        book = opened(record, kind)
        compare_with_ours(record, book)
        assert_values_beside_formulas(book)


def assert_values_beside_formulas(book: Book) -> None:
    """Our own values, which stand beside the formulas, are what they come to."""
    for place, formula in book.formulas.items():
        ours = book.cells[place]
        calculated = book.value(place)
        assert calculated == ("" if ours is None else ours), (place, formula)


@BOTH
@pytest.mark.parametrize("outside", [False, True])
def test_each_formula_stands_beside_its_value(kind: str, *, outside: bool) -> None:
    book = opened(rounds.record(7, 3, number=3), kind, outside=outside)
    assert len(book.formulas) > 20
    assert_values_beside_formulas(book)


@BOTH
def test_another_point_makes_another_score(kind: str) -> None:
    record = rounds.record(1, 1, hotline=False, number=5)
    book = opened(record, kind)
    before = line(book, "Whole round", "Mean score")
    for (sheet, row, place), value in list(book.cells.items()):
        if sheet == "Scores of calls" and row == 3 and place > 8:
            if (sheet, row, place) in book.formulas or not isinstance(
                value, float | int
            ):
                continue
            book.cells[sheet, row, place] = 0.0
    book._known.clear()
    assert line(book, "Whole round", "Mean score") != before
    assert line(book, "Whole round", "Mean score") == 0


@BOTH
def test_the_worked_numbers_of_a_single_part(kind: str) -> None:
    for points, mean in (("55", 100.0), ("54", 98.28), ("50", 91.0), ("45", 81.9)):
        record = only_unit(points)
        book = opened(record, kind)
        assert line(book, "Whole round", "Mean score") == mean
    assert column(
        opened(only_unit("55"), kind), "Scores of calls", "Before the cap", 2
    )[0] == pytest.approx(100.1, abs=0)


def only_unit(points: str) -> PhoneRecord:
    """A round of one call whose unit earned so many points of 55."""
    from forms.phone.call import CallSheet
    from forms.phone.record import record_of, totals_of
    from forms.phone.round import Route
    from forms.phone.scale import PartKey

    record = rounds.record(1, 1, hotline=False, earlier=False)
    made = record.calls[-1]
    lost = 55 - int(points)
    sheet = CallSheet(
        answers={
            "B1": str(15 - lost),
            "B2-1": "7",
            "B2-2": "8",
            "B2-3": "5",
            "B2-4": "5",
            "content": "15",
        },
        parts=(PartKey.UNIT,),
    )
    call = replace(made.call, route=Route.DIRECT)
    calls = (record_of(record.scale, call, made.events, sheet),)
    return replace(record, calls=calls, totals=totals_of(calls))


@BOTH
def test_no_text_becomes_a_formula(kind: str) -> None:
    hostile = '=HYPERLINK("http://x","y")'
    record = rounds.record(2, 1, number=2, hotline=False)
    definition = record.round.definition
    calls = tuple(
        replace(
            one,
            call=replace(one.call, unit=hostile, extension="+1+1", withdrawn=""),
            sheet=replace(one.sheet, remarks="@SUM(A1)"),
        )
        for one in record.calls
        if one.marks
    )
    record = replace(
        record,
        round=replace(
            record.round, definition=replace(definition, title="=1+1", ranked=False)
        ),
        calls=calls,
    )
    book = opened(record, kind)
    assert all("HYPERLINK" not in one for one in book.formulas.values())
    assert column(book, "By unit", "Unit") == [hostile]
    assert column(book, "By unit", "Number of calls") == [len(calls)]
    assert line(book, "Whole round", "Round") == "=1+1"


@BOTH
@pytest.mark.parametrize("unit", [">5", "*", "101", "甲?"])
def test_a_unit_may_be_called_like_a_criterion(kind: str, unit: str) -> None:
    record = rounds.record(3, 2, number=4, hotline=False, earlier=False)
    calls = tuple(
        replace(one, call=replace(one.call, unit=unit))
        if one.call.unit == rounds.UNITS[0]
        else one
        for one in record.calls
    )
    counted = Counter(one.call.unit for one in calls if one.marks)
    book = opened(replace(record, calls=calls), kind)
    told = dict(
        zip(
            column(book, "By unit", "Unit"),
            column(book, "By unit", "Number of calls"),
            strict=True,
        )
    )
    assert told == counted


@BOTH
def test_the_outside_learns_of_no_extension_and_no_tester(kind: str) -> None:
    record = rounds.record(5, 4)
    book = opened(record, kind, outside=True)
    said = "\n".join(str(value) for value in book.cells.values())
    for tester in rounds.TESTERS:
        assert tester.name not in said
    for extension in {line.extension for line in record.round.definition.frame}:
        assert extension not in said
    result = result_of(record)
    assert result
    assert line(book, "Whole round", "Mean score") == float(
        shown(record.scale, result.means.mean)
    )


@BOTH
def test_whoever_was_called_is_never_named(kind: str) -> None:
    book = opened(rounds.record(8, 5), kind)
    said = "\n".join(str(value) for value in book.cells.values())
    assert rounds.ANSWERED_BY not in said
    assert rounds.CALLER not in said
    assert rounds.TESTERS[0].name in said


def test_other_programs_open_both_files() -> None:
    sheets = tuple(inside_book(rounds.record(), Texts("zh-TW")))
    workbook = load_workbook(io.BytesIO(as_xlsx(sheets, title="一輪")))
    assert workbook.sheetnames == [sheet.name for sheet in sheets]
    assert workbook.calculation.fullCalcOnLoad
    document = Document(io.BytesIO(as_ods(sheets, title="一輪", language="zh-TW")))
    assert [table.name for table in document.body.tables] == workbook.sheetnames
    cell = document.body.tables[0].get_cell("B6")
    assert cell.formula
    assert cell.formula.startswith("of:=ROUND(")
    assert isinstance(cell.value, Decimal | float)


def test_columns_go_on_behind_z() -> None:
    assert [letters(one) for one in (1, 26, 27, 52, 53, 703)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "AAA",
    ]
