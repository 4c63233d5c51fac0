from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from forms.checklist.judging import ItemState
from forms.checklist.model import (
    AnswerIs,
    AnswerKind,
    Condition,
    Item,
    Range,
)
from forms.checklist.scoring import points, rounded, score
from tests.forms.checklist.make import answers, checklist, item

if TYPE_CHECKING:
    from forms.inspection import Answer

A, B, C = (
    item("A", weight="2"),
    item("B", weight="1"),
    item("C", kind=AnswerKind.SAMPLE, weight="3"),
)
LIST = checklist(A, B, C)


def test_score_is_the_weighted_share_of_what_counts() -> None:
    result = score([LIST], answers(A="conform", B="partly", C=(3, 1)), {})
    assert result.percent == Fraction(100 * (2 + Fraction(1, 2) + 1), 6)
    assert result.grade is not None
    assert result.grade.key == "poor"


def test_score_ignores_not_applicable() -> None:
    result = score([LIST], answers(A="conform", B="nonconform", C="na"), {})
    assert result.percent == Fraction(200, 3)
    assert result.item("C").state is ItemState.NOT_APPLICABLE


def test_nothing_looked_at_is_not_applicable() -> None:
    result = score([LIST], answers(A="conform", C=(0, 0)), {})
    assert result.percent == 100
    assert result.item("C").state is ItemState.NOT_APPLICABLE


def test_what_is_not_answered_does_not_count_yet() -> None:
    assert score([LIST], {}, {}).percent is None
    assert score([LIST], {}, {}).grade is None
    assert score([LIST], answers(A="conform"), {}).percent == 100


def test_the_grade_is_decided_before_rounding() -> None:
    long = checklist(item("A", kind=AnswerKind.SAMPLE))
    result = score([long], answers(A=(10000, 8996)), {})
    assert rounded(result.percent or Fraction()) == "90.0"
    assert result.grade is not None
    assert result.grade.key == "good"


def test_an_item_whose_condition_fails_is_hidden_and_does_not_count() -> None:
    hidden = item(
        "B",
        shown_when=Condition(any_answer=(AnswerIs(item="A", values=("nonconform",)),)),
    )
    listed = checklist(item("A"), hidden)
    given_both = answers(A="conform", B="nonconform")
    result = score([listed], given_both, {})
    assert result.percent == 100
    assert result.item("B").state is ItemState.HIDDEN
    assert score([listed], given_both | answers(A="nonconform"), {}).percent == 0


def test_a_fact_that_was_not_settled_hides_nothing() -> None:
    listed = checklist(item("A", shown_when=Condition(fact="lighthouse")))
    for facts, state in (
        ({}, ItemState.UNANSWERED),
        ({"lighthouse": True}, ItemState.UNANSWERED),
        ({"lighthouse": False}, ItemState.HIDDEN),
    ):
        assert score([listed], {}, facts).item("A").state is state


def test_a_number_counts_only_against_limits() -> None:
    free = item("A", kind=AnswerKind.NUMBER)
    bound = item("B", kind=AnswerKind.NUMBER, expected=Range(most="3"))
    result = score([checklist(free, bound)], answers(A="99", B="3.0"), {})
    assert result.percent == 100
    assert result.item("A").state is ItemState.UNSCORED
    assert score([checklist(bound)], answers(B="3.01"), {}).percent == 0


def test_several_checklists_are_scored_as_one() -> None:
    other = checklist(item("Z", weight="6"), code="ZZ")
    result = score(
        [LIST, other],
        answers(A="conform", B="conform", C=(2, 2), Z="nonconform"),
        {},
    )
    assert result.percent == 50
    assert [part.percent for part in result.checklists] == [100, 0]


def test_rounding_is_half_up_and_points_are_short() -> None:
    assert rounded(Fraction(8645, 100)) == "86.5"
    assert rounded(Fraction(8644, 100)) == "86.4"
    assert points(Fraction(3)) == "3"
    assert points(Fraction(3, 2)) == "1.5"
    assert points(Fraction(2, 3)) == "0.67"


_values = st.sampled_from(["conform", "partly", "nonconform", "na", None])
_samples = st.integers(0, 20).flatmap(
    lambda n: st.tuples(st.just(n), st.integers(0, n))
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["1", "2", "3", "0.5"]), st.one_of(_values, _samples))
    )
)
def test_score_agrees_with_plain_addition(
    rows: list[tuple[str, str | tuple[int, int] | None]],
) -> None:
    """The oracle adds decimals to forty digits, item by item."""
    items: list[Item] = []
    given_answers: dict[str, Answer] = {}
    earned = possible = Decimal(0)
    share = {"conform": Decimal(1), "partly": Decimal("0.5"), "nonconform": Decimal(0)}
    for number, (weight, value) in enumerate(rows):
        key = f"I{number}"
        sampled = isinstance(value, tuple)
        kind = AnswerKind.SAMPLE if sampled else AnswerKind.LEVEL
        items.append(item(key, kind=kind, weight=weight))
        if value is None:
            continue
        given_answers |= answers(**{key: value})
        if isinstance(value, tuple) and value[0]:
            possible += Decimal(weight)
            earned += Decimal(weight) * value[1] / value[0]
        elif isinstance(value, str) and value in share:
            possible += Decimal(weight)
            earned += Decimal(weight) * share[value]
    result = score([checklist(*items)], given_answers, {})
    if not possible:
        assert result.percent is None
        return
    assert result.percent is not None
    assert 0 <= result.percent <= 100
    assert abs(float(result.percent) - float(100 * earned / possible)) < 1e-9


@given(st.lists(_values, min_size=1, max_size=8))
def test_one_more_conforming_answer_never_lowers_the_score(
    values: list[str | None],
) -> None:
    items = [item(f"I{number}") for number in range(len(values) + 1)]
    before = {
        key: answer
        for number, value in enumerate(values)
        if value is not None
        for key, answer in answers(**{f"I{number}": value}).items()
    }
    first = score([checklist(*items)], before, {}).percent
    last = items[-1].key
    after = before | answers(**{last: "conform"})
    second = score([checklist(*items)], after, {}).percent
    assert second is not None
    assert first is None or second >= first
