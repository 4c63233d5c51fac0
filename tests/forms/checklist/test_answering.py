from __future__ import annotations

from typing import Any

import pytest

from forms.checklist.answering import read_answer, row_conforms
from forms.checklist.completeness import Lack, missing
from forms.checklist.model import (
    AnswerKind,
    Attached,
    Choice,
    Column,
    Demand,
    Repeat,
    RowRule,
)
from forms.checklist.reading import read_line, read_name, read_text
from forms.errors import UserError
from forms.inspection import Sample
from tests.forms.checklist.make import answers, checklist, item

TICKED = Repeat(
    label={"zh-TW": "臺"},
    columns=(
        Column(key="machine", label={"zh-TW": "設備"}, kind=AnswerKind.TEXT),
        Column(key="conform", label={"zh-TW": "符合"}, kind=AnswerKind.YES_NO),
    ),
)
ON_TIME = Repeat(
    label={"zh-TW": "件"},
    columns=tuple(
        Column(key=key, label={"zh-TW": key}, kind=kind)
        for key, kind in (
            ("received", AnswerKind.DATE),
            ("days", AnswerKind.NUMBER),
            ("extension", AnswerKind.NUMBER),
            ("closed", AnswerKind.DATE),
        )
    ),
    rule=RowRule.ON_TIME,
)
LIST = checklist(
    item(
        "L",
        attached=(
            Attached(
                key="seats",
                label={"zh-TW": "座位"},
                kind=AnswerKind.NUMBER,
                unit={"zh-TW": "席"},
            ),
            Attached(
                key="growth",
                label={"zh-TW": "成長率"},
                kind=AnswerKind.NUMBER,
                unit={"zh-TW": "％"},
            ),
        ),
    ),
    item("S", kind=AnswerKind.SAMPLE),
    item("Y", kind=AnswerKind.YES_NO),
    item("N", kind=AnswerKind.NUMBER),
    item("W", kind=AnswerKind.WAIT),
    item("T", kind=AnswerKind.TEXT),
    item(
        "C", kind=AnswerKind.CHOICE, choices=(Choice(key="red", label={"zh-TW": "紅"}),)
    ),
    item("D", kind=AnswerKind.DATE),
    item("H", kind=AnswerKind.TIME),
    item("M", repeat=TICKED),
    item("R", kind=AnswerKind.SAMPLE, repeat=ON_TIME),
)
WAITED = {"started": "2026-11-20T13:20:00+08:00", "seconds": 95}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("L", "partly"),
        ("Y", "no"),
        ("N", 2.5),
        ("N", "-3"),
        ("T", "兩行\n字"),
        ("C", "red"),
        ("D", "2026-11-20"),
        ("H", "13:20"),
        ("S", {"n": 5, "m": 4}),
        ("W", WAITED),
    ],
)
def test_each_kind_takes_its_value_and_not_applicable(key: str, value: object) -> None:
    assert read_answer(LIST, key, {"value": value}).given
    assert read_answer(LIST, key, {"value": "na"}).value == "na"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("L", "good"),
        ("L", 1),
        ("L", ["conform"]),
        ("Y", True),
        ("N", "many"),
        ("N", True),
        ("N", "NaN"),
        ("N", "1e400"),
        ("N", "1e-400000000"),
        ("N", "1e-99"),
        ("N", "9" * 40),
        ("N", "１２_3"),
        ("N", "1_000"),
        ("N", 10**4000),
        ("N", ""),
        ("D", "0001-01-01"),
        ("D", "9999-12-30"),
        ("W", {**WAITED, "started": "9999-12-31T23:59:59-08:00"}),
        ("T", "\n" * 501),
        ("T", "a\x85b"),
        ("T", "a\x9b31mb"),
        ("T", "a\u202eb"),
        ("T", "a\u2066b"),
        ("T", 5),
        ("T", "a\x00b"),
        ("T", "\ud800"),
        ("T", "長" * 10_001),
        ("C", "blue"),
        ("D", "115-11-20"),
        ("H", "25:00"),
        ("S", {"n": 4, "m": 5}),
        ("S", {"n": -1, "m": -1}),
        ("S", {"n": 5.0, "m": 4}),
        ("S", {"n": True, "m": True}),
        ("S", 5),
        ("W", {"started": "2026-11-20T13:20:00", "seconds": 5}),
        ("W", {**WAITED, "seconds": -5}),
    ],
)
def test_a_wrong_value_is_refused_and_its_item_named(key: str, value: object) -> None:
    with pytest.raises(UserError, match=f"^{key}"):
        read_answer(LIST, key, {"value": value})


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("L", {"vlaue": "conform"}),
        ("L", {"value": "conform", "attached": {"chairs": 3}}),
        ("L", {"value": "conform", "attached": {"seats": "x"}}),
        ("L", {"value": "conform", "attached": {"seats": -5}}),
        ("S", {"value": {"n": 1, "m": 1}, "attached": {"seats": 5}}),
        ("L", {"value": "conform", "rows": [{}]}),
        ("M", {"value": "conform", "rows": [{"conform": "yes"}]}),
        ("M", {"rows": [{"conform": "maybe"}]}),
        ("M", {"rows": {"conform": "yes"}}),
        ("L", {"value": "conform", "note": 3}),
    ],
)
def test_what_the_item_does_not_know_is_refused(key: str, raw: dict[str, Any]) -> None:
    with pytest.raises(UserError, match=key):
        read_answer(LIST, key, raw)


