from __future__ import annotations

from fractions import Fraction
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from forms.phone.library import built_in
from forms.phone.results import RoundResult, ScoredCall, round_result
from forms.phone.scale import PartKey
from forms.phone.scoring import score_call, shown

SCALE = built_in("phone-courtesy")


def call(unit: str, **answers: str) -> ScoredCall:
    best = {
        item.key: item.levels[0].key
        for item in SCALE.part(PartKey.UNIT).items()
        if item.way != "help"
    }
    given = best | {key.replace("_", "-"): value for key, value in answers.items()}
    return ScoredCall(unit=unit, score=score_call(SCALE, unit=given))


def result(
    *calls: ScoredCall, ranked: bool = True, earlier: RoundResult | None = None
) -> RoundResult:
    found = round_result(SCALE, calls, ranked=ranked, earlier=earlier)
    assert found
    return found


def test_a_round_without_calls_has_no_result() -> None:
    assert round_result(SCALE, [], ranked=True) is None


def test_a_mean_counts_each_call_once_and_is_exact() -> None:
    # 100, 100.1 capped to 100, and 54 × 1.82
    one = result(call("甲"), call("甲"), call("乙", B1="14"))
    assert one.means.mean == Fraction("298.28") / 3
    assert shown(SCALE, one.means.mean) == "99.43"
    assert one.means.unit == Fraction(164, 3)
    assert one.means.switchboard is None
    assert one.means.calls == 3


def test_units_with_the_same_mean_share_a_rank() -> None:
    one = result(call("丁", B1="none"), call("丙"), call("乙"), call("甲", B1="late"))
    assert [(unit.name, unit.rank) for unit in one.units] == [
        ("丙", 1),
        ("乙", 1),
        ("甲", 3),
        ("丁", 4),
    ]


def test_an_agency_may_choose_not_to_rank() -> None:
    one = result(call("乙"), call("甲", B1="none"), ranked=False)
    assert [(unit.name, unit.rank) for unit in one.units] == [
        ("乙", None),
        ("甲", None),
    ]


def test_bands_and_limits() -> None:
    one = result(call("甲"), call("甲", B1="9"), call("甲", B1="none", B2_1="not"))
    assert [(grade.key, count) for grade, count in one.means.bands] == [
        ("excellent", 1),
        ("good", 1),
        ("fair", 0),
        ("poor", 1),
    ]
    assert one.means.report_due
    assert not one.means.retest_due
    worse = result(call("甲", B1="none", B2_1="not"))
    assert worse.means.retest_due
    assert worse.means.grade.key == "poor"


def test_a_change_is_against_the_same_unit_in_the_earlier_round() -> None:
    earlier = result(call("甲", B1="14"), call("乙"))
    now = result(call("甲"), call("丙"), earlier=earlier)
    change = {unit.name: unit.means.change for unit in now.units}
    assert change == {"甲": Fraction("1.72"), "丙": None}
    assert now.means.change == Fraction("0.86")


def test_where_points_were_lost_is_told_the_worst_first() -> None:
    one = result(
        call("甲", B1="late", B2_3="partly"),
        call("甲", B2_3="not"),
        ScoredCall(unit="乙", score=score_call(SCALE, zero="unit-unanswered")),
        ScoredCall(
            unit="丙",
            score=score_call(
                SCALE, switchboard={"speed": "20", "A3-1": "full", "A3-7": "na"}
            ),
        ),
    )
    assert [(loss.part, loss.key, loss.calls, loss.mean) for loss in one.losses] == [
        ("unit", "unit", 1, 55),
        ("unit", "B1", 2, 6),
        ("switchboard", "speed", 1, 5),
        ("unit", "B2-3", 2, Fraction(15, 4)),
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙丙丁"), st.integers(0, 1500)),
        min_size=1,
        max_size=12,
    )
)
def test_the_results_are_those_of_the_obvious_second_way(
    given: list[tuple[str, int]],
) -> None:
    one = result(*(call(unit, B1=f"{points / 100:.2f}") for unit, points in given))
    totals = [
        (unit, min(Fraction(100), (40 + Fraction(points, 100)) * Fraction("1.82")))
        for unit, points in given
    ]
    assert one.means.mean == mean(total for _, total in totals)
    means = {
        name: mean(total for unit, total in totals if unit == name)
        for name in {unit for unit, _ in given}
    }
    assert {unit.name: unit.means.mean for unit in one.units} == means
    for unit in one.units:
        better = [name for name in means if means[name] > means[unit.name]]
        assert unit.rank == len(better) + 1
    assert sum(count for _, count in one.means.bands) == len(given)
    lost = sum(Fraction(15) - Fraction(points, 100) for _, points in given)
    assert sum(loss.lost for loss in one.losses) == lost