def test_a_number_keeps_the_digits_that_were_typed() -> None:
    assert read_answer(LIST, "N", {"value": "2.50"}).value == "2.50"
    assert read_answer(LIST, "N", {"value": 0.1}).value == "0.1"
    assert read_answer(LIST, "N", {"value": 1e-7}).value == "0.0000001"
    assert read_answer(LIST, "N", {"value": "－１２．５"}).value == "-12.5"


def test_a_change_may_be_below_zero_and_a_count_never() -> None:
    answer = read_answer(LIST, "L", {"attached": {"growth": -2.5, "seats": 0}})
    assert answer.attached == {"growth": "-2.5", "seats": "0"}


def test_one_machine_that_fails_fails_the_item() -> None:
    rows = [{"machine": "一", "conform": "yes"}, {"machine": "二", "conform": "no"}]
    assert read_answer(LIST, "M", {"rows": rows}).value == "nonconform"
    assert read_answer(LIST, "M", {"rows": rows[:1]}).value == "conform"
    assert read_answer(LIST, "M", {"rows": [{"machine": "三"}]}).value is None


def test_cases_are_counted_by_their_dates() -> None:
    # 2026-11-02 and seven days: the 9th, a Monday.
    case = {"received": "2026-11-02", "days": 7, "closed": "2026-11-09"}
    late = {**case, "closed": "2026-11-10"}
    extended = {**late, "extension": 7}
    is_open = {"received": "2026-11-02", "days": 7}
    answer = read_answer(LIST, "R", {"rows": [case, late, extended, is_open]})
    assert answer.sample == Sample(n=3, m=2)


def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    # Received on Sunday 2026-10-04; six days end on Saturday the 10th, 國慶日.
    case = {"received": "2026-10-04", "days": "6", "closed": "2026-10-12"}
    assert row_conforms(ON_TIME, case) is True
    assert row_conforms(ON_TIME, {**case, "closed": "2026-10-13"}) is False


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"days": 100_000_000}, r"R\[1\]\.days"),
        ({"days": 3.7}, r"R\[1\]\.days"),
        ({"days": -5}, r"R\[1\]\.days"),
        ({"extension": 10_000_000}, r"R\[1\]\.extension"),
        ({"received": "9999-12-30"}, "9999-12-30"),
        ({"closed": "2020-01-01"}, "before it was received"),
    ],
)
def test_a_case_that_cannot_be_is_refused(
    change: dict[str, object], named: str
) -> None:
    case = {"received": "2026-11-02", "days": 7, "closed": "2026-11-09", **change}
    with pytest.raises(UserError, match=named):
        read_answer(LIST, "R", {"rows": [case]})


@pytest.mark.parametrize("days", ["100000000", "-5"])
def test_a_term_nobody_can_count_is_not_judged(days: str) -> None:
    case = {"received": "2026-11-02", "days": days, "closed": "2026-11-09"}
    assert row_conforms(ON_TIME, case) is None


def test_a_character_that_cannot_be_seen_is_named() -> None:
    with pytest.raises(UserError, match=r"U\+202E"):
        read_text("王\u202e明", "note")
    assert read_text("一\r\n二\u2028三\t四", "note") == "一\n二\n三\t四"


@pytest.mark.parametrize("raw", ["a\nb", "a\tb", "\x1b[31m", "王\u202a", "x" * 201, 5])
def test_a_line_is_one_line(raw: object) -> None:
    with pytest.raises(UserError, match=r"^unit"):
        read_line(raw, "unit")
    assert read_line(" 北部航務中心\n", "unit") == "北部航務中心"


@pytest.mark.parametrize("raw", ["", " ", "\u3000"])
def test_a_name_is_not_empty(raw: str) -> None:
    with pytest.raises(UserError, match="missing"):
        read_name(raw, "--name")


def test_what_is_repeated_in_a_sentence_can_be_read_there() -> None:
    with pytest.raises(UserError) as refused:
        read_answer(LIST, "L", {"value": "a\x1b[31m\n\udcff" + "x" * 5000})
    sentence = str(refused.value)
    assert sentence.isprintable()
    assert r"a\x1b[31m\x0a\xff" in sentence
    assert len(sentence) < 300


def test_what_is_missing_is_told_in_order_and_only_answers_block() -> None:
    listed = checklist(
        item("A"),
        item("B", note=Demand.SHORT, photo=Demand.SHORT),
        item("C", note=Demand.ALWAYS),
        item("D", scale="alternative"),
        item("E", photo=Demand.FORBIDDEN),
        item("F", kind=AnswerKind.TEXT, required=False),
    )
    given = answers(B="partly", C="na", D="alternative", E="conform")
    told = missing([listed], given, {"E"}, {})
    assert [(one.item, one.lack, one.blocks) for one in told] == [
        ("A", Lack.ANSWER, True),
        ("B", Lack.NOTE, False),
        ("B", Lack.PHOTO, False),
        ("D", Lack.NOTE, False),
        ("E", Lack.FORBIDDEN_PHOTO, True),
    ]
